/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

/**
 * Bounds what {@link Body#parse(byte[], JsonLimits)} accepts, so that a hostile body costs no more than an honest one.
 *
 * <p>Nodes are counted because bytes alone do not bound the cost of a tree: three million empty arrays fit into 8 MiB.
 *
 * @param maxBytes length of the whole text in bytes; default 10 MiB
 * @param maxDepth arrays and objects that may be open at one time; default 100
 * @param maxNodes values of any kind, the root counted, names not; default 250 000
 * @param maxNumberLength length of one number's text in bytes; default 100
 */
public record JsonLimits(int maxBytes, int maxDepth, int maxNodes, int maxNumberLength) {

    /** The defaults: 10 MiB, 100 levels, 250 000 nodes, 100 bytes a number. */
    public static final JsonLimits DEFAULT = new JsonLimits(10 << 20, 100, 250_000, 100);

    /**
     * Checks that every bound is at least 1.
     *
     * @throws IllegalArgumentException if one is not
     */
    public JsonLimits {
        requirePositive("maxBytes", maxBytes);
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxNodes", maxNodes);
        requirePositive("maxNumberLength", maxNumberLength);
    }

    /** Returns these limits with another length of the whole text. */
    public JsonLimits withMaxBytes(int bytes) {
        return new JsonLimits(bytes, maxDepth, maxNodes, maxNumberLength);
    }

    /** Returns these limits with another depth of nesting. */
    public JsonLimits withMaxDepth(int depth) {
        return new JsonLimits(maxBytes, depth, maxNodes, maxNumberLength);
    }

    /** Returns these limits with another count of nodes. */
    public JsonLimits withMaxNodes(int nodes) {
        return new JsonLimits(maxBytes, maxDepth, nodes, maxNumberLength);
    }

    /** Returns these limits with another length of a number's text. */
    public JsonLimits withMaxNumberLength(int length) {
        return new JsonLimits(maxBytes, maxDepth, maxNodes, length);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, is " + value);
        }
    }
}
