/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Holds a credential so that it cannot be printed by accident.
 *
 * <p>{@link #toString()} is masked; the text leaves only through {@link #reveal()}.
 */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * Wraps a credential.
     *
     * @throws IllegalArgumentException if it is blank or has characters that no HTTP header may carry
     */
    public static Secret of(String text) {
        Objects.requireNonNull(text, "text");
        if (text.isBlank()) {
            throw new IllegalArgumentException("a secret must not be blank");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) {
                throw new IllegalArgumentException(
                        "a secret must be printable ASCII; character " + (i + 1) + " is not (a stray line end?)");
            }
        }
        return new Secret(text);
    }

    /** Returns the credential itself; never log or echo it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
