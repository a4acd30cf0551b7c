/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.Body;
import dev.postern.engine.attempt.UpstreamTarget;
import dev.postern.engine.cache.PipelineIdentity;
import dev.postern.engine.cache.ScopeText;
import dev.postern.engine.config.ConfigNode;
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

/** Writes down what of a node and all below it decides which answers may come out. */
final class NodeIdentity {
    private final ScopeText text = new ScopeText();
    private final List<String> forwarded = new ArrayList<>();
    private final Set<String> metadata = new HashSet<>();
    private final TargetResolver resolver;
    private boolean callsCredential;

    private NodeIdentity(TargetResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Returns the identity of a node.
     *
     * @param chain the compiled node, whose routers say what metadata they read
     * @param resolver finds the provider and the host of a leaf
     */
    static PipelineIdentity of(ConfigNode node, Chain chain, TargetResolver resolver) {
        NodeIdentity identity = new NodeIdentity(resolver);
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
        UpstreamTarget target = resolver.target(node);
        text.add(target.providerId())
                .add(target.destination().origin())
                .add(target.destination().basePath())
                .add(resolver.credential(settings.credential()))
                .add(params(settings.defaultParams()))
                .add(params(settings.overrideParams()))
                .add(settings.dropParams().size());
        settings.dropParams().forEach(text::add);
        text.add(settings.forwardHeaders().size());
        settings.forwardHeaders().forEach(text::add);
        forwarded.addAll(settings.forwardHeaders());
        callsCredential |= settings.credential() == null;
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
