/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.api.Body;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Hashes with keys drawn at the start of the process, so that nobody can send many requests that collide.
 *
 * <p>Multiplies and folds 16 bytes at a time, as wyhash does. Spreads keys over a table, no more: whoever finds an equal
 * hash compares the content.
 */
final class KeyedHash {
    private static final long[] KEYS = new SecureRandom().longs(4).toArray();

    private KeyedHash() {}

    static long of(String text) {
        long hash = KEYS[0] ^ text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = fold(hash ^ text.charAt(i), KEYS[1]);
        }
        return hash;
    }

    static long of(Body body, long seed) {
        ByteBuffer bytes = body.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int size = bytes.limit();
        long hash = KEYS[2] ^ seed;
        int at = 0;
        for (; at <= size - 2 * Long.BYTES; at += 2 * Long.BYTES) {
            hash = fold(bytes.getLong(at) ^ KEYS[3], bytes.getLong(at + Long.BYTES) ^ hash);
        }
        for (; at < size; at++) {
            hash = fold(hash ^ (bytes.get(at) & 0xff), KEYS[1]);
        }
        return fold(hash ^ size, KEYS[0]);
    }

    private static long fold(long left, long right) {
        return left * right ^ Math.multiplyHigh(left, right);
    }
}
