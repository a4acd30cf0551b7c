/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.plugin.semantic.index.ExactIndex;
import dev.postern.plugin.semantic.index.VectorIndex;
import dev.postern.spi.CachedAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SemanticStoreTest {
    private static final int DIMENSION = 16;
    private static final long MAX_BYTES = 64 << 10;
    private static final Partition ONE = new Partition(1, 2, 3, 4);

    private final Random random = new Random(11);
    private final SemanticStore store = new SemanticStore(MAX_BYTES, new Indexes());

    private static final class Indexes implements VectorIndex.Factory {
        @Override
        public <T> VectorIndex<T> create(int dimension) {
            return new ExactIndex<>(dimension);
        }
    }

    private float[] vector() {
        float[] vector = new float[DIMENSION];
        double sum = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
            sum += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }

    private Entry add(Partition partition, String tenant, String id, long expiresAt) {
        CachedAnswer answer = new CachedAnswer(
                id, tenant, 200, Body.object().put("id", id).build(), null, null, Instant.EPOCH, Duration.ofHours(1));
        Entry entry = new Entry(partition, "", "question " + id, DIMENSION, answer, 0, expiresAt);
        store.add(entry, vector(), 10);
        return entry;
    }

    @Test
    void bytesStayWithinTheRoomAndATenantWithinHalfOfIt() {
        for (int i = 0; i < 500; i++) {
            add(new Partition(i % 7, 0, 0, 0), "a", "a" + i, 1000);
            assertThat(store.bytesOf("a")).isLessThanOrEqualTo(MAX_BYTES / 2);
        }
        for (int i = 0; i < 2000; i++) {
            add(new Partition(i % 7, 0, 0, 0), "t" + i % 50, "b" + i, 1000);
            assertThat(store.bytes()).isLessThanOrEqualTo(MAX_BYTES);
        }

        assertThat(store.bytesOf("a")).isPositive();
        assertThat(store.all()).hasSize(store.size());
        assertThat(store.partitions()).isLessThanOrEqualTo(7);
    }

    @Test
    void entryThatWasServedOutlivesOlderOnesThatWereNot() {
        Entry served = add(ONE, "a", "served", 1000);
        for (int i = 0; i < 30; i++) {
            served.use();
            add(ONE, "a", "other" + i, 1000);
        }

        assertThat(served.isRemoved()).isFalse();
        assertThat(store.find(ONE, "question served")).isSameAs(served);
    }

    @Test
    void expiredEntriesGoFirst() {
        Entry expired = add(ONE, "a", "expired", 5);
        add(ONE, "a", "next", 1000);

        assertThat(expired.isRemoved()).isTrue();
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void partitionWhoseEntriesAreGoneTakesNothing() {
        add(ONE, "a", "x", 1000);
        add(ONE, "b", "y", 1000);

        store.removeIf("a", entry -> true);
        assertThat(store.partitions()).isEqualTo(1);
        store.removeIf("b", entry -> true);

        assertThat(store.partitions()).isZero();
        assertThat(store.bytes()).isZero();
        assertThat(store.named("a", "x")).isNull();
    }

    @Test
    void entryTooLargeForTheRoomIsDeclined() {
        CachedAnswer answer = new CachedAnswer(
                "x",
                "a",
                200,
                Body.object().put("id", "x".repeat((int) MAX_BYTES)).build(),
                null,
                null,
                Instant.EPOCH,
                Duration.ofHours(1));
        store.add(new Entry(ONE, "", "large", DIMENSION, answer, 0, 1000), vector(), 10);

        assertThat(store.size()).isZero();
    }
}
