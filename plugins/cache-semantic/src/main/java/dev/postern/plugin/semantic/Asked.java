/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import org.jspecify.annotations.Nullable;

/**
 * What a look-up learnt, kept until the answer is stored.
 *
 * @param text the last user message
 * @param partition with what it may be compared
 * @param vector its embedding
 * @param wouldBe in shadow mode, the answer that would have been served
 */
record Asked(
        String text,
        Partition partition,
        Vector vector,
        @Nullable Entry wouldBe) {
    /** An embedding; a class of its own as records hold no arrays. */
    static final class Vector {
        private final float[] numbers;

        Vector(float[] numbers) {
            this.numbers = numbers;
        }

        float[] numbers() {
            return numbers;
        }
    }
}
