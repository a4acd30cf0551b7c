/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.TargetHealth;
import dev.postern.engine.attempt.UpstreamCall;
import dev.postern.engine.attempt.UpstreamTarget;
import dev.postern.engine.health.BreakerStage;
import dev.postern.engine.routing.RouterStage;
import dev.postern.spi.Chain;
import dev.postern.spi.Target;
import java.util.Locale;

/** Writes a pipeline as text, one stage a line, outermost first, each target indented under its router. */
final class PipelineDescription {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private PipelineDescription() {}

    static String of(Chain chain) {
        PipelineDescription description = new PipelineDescription();
        description.text.append("config\n");
        description.write(chain, INDENT);
        return description.text.toString();
    }

    private void write(Chain chain, String indent) {
        if (chain instanceof StageLink link) {
            text.append(indent).append(link.label().line());
            if (link.stage() instanceof BreakerStage breaker) {
                text.append(": ").append(state(breaker.health()));
            }
            text.append('\n');
            if (link.stage() instanceof RouterStage router) {
                for (Target target : router.targets()) {
                    write(target, indent + INDENT);
                }
            } else {
                write(link.next(), indent);
            }
        } else if (chain instanceof CachePlace place) {
            write(place.next(), indent);
        } else if (chain instanceof UpstreamCall end) {
            write(end.target(), indent);
        }
    }

    private static String state(TargetHealth health) {
        String state = health.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String next = health.probeIn().isZero()
                ? ""
                : ", next probe in " + health.probeIn().toMillis() + " ms";
        return state + ", " + health.failures() + " failures in a row" + next;
    }

    private void write(Target target, String indent) {
        text.append(indent).append(target.path());
        if (!target.name().equals(target.path())) {
            text.append(" '").append(target.name()).append('\'');
        }
        if (target.weight() != 1) {
            text.append(" weight ").append(target.weight());
        }
        text.append('\n');
        if (target instanceof ChainTarget chained) {
            write(chained.chain(), indent + INDENT);
        }
    }

    private void write(UpstreamTarget target, String indent) {
        String key = target.virtualKey() != null
                ? "virtual key '" + target.virtualKey() + "'"
                : target.apiKey() == null ? "the call's key" : "key ***";
        text.append(indent)
                .append("provider ")
                .append(target.providerId())
                .append(' ')
                .append(target.destination().origin())
                .append(target.destination().basePath())
                .append(", ")
                .append(key)
                .append("  [")
                .append(target.provider().origin())
                .append("]\n");
    }
}
