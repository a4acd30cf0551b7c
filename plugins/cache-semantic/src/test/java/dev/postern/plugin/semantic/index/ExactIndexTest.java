/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.postern.plugin.semantic.index.VectorIndex.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactIndexTest {
    private static float[] unit(Random random, int dimension) {
        float[] vector = new float[dimension];
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
            sum += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }

    /** A vector with about this cosine to another one. */
    private static float[] near(Random random, float[] base, double cosine) {
        float[] other = unit(random, base.length);
        float[] vector = new float[base.length];
        double sum = 0;
        for (int i = 0; i < base.length; i++) {
            vector[i] = (float) (cosine * base[i] + Math.sqrt(1 - cosine * cosine) * other[i]);
            sum += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < base.length; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    private static List<Found<Integer>> bruteForce(
            Map<Integer, float[]> all, float[] query, double atLeast, int limit) {
        List<Found<Integer>> found = new ArrayList<>();
        all.forEach((item, vector) -> {
            double similarity = dot(query, vector);
            if (similarity >= atLeast) {
                found.add(new Found<>(item, similarity));
            }
        });
        found.sort(Comparator.comparingDouble((Found<Integer> one) -> -one.similarity()));
        return found.subList(0, Math.min(limit, found.size()));
    }

    @ParameterizedTest
    @CsvSource({
        "384, 0.9, 3",
        "384, 0.5, 8",
        "96, 0.8, 4",
        "64, 0.7, 2",
        "65, 0.9, 8",
        "7, 0.2, 5",
        "1, -1, 3",
        "384, -1, 5"
    })
    void findsWhatBruteForceFindsThroughAdditionsAndRemovals(int dimension, double atLeast, int limit) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ExactIndex<Integer> index = new ExactIndex<>(dimension);
        Map<Integer, float[]> all = new HashMap<>();
        Map<Integer, VectorIndex.Slot> slots = new HashMap<>();
        float[] center = unit(random, dimension);
        for (int i = 0; i < 900; i++) {
            float[] vector =
                    i % 3 == 0 ? near(random, center, 0.7 + 0.3 * random.nextDouble()) : unit(random, dimension);
            all.put(i, vector);
            slots.put(i, index.add(vector, i));
            if (random.nextInt(4) == 0) {
                int gone = random.nextInt(i + 1);
                if (all.remove(gone) != null) {
                    slots.get(gone).remove();
                }
            }
            if (i % 37 == 0) {
                float[] query = random.nextBoolean() ? near(random, center, 0.97) : unit(random, dimension);
                List<Found<Integer>> expected = bruteForce(all, query, atLeast, limit);
                List<Found<Integer>> found = index.nearest(query, atLeast, limit);
                assertThat(found).hasSameSizeAs(expected);
                for (int k = 0; k < found.size(); k++) {
                    assertThat(found.get(k).similarity())
                            .isCloseTo(expected.get(k).similarity(), within(1e-9));
                }
            }
        }
        assertThat(index.size()).isEqualTo(all.size());
        slots.forEach((item, slot) ->
                assertThat(slot.vector()).isEqualTo(all.containsKey(item) ? all.get(item) : new float[0]));
    }

    @Test
    void removingTwiceIsHarmlessAndPlacesAreUsedAgain() {
        ExactIndex<String> index = new ExactIndex<>(8);
        Random random = new Random(1);
        List<VectorIndex.Slot> slots = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            slots.add(index.add(unit(random, 8), "a" + i));
        }
        long bytes = index.bytes();

        slots.forEach(VectorIndex.Slot::remove);
        slots.forEach(VectorIndex.Slot::remove);
        for (int i = 0; i < 300; i++) {
            index.add(unit(random, 8), "b" + i);
        }

        assertThat(index.size()).isEqualTo(300);
        assertThat(index.bytes()).isEqualTo(bytes);
    }

    @Test
    void vectorOfAnotherLengthIsRefused() {
        ExactIndex<String> index = new ExactIndex<>(3);

        assertThatThrownBy(() -> index.add(new float[2], "x")).hasMessage("expected a vector of 3 numbers, found 2");
        assertThatThrownBy(() -> index.nearest(new float[3], 0, 0)).hasMessage("limit: expected 1 or more, found 0");
    }

    @Test
    @Timeout(60)
    void searchesBesideWritersFindEverythingThatStaysAndNothingWrong() throws Exception {
        Random random = new Random(5);
        ExactIndex<float[]> index = new ExactIndex<>(64);
        List<float[]> staying = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            staying.add(unit(random, 64));
            index.add(staying.get(i), staying.get(i));
        }
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger searched = new AtomicInteger();
        Thread reader = new Thread(() -> {
            int i = 0;
            while (!done.get()) {
                float[] query = staying.get(i++ % staying.size());
                List<Found<float[]>> found = index.nearest(query, 0.3, 4);
                boolean there = !found.isEmpty() && found.get(0).similarity() > 0.999;
                boolean right =
                        found.stream().allMatch(one -> Math.abs(dot(query, one.item()) - one.similarity()) < 1e-4);
                wrong.addAndGet(there && right ? 0 : 1);
                searched.incrementAndGet();
            }
        });
        reader.start();
        Random other = new Random(6);
        List<VectorIndex.Slot> slots = new ArrayList<>();
        for (int i = 0; i < 20_000 || searched.get() < 200; i++) {
            float[] vector = unit(other, 64);
            slots.add(index.add(vector, vector));
            if (slots.size() > 100) {
                slots.remove(other.nextInt(slots.size())).remove();
            }
        }
        done.set(true);
        reader.join();

        assertThat(wrong.get()).isZero();
    }
}
