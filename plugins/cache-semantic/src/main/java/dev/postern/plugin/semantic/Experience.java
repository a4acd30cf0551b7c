/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.plugin.semantic.guard.Thresholds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What callers' feedback taught: which answers which trace got, and how much higher or lower the bar of a question is.
 *
 * <p>Bounded; what is forgotten counts as never said.
 */
final class Experience {
    private static final int TRACES = 20_000;
    private static final int BARS = 20_000;
    private static final int ANSWERS_OF_A_TRACE = 8;

    /** How much one full piece of negative feedback raises a bar; positive lowers it by a quarter of that. */
    private static final double STEP = 0.02;

    private static final double LOWERING = 0.25;

    private record TraceKey(String tenant, String traceId) {}

    private record BarKey(Partition partition, String text) {}

    private final Recent<TraceKey, List<String>> answers = new Recent<>(TRACES);
    private final Recent<BarKey, Double> bars = new Recent<>(BARS);

    /** Notes that a trace got or made an answer. */
    void got(String tenant, String traceId, String answerId) {
        TraceKey key = new TraceKey(tenant, traceId);
        List<String> before = answers.get(key);
        if (before == null) {
            answers.put(key, List.of(answerId));
        } else if (!before.contains(answerId)) {
            List<String> more = new ArrayList<>(before);
            more.add(answerId);
            answers.put(key, List.copyOf(more.subList(Math.max(0, more.size() - ANSWERS_OF_A_TRACE), more.size())));
        }
    }

    /** Returns the ids of the answers that a trace got. */
    List<String> answersOf(String tenant, String traceId) {
        List<String> known = answers.get(new TraceKey(tenant, traceId));
        return known == null ? List.of() : known;
    }

    /** Returns by how much the threshold of an entry differs from its config's, at most {@link Thresholds#FLOOR_BELOW} down. */
    double bar(Entry entry) {
        return bar(entry.partition(), entry.text());
    }

    private double bar(Partition partition, String text) {
        @Nullable Double bar = bars.get(new BarKey(partition, text));
        return bar == null ? 0 : bar;
    }

    /**
     * Moves the bar of an entry.
     *
     * @param feedback from -1, the worst, to 1, the best
     */
    void learn(Entry entry, double feedback) {
        double step = feedback < 0 ? -feedback * STEP : -feedback * STEP * LOWERING;
        double moved = Math.max(-Thresholds.FLOOR_BELOW, bar(entry) + step);
        bars.put(new BarKey(entry.partition(), entry.text()), moved);
    }
}
