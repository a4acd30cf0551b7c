/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Operation;
import dev.postern.api.Secret;
import dev.postern.spi.CacheKey;
import dev.postern.spi.Call;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Makes the keys of one place in one config: whose call it is, what the pipeline below may answer, and the request.
 *
 * <p>The part that options decide is remembered for the options used last, as most callers share a few.
 */
final class CacheScopes {
    private static final List<String> LEFT_OUT = List.of("stream", "stream_options");
    private static final int REMEMBERED = 64;

    /** What options and operation decide of a key, and the key made last: a call sent again has the same request. */
    private static final class Scope {
        private final CallOptions options;
        private final Operation operation;
        private final String text;
        private final long hash;
        private volatile @Nullable CacheKey last;

        Scope(CallOptions options, Operation operation, String text) {
            this.options = options;
            this.operation = operation;
            this.text = text;
            this.hash = KeyedHash.of(text);
        }

        @SuppressWarnings("ReferenceEquality") // an equal request that is another object is only hashed anew
        CacheKey key(Body request) {
            CacheKey known = last;
            if (known == null || known.request() != request) {
                known = new CacheKey(KeyedHash.of(request, hash), text, request);
                last = known;
            }
            return known;
        }
    }

    private final PipelineIdentity pipeline;
    private final int maxRequestBytes;
    private final AtomicReferenceArray<@Nullable Scope> remembered = new AtomicReferenceArray<>(REMEMBERED);

    CacheScopes(PipelineIdentity pipeline, int maxRequestBytes) {
        this.pipeline = pipeline;
        this.maxRequestBytes = maxRequestBytes;
    }

    /** Returns the key of a call, or null where its request is too large or too intricate to be kept. */
    @Nullable
    CacheKey key(Call call) {
        if (call.body().size() > maxRequestBytes) {
            return null;
        }
        Optional<Body> request = call.body().canonical(LEFT_OUT);
        if (request.isEmpty()) {
            return null;
        }
        Scope scope = pipeline.metadataRead().isEmpty() ? remembered(call) : scope(call);
        return scope.key(request.get());
    }

    @SuppressWarnings("ReferenceEquality") // equal options that are other objects are only remembered anew
    private Scope remembered(Call call) {
        CallOptions options = call.options();
        int slot = System.identityHashCode(options) & REMEMBERED - 1;
        Scope known = remembered.get(slot);
        if (known == null || known.options != options || !known.operation.equals(call.operation())) {
            known = scope(call);
            remembered.set(slot, known);
        }
        return known;
    }

    private Scope scope(Call call) {
        CallOptions options = call.options();
        ScopeText text = new ScopeText()
                .add(options.tenant())
                .add(call.operation().name())
                .add(call.operation().method())
                .add(call.operation().path())
                .add(options.strictOpenAiCompliance() ? "strict" : "as it came")
                .add(options.cacheNamespace());
        if (options.cacheNamespace() == null) {
            text.add(options.metadata());
        }
        text.add(routed(call)).add(pipeline.text()).add(options.customHost());
        if (pipeline.callsCredential()) {
            text.add(options.virtualKey()).add(digest(options.apiKey()));
        }
        for (String name : pipeline.forwardedHeaders()) {
            text.add(options.headers().first(name).orElse(null));
        }
        text.add(options.forwardHeaders().size());
        for (String name : options.forwardHeaders()) {
            text.add(name).add(options.headers().first(name).orElse(null));
        }
        return new Scope(options, call.operation(), text.toString());
    }

    /** Returns what routers below read of the metadata, the config's own included. */
    private Map<String, String> routed(Call call) {
        Map<String, String> read = new TreeMap<>();
        for (String name : pipeline.metadataRead()) {
            String value = call.metadata().get(name);
            if (value != null) {
                read.put(name, value);
            }
        }
        return read;
    }

    /** Returns what stands for a secret that has no name. */
    private static @Nullable String digest(@Nullable Secret key) {
        if (key == null) {
            return null;
        }
        try {
            byte[] text = key.reveal().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
