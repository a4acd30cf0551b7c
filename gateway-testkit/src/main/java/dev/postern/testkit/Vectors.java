/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * Makes unit vectors from texts: each word is a fixed random direction, a text the sum of its words, so texts that share
 * words are near each other.
 */
final class Vectors {
    private Vectors() {}

    static float[] of(String model, String text, int dimensions) {
        double[] sum = new double[dimensions];
        long base = Generator.hash(0x9e3779b97f4a7c15L, model);
        StringTokenizer words = new StringTokenizer(text.toLowerCase(Locale.ROOT));
        do {
            add(sum, Generator.hash(base, words.hasMoreTokens() ? words.nextToken() : ""));
        } while (words.hasMoreTokens());
        double norm = 0;
        for (double value : sum) {
            norm += value * value;
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (sum[i] / Math.sqrt(norm));
        }
        return vector;
    }

    private static void add(double[] sum, long seed) {
        long state = seed;
        for (int i = 0; i < sum.length; i++) {
            state += 0x9e3779b97f4a7c15L;
            // 24 bits fit a float exactly; the half step keeps the value off zero.
            sum[i] += ((Generator.mix(state) >>> 40) + 0.5) / (1 << 23) - 1;
        }
    }

    static JsonArray floats(float[] vector) {
        JsonArray array = new JsonArray(vector.length);
        for (float value : vector) {
            array.add(value);
        }
        return array;
    }

    /** Encodes as OpenAI does: little-endian float32. */
    static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
