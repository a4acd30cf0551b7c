/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.Body;
import dev.postern.api.Secret;
import dev.postern.engine.attempt.UpstreamTarget;
import dev.postern.engine.cache.PipelineIdentity;
import dev.postern.engine.cache.ScopeText;
import dev.postern.engine.config.ConfigNode;
import dev.postern.engine.config.Credential;
import dev.postern.engine.config.JsonMembers;
import dev.postern.engine.config.TargetSettings;
import dev.postern.engine.routing.RouterStage;
import dev.postern.spi.Chain;
import dev.postern.spi.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes down what of a node and all below it decides which answers may come out. */
final class NodeIdentity {
    private final ScopeText text = new ScopeText();
    private final List<String> forwarded = new ArrayList<>();
    private final Set<String> metadata = new HashSet<>();
    private final Function<ConfigNode, UpstreamTarget> targets;
    private boolean callsCredential;

    private NodeIdentity(Function<ConfigNode, UpstreamTarget> targets) {
        this.targets = targets;
    }

    /**
     * Returns the identity of a node.
     *
     * @param chain the compiled node, whose routers say what metadata they read
     * @param targets resolves the provider and the host of a leaf
     */
    static PipelineIdentity of(ConfigNode node, Chain chain, Function<ConfigNode, UpstreamTarget> targets) {
        NodeIdentity identity = new NodeIdentity(targets);
        identity.write(node);
        identity.routers(chain);
        return new PipelineIdentity(
                identity.text.toString(), identity.callsCredential, identity.forwarded, identity.metadata);
    }

    private void write(ConfigNode node) {
        Set<String> stages = new TreeSet<>(node.stages().keySet());
        text.add(stages.size());
        stages.forEach(text::add);
        text.add(node.targets().size());
        if (node.isLeaf()) {
            target(node);
        } else {
            text.add(node.strategy().mode());
            node.targets().forEach(this::write);
        }
    }

    private void target(ConfigNode node) {
        TargetSettings settings = node.settings();
        UpstreamTarget target = targets.apply(node);
        text.add(target.providerId())
                .add(target.destination().origin())
                .add(target.destination().basePath())
                .add(credential(settings.credential()))
                .add(params(settings.defaultParams()))
                .add(params(settings.overrideParams()))
                .add(settings.dropParams().size());
        settings.dropParams().forEach(text::add);
        text.add(settings.forwardHeaders().size());
        settings.forwardHeaders().forEach(text::add);
        forwarded.addAll(settings.forwardHeaders());
        callsCredential |= settings.credential() == null;
    }

    /** Names stay when a key is replaced; a key in the config has no name but itself. */
    private static @Nullable String credential(@Nullable Credential credential) {
        if (credential instanceof Credential.Literal literal) {
            Secret secret = literal.secret();
            return "literal " + PipelineIdentity.digestOf(secret);
        }
        if (credential instanceof Credential.FromEnvironment variable) {
            return "variable " + variable.variable();
        }
        return credential instanceof Credential.VirtualKey key ? "virtual key " + key.name() : null;
    }

    private static String params(JsonMembers members) {
        Body body = Body.of(members.toJson());
        return body.canonical(List.of()).orElse(body).text();
    }

    private void routers(Chain chain) {
        if (chain instanceof CachePlace place) {
            routers(place.next());
        } else if (chain instanceof StageLink link && link.stage() instanceof RouterStage router) {
            metadata.addAll(router.metadataRead());
            for (Target target : router.targets()) {
                if (target instanceof ChainTarget chained) {
                    routers(chained.chain());
                }
            }
        } else if (chain instanceof StageLink link) {
            routers(link.next());
        }
    }
}
