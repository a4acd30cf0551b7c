/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

/** Says what the caches did for a call. */
public enum CacheStatus {
    /** Answered by the exact cache. */
    HIT("HIT"),
    /** Answered by the semantic cache. */
    SEMANTIC_HIT("SEMANTIC HIT"),
    /** The exact cache was asked and had no answer. */
    MISS("MISS"),
    /** The semantic cache was asked and had no answer. */
    SEMANTIC_MISS("SEMANTIC MISS"),
    /** The read was skipped and the entry overwritten. */
    REFRESH("REFRESH"),
    /** No cache was asked. */
    DISABLED("DISABLED");

    private final String text;

    CacheStatus(String text) {
        this.text = text;
    }

    /** Returns the value of the header {@code x-portkey-cache-status}. */
    public String text() {
        return text;
    }
}
