/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Headers;
import dev.postern.api.Reply;
import dev.postern.api.Secret;
import java.net.URI;
import java.util.Locale;

/**
 * Speaks one provider's wire: URL, credentials, bodies in both directions, streams, errors and prices.
 *
 * <p>It never opens a connection; the gateway does, so that deadlines, limits and the check of destinations stand in
 * one place. Callers only ever see OpenAI's form. Safe for many threads; one instance serves a gateway.
 */
public interface Provider {
    /** Returns the base URL that paths of {@link #encode} are appended to, with or without a trailing slash. */
    URI baseUrl();

    /**
     * Writes a call in the provider's form, without credentials.
     *
     * @throws dev.postern.api.InvalidRequestException if the provider cannot do what is asked
     */
    UpstreamRequest encode(Call call);

    /** Returns the headers that carry the credential; by default {@code authorization: Bearer …}. */
    default Headers authorization(Secret key) {
        return Headers.of("authorization", "Bearer " + key.reveal());
    }

    /**
     * Reads a whole answer of any status and brings it to OpenAI's form.
     *
     * <p>A 2xx that is only an error object gets that error's own status.
     *
     * @throws dev.postern.api.MalformedBodyException if a 2xx is no JSON; the attempt then counts as a 502
     */
    Reply.Whole decode(Call call, UpstreamAnswer answer);

    /** Returns whether a 2xx to a streaming call is a stream; by default, unless its content type says otherwise. */
    default boolean streams(Headers upstream) {
        return upstream.first("content-type")
                .map(type -> type.regionMatches(true, 0, "text/event-stream", 0, 17))
                .orElse(true);
    }

    /** Returns a new splitter of a streamed answer's bytes into frames; by default for server-sent events. */
    default FrameDecoder frames() {
        return new SseDecoder();
    }

    /** Returns a new reader of one streamed answer. */
    StreamDecoder streamDecoder(Call call);

    /** Returns the headers of an answer that callers may see; by default rate limits, retry-after and request ids. */
    default Headers answerHeaders(Headers upstream) {
        Headers.Builder kept = Headers.builder();
        upstream.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-ratelimit-")
                    || lower.startsWith("retry-after")
                    || lower.equals("x-request-id")
                    || lower.equals("x-should-retry")) {
                kept.add(lower, value);
            }
        });
        return kept.build();
    }

    /** Returns what its models cost. */
    PriceTable prices();

    /**
     * Returns a caution about {@link #baseUrl()}, a whole sentence; empty by default. It is logged once where a config
     * sends there, and added to the error when that host cannot be reached.
     */
    default String unreachableHint() {
        return "";
    }

    /** Returns how many requests one credential may have under way at one host; 0, the default, sets no limit. */
    default int maxConcurrent() {
        return 0;
    }
}
