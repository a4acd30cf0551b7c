/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PoolingTest {
    @Test
    void vectorIsTheMeanOfAllTokensAtUnitLength() {
        FloatBuffer states = FloatBuffer.wrap(new float[] {1, 2, 5, 6});

        float[] vector = Pooling.mean(states, 2);

        // The mean is (3, 4), whose length is 5.
        assertThat(vector).containsExactly(0.6f, 0.8f);
    }

    @Test
    void numberThatIsNoneIsRefused() {
        FloatBuffer states = FloatBuffer.wrap(new float[] {1, Float.NaN});

        assertThatThrownBy(() -> Pooling.mean(states, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model gave a vector without direction: its length is NaN");
    }

    @Test
    void infiniteNumberIsRefused() {
        FloatBuffer states = FloatBuffer.wrap(new float[] {Float.NEGATIVE_INFINITY, 1});

        assertThatThrownBy(() -> Pooling.mean(states, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Infinity");
    }

    @Test
    void zeroVectorIsRefused() {
        FloatBuffer states = FloatBuffer.wrap(new float[] {1, -1, -1, 1});

        assertThatThrownBy(() -> Pooling.mean(states, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its length is 0.0");
    }
}
