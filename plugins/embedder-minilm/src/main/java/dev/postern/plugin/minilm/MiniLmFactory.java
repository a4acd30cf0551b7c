/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import dev.postern.spi.Embedder;
import dev.postern.spi.EmbedderFactory;
import dev.postern.spi.StageContext;

/**
 * Makes the embedder {@code minilm}: all-MiniLM-L6-v2, quantised to 8 bits, inside this JVM.
 *
 * <p>English; 384 dimensions; texts of at most 510 tokens. Nothing is fetched at run time: model, tokenizer and natives
 * come out of jars. The natives are unpacked, ONNX Runtime's to {@code java.io.tmpdir} for as long as the JVM runs, the
 * tokenizer's to {@code ~/.djl.ai} once (elsewhere by {@code DJL_CACHE_DIR}). What is loaded takes memory outside the heap,
 * and is loaded by the first text, not by {@link #create}.
 */
public final class MiniLmFactory implements EmbedderFactory {
    /** The system property that sets how many texts are computed at once; its default is the cores, at most 4. */
    public static final String THREADS_PROPERTY = "postern.minilm.threads";

    private static final int MOST_BY_DEFAULT = 4;

    private final int threads;

    /**
     * Makes a factory as found by {@link java.util.ServiceLoader}, with as many threads as the system property says.
     *
     * @throws IllegalArgumentException if the property is not a positive whole number
     */
    public MiniLmFactory() {
        this(threadsByProperty());
    }

    /**
     * Makes a factory to be given to a gateway's builder.
     *
     * @param threads how many texts are computed at once, each on one core; at least 1
     */
    public MiniLmFactory(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
        }
        this.threads = threads;
    }

    @Override
    public String id() {
        return "minilm";
    }

    @Override
    public Embedder create(StageContext context) {
        return new MiniLmEmbedder(threads);
    }

    private static int threadsByProperty() {
        String text = System.getProperty(THREADS_PROPERTY);
        if (text == null) {
            return Math.min(MOST_BY_DEFAULT, Runtime.getRuntime().availableProcessors());
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for 0.
        }
        throw new IllegalArgumentException("system property " + THREADS_PROPERTY
                + ": expected a whole number of at least 1, found '" + text + "'");
    }
}
