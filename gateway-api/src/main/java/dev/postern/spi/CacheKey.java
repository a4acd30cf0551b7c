/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Body;

/**
 * The identity of an answer that may be served again: two calls have equal keys only if they may have one answer.
 *
 * <p>A store that other processes share keys by SHA-256 over the characters of {@code scope} and the bytes of
 * {@code request}, as {@code hash} means nothing outside this process.
 *
 * @param hash over scope and request, keyed by chance at the start of this process
 * @param scope whose answer it is and where it comes from: tenant, namespace or metadata, operation, providers, hosts,
 *     credentials by name, parameters; each field length-prefixed
 * @param request the request in canonical form, without {@code stream} and {@code stream_options}
 */
public record CacheKey(long hash, String scope, Body request) {
    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    /** Returns the hash and sizes, never the content. */
    @Override
    public String toString() {
        return "CacheKey[" + Long.toHexString(hash) + ", " + request + "]";
    }
}
