/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

/** The model as it lies in memory outside the heap: tokenizer and network. Safe for many threads until it is closed. */
final class MiniLm implements AutoCloseable {
    /** What the network was trained for, with the digest of what it computes by; a change of either is another model. */
    static final String ID = "all-MiniLM-L6-v2-q@"
            + ModelFile.GRAPH.sha256().substring(0, 12)
            + "-"
            + ModelFile.TOKENIZER.sha256().substring(0, 12);

    /** The network has 512 places; two are for the special tokens. */
    static final int WINDOW = 512 - MiniLmTokenizer.SPECIAL;

    private final MiniLmTokenizer tokenizer;
    private final MiniLmNetwork network;

    private MiniLm(MiniLmTokenizer tokenizer, MiniLmNetwork network) {
        this.tokenizer = tokenizer;
        this.network = network;
    }

    static MiniLm load() {
        MiniLmTokenizer tokenizer = MiniLmTokenizer.load();
        try {
            return new MiniLm(tokenizer, MiniLmNetwork.load());
        } catch (RuntimeException | Error e) {
            tokenizer.close();
            throw e;
        }
    }

    /** Returns how many tokens a text has, the special ones left out. */
    int tokens(String text) {
        return tokenizer.count(text, Integer.MAX_VALUE);
    }

    /**
     * Returns the vector of a text.
     *
     * @throws IllegalArgumentException if the text is longer than the window
     */
    float[] vector(String text) {
        if (tokenizer.isLong(text)) {
            // Before the text is cut as a whole, which nothing could stop.
            checkWindow(tokenizer.count(text, WINDOW));
        }
        long[] ids = tokenizer.ids(text);
        checkWindow(ids.length - MiniLmTokenizer.SPECIAL);
        return network.vector(ids);
    }

    private static void checkWindow(int tokens) {
        if (tokens > WINDOW) {
            throw new IllegalArgumentException("the text has more than " + WINDOW
                    + " tokens, which is all that all-MiniLM-L6-v2 reads; nothing is cut off");
        }
    }

    @Override
    public void close() {
        tokenizer.close();
        network.close();
    }
}
