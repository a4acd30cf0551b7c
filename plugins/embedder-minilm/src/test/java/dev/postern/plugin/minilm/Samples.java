/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import dev.postern.spi.Call;
import dev.postern.spi.StageContext;
import dev.postern.testkit.TestCalls;
import dev.postern.testkit.TestStageContext;
import java.util.List;

/** What several tests need. */
final class Samples {
    private Samples() {}

    /** A call with ten minutes to live. */
    static Call call() {
        return TestCalls.chat("model", "text").call();
    }

    static StageContext context() {
        return TestStageContext.of(List.of(), "{}");
    }

    static double cosine(float[] one, float[] other) {
        double dot = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < one.length; i++) {
            dot += (double) one[i] * other[i];
            squares += (double) one[i] * one[i];
            otherSquares += (double) other[i] * other[i];
        }
        return dot / Math.sqrt(squares * otherSquares);
    }
}
