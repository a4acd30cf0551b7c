/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Cuts texts into the model's tokens, none cut off and none added to fill up. Safe for many threads. */
final class MiniLmTokenizer implements AutoCloseable {
    /** The tokenizer takes about 1 µs a character and cannot be stopped, so long texts are counted piece by piece. */
    private static final int PIECE = 16 * 1024;

    /** {@code [CLS]} before the text and {@code [SEP]} behind it. */
    static final int SPECIAL = 2;

    private final HuggingFaceTokenizer tokenizer;

    private MiniLmTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    static MiniLmTokenizer load() {
        byte[] json = ModelFile.TOKENIZER.read();
        // The file asks for both: cut at 128 tokens and fill up to them.
        Map<String, String> options = Map.of("truncation", "false", "padding", "false");
        try {
            return OfflineDjl.call(() ->
                    new MiniLmTokenizer(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load the tokenizer", e);
        }
    }

    /** Returns whether a text is counted piece by piece. */
    boolean isLong(String text) {
        return text.length() > PIECE;
    }

    /** Returns the tokens of a text between the two special ones. */
    long[] ids(String text) {
        return tokenizer.encode(text, true, false).getIds();
    }

    /**
     * Counts the tokens of a text, the special ones left out, and stops soon after the count has gone beyond a limit.
     *
     * @throws IllegalStateException if the thread is interrupted, between two pieces of a long text; the flag stays set
     */
    int count(String text, int limit) {
        if (!isLong(text)) {
            return ids(text).length - SPECIAL;
        }
        int count = 0;
        for (int start = 0; start < text.length() && count <= limit; ) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while counting the tokens of a long text");
            }
            int end = endOfPiece(text, start);
            count += ids(text.substring(start, end)).length - SPECIAL;
            start = end;
        }
        return count;
    }

    /** No token reaches across a blank, so there the pieces part. */
    private static int endOfPiece(String text, int start) {
        int end = Math.min(text.length(), start + PIECE);
        while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
