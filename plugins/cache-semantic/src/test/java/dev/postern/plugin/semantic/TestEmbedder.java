/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.plugin.semantic.index.Unit;
import dev.postern.spi.Call;
import dev.postern.spi.Embedder;
import dev.postern.spi.EmbedderFactory;
import dev.postern.spi.StageContext;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts texts near each other that a test calls alike, cosine about 0.96, and all others far apart. */
final class TestEmbedder implements EmbedderFactory, Embedder {
    private static final int DIMENSION = 96;
    private static final float OWN_SHARE = 0.2f;

    private final String id;
    private final Map<String, String> groups = new ConcurrentHashMap<>();
    final AtomicInteger embedded = new AtomicInteger();
    volatile boolean failing;
    volatile boolean closed;

    TestEmbedder() {
        this("minilm");
    }

    TestEmbedder(String id) {
        this.id = id;
    }

    TestEmbedder alike(String... texts) {
        for (String text : texts) {
            groups.put(text, texts[0]);
        }
        return this;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Embedder create(StageContext context) {
        return this;
    }

    @Override
    public String model() {
        return "all-minilm-test";
    }

    @Override
    public int tokens(String text) {
        return text.split(" ", -1).length;
    }

    @Override
    public float[] embed(Call call, String text) {
        if (failing) {
            throw new IllegalStateException("the model is away");
        }
        embedded.incrementAndGet();
        return vector(groups.getOrDefault(text, text), text);
    }

    @Override
    public void close() {
        closed = true;
    }

    private static float[] vector(String group, String text) {
        Random base = new Random(group.hashCode());
        Random own = new Random(text.hashCode() * 31L + 1);
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (base.nextGaussian() + OWN_SHARE * own.nextGaussian());
        }
        return Unit.of(vector);
    }
}
