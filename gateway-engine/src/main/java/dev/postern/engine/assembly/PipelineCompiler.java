/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.ConfigException;
import dev.postern.engine.attempt.AttemptDeadlineStage;
import dev.postern.engine.attempt.UpstreamCall;
import dev.postern.engine.attempt.UpstreamTarget;
import dev.postern.engine.config.BreakerNode;
import dev.postern.engine.config.ConfigNode;
import dev.postern.engine.config.TargetSettings;
import dev.postern.engine.config.Trust;
import dev.postern.engine.health.BreakerGroup;
import dev.postern.engine.health.BreakerStage;
import dev.postern.engine.health.TargetKey;
import dev.postern.engine.health.TargetLimitStage;
import dev.postern.engine.request.MetadataStage;
import dev.postern.engine.request.ParamsStage;
import dev.postern.engine.retry.RetryPolicy;
import dev.postern.engine.retry.RetryStage;
import dev.postern.engine.routing.RouterStage;
import dev.postern.spi.Chain;
import dev.postern.spi.Position;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.Settings;
import dev.postern.spi.Stage;
import dev.postern.spi.StageContext;
import dev.postern.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a checked config into a pipeline.
 *
 * <p>Every chain reads, outermost first: CALL stages, the cache, ROUTE stages, the router; then in each target TARGET
 * stages, the parameters, the retries; then in each attempt the provider's limit, the breaker, its deadline, ATTEMPT
 * stages, and the provider.
 */
public final class PipelineCompiler {
    private static final String ROOT = "config";
    private static final Chain NOWHERE = call -> {
        throw new IllegalStateException("a router has no next stage but its targets");
    };

    /** The routers that ask another target where a breaker refuses; under any other, breakers refuse nothing. */
    private static final Set<String> SKIPPING = Set.of("fallback", "loadbalance");

    private final EngineParts parts;
    private final PluginStages plugins;
    private final TargetResolver resolver;
    private final List<ConfigException> failures = new ArrayList<>();

    /**
     * Compiles for one kind of call.
     *
     * @param tenant whose stored credentials name their providers
     * @param callProvider the provider of targets that name none, or null
     */
    public PipelineCompiler(EngineParts parts, Trust trust, String tenant, @Nullable String callProvider) {
        this.parts = parts;
        this.plugins = new PluginStages(parts);
        this.resolver = new TargetResolver(parts, trust, tenant, callProvider);
    }

    /**
     * Compiles a whole config.
     *
     * @throws ConfigException with everything that plugins refuse, and every host that is not allowed
     */
    public Pipeline compile(ConfigNode root) {
        Chain chain = node(root, List.of(), root.settings().metadata(), null);
        throwIfAny();
        return new Pipeline(chain, root.settings().metadata());
    }

    /**
     * Checks what can be checked before it is known which provider serves the targets that name none.
     *
     * @throws ConfigException with everything that routers refuse
     */
    public void checkRouters(ConfigNode root) {
        routersAt(root);
        throwIfAny();
    }

    private void routersAt(ConfigNode node) {
        if (!node.isLeaf()) {
            node.targets().forEach(this::routersAt);
            collecting(() -> createRouter(
                    node,
                    node.targets().stream()
                            .map(child -> target(child, NOWHERE, new Latency(parts.time())))
                            .toList()));
        }
    }

    /** Notes what is wrong and goes on, so that the problems of all nodes come in one error. */
    private <T> @Nullable T collecting(Supplier<T> part) {
        try {
            return part.get();
        } catch (ConfigException e) {
            failures.add(e);
            return null;
        }
    }

    private void throwIfAny() {
        if (failures.size() == 1) {
            throw failures.get(0);
        }
        if (!failures.isEmpty()) {
            ConfigException all = new ConfigException(failures.stream()
                    .flatMap(failure -> failure.problems().stream())
                    .toList());
            failures.forEach(all::addSuppressed);
            throw all;
        }
    }

    private Chain node(
            ConfigNode node,
            List<PluginStages.Placed> above,
            Map<String, String> metadata,
            @Nullable BreakerGroup breakers) {
        List<PluginStages.Placed> switchedOn = collecting(() -> plugins.of(node));
        List<PluginStages.Placed> own = switchedOn == null ? List.of() : switchedOn;
        List<PluginStages.Placed> perTarget = new ArrayList<>(above);
        own.stream().filter(placed -> !placed.wrapsNode()).forEach(perTarget::add);

        Chain inner = collecting(() -> node.isLeaf() ? leaf(node, perTarget, breakers) : router(node, perTarget));
        Chain chain = inner == null ? NOWHERE : inner;
        chain = plugins.wrap(own, Position.ROUTE, chain);
        chain = cached(node, chain);
        chain = plugins.wrap(own, Position.CALL, chain);
        if (!node.settings().metadata().equals(metadata)) {
            chain = builtIn(
                    Position.CALL,
                    "metadata",
                    node,
                    "",
                    new MetadataStage(node.settings().metadata(), metadata),
                    chain);
        }
        return chain;
    }

    /** Puts the node's cache above its strategy; above the root's, a call may ask for one that the config does not name. */
    private Chain cached(ConfigNode node, Chain chain) {
        boolean isRoot = node.path().equals(ROOT);
        if (node.cache() == null && !isRoot) {
            return chain;
        }
        CachePlace place = new CachePlace(
                node.path(),
                chain,
                () -> NodeIdentity.of(node, chain, resolver),
                parts,
                context(Settings.empty(), node.path()));
        return node.cache() == null ? place : place.configured(node.cache());
    }

    private Chain router(ConfigNode node, List<PluginStages.Placed> perTarget) {
        List<Target> targets = new ArrayList<>();
        BreakerNode breakerConfig = node.strategy().breaker();
        BreakerGroup breakers = breakerConfig == null ? null : new BreakerGroup(breakerConfig);
        for (ConfigNode child : node.targets()) {
            Chain chain = node(child, perTarget, node.settings().metadata(), breakers);
            Latency seen =
                    failures.isEmpty() ? parts.latencies().of(resolver.identity(child)) : new Latency(parts.time());
            targets.add(target(child, chain, seen));
        }
        Router router = createRouter(node, List.copyOf(targets));
        String mode = node.strategy().mode();
        RouterFactory factory = factory(node);
        boolean mayRefuse = breakers != null && SKIPPING.contains(mode);
        if (breakers != null && mayRefuse) {
            // A weight of 0 means never, so it is no other way.
            breakers.connect(targets.stream()
                    .filter(target -> target.weight() > 0 || mode.equals("fallback"))
                    .toList());
        }
        StageLabel label = plugins.label(Position.ROUTE, mode, node.path(), "", factory);
        return new StageLink(new RouterStage(router, targets, mayRefuse), label, NOWHERE);
    }

    private Target target(ConfigNode child, Chain chain, Latency seen) {
        String name = child.name() == null ? child.path() : child.name();
        return new ChainTarget(name, child.path(), child.weight(), chain, seen, parts.time());
    }

    private Router createRouter(ConfigNode node, List<Target> targets) {
        RouterFactory factory = factory(node);
        StageContext context = context(node.strategy().settings(), node.path());
        return PluginCreation.create("router", factory.id(), factory, () -> factory.create(context, targets));
    }

    private RouterFactory factory(ConfigNode node) {
        String mode = node.strategy().mode();
        return parts.plugins()
                .routers()
                .find(mode)
                .orElseThrow(() -> new ConfigException(node.path() + ".strategy.mode: no router '" + mode + "'"));
    }

    private Chain leaf(ConfigNode node, List<PluginStages.Placed> perTarget, @Nullable BreakerGroup breakers) {
        TargetSettings settings = node.settings();
        UpstreamTarget target = resolver.target(node);
        Chain chain = new UpstreamCall(target, parts.transport(), parts.limits(), parts.watchdog(), parts.time());

        chain = plugins.wrap(perTarget, Position.ATTEMPT, chain);
        Stage deadline = new AttemptDeadlineStage(settings.requestTimeout(), parts.watchdog());
        String limit = settings.requestTimeout() == null
                ? ""
                : settings.requestTimeout().toMillis() + " ms";
        chain = builtIn(Position.ATTEMPT, "deadline", node, limit, deadline, chain);
        BreakerStage breaker = breaker(node, target, breakers);
        if (breaker != null) {
            chain = builtIn(Position.ATTEMPT, "breaker", node, breaker.toString(), breaker, chain);
        }
        chain = limited(node, target, chain);

        RetryPolicy policy = RetryPolicy.of(settings.retry());
        Stage retry = new RetryStage(
                policy,
                parts.budgets().of(target.destination().origin()),
                context(Settings.empty(), node.path()),
                breaker == null ? () -> true : breaker::letsThrough);
        chain = builtIn(Position.TARGET, "retry", node, policy.toString(), retry, chain);

        ParamsStage params = ParamsStage.of(settings);
        if (params.changesAnything()) {
            chain = builtIn(Position.TARGET, "params", node, params.toString(), params, chain);
        }
        return plugins.wrap(perTarget, Position.TARGET, chain);
    }

    /** Makes the breaker that the node above asks for, or else the leaf's own strategy; null where neither does. */
    private @Nullable BreakerStage breaker(ConfigNode node, UpstreamTarget target, @Nullable BreakerGroup above) {
        BreakerNode own = node.strategy().breaker();
        BreakerGroup group = above != null || own == null ? above : new BreakerGroup(own);
        return group == null ? null : new BreakerStage(resolver.key(node, target), parts.states(), group, node.path());
    }

    /** Puts the provider's own limit around an attempt, where it has one. */
    private Chain limited(ConfigNode node, UpstreamTarget target, Chain attempt) {
        int most = target.provider().maxConcurrent();
        if (most <= 0) {
            return attempt;
        }
        TargetKey key = resolver.key(node, target);
        Stage limit = new TargetLimitStage(key, parts.states(), most, node.path(), parts.time());
        return builtIn(Position.ATTEMPT, "limit", node, most + " at one time", limit, attempt);
    }

    private static Chain builtIn(
            Position position, String id, ConfigNode node, String detail, Stage stage, Chain next) {
        return new StageLink(stage, new StageLabel(position, id, node.path(), detail, null), next);
    }

    private EngineStageContext context(Settings settings, String path) {
        return new EngineStageContext(settings, path, parts);
    }
}
