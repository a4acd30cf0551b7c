/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider answered with a status that is no success; thrown by the typed calls of {@link Gateway} alone.
 */
public final class UpstreamException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final transient Reply.Whole reply;
    private final @Nullable Duration retryAfter;

    /** Turns a reply that is no success into an exception. */
    public UpstreamException(Reply.Whole reply, @Nullable Duration retryAfter) {
        super(
                describe(reply),
                reply.status(),
                errorField(reply.body(), "type", "upstream_error"),
                "upstream",
                isTransient(reply.status()),
                true,
                null);
        this.reply = reply;
        this.retryAfter = retryAfter;
    }

    /** Returns the reply itself: status, headers and error body. */
    public Reply.Whole reply() {
        return reply;
    }

    /** Returns the provider's {@code error.code}, such as {@code context_length_exceeded}, if it gave one. */
    public Optional<String> code() {
        return reply.body().json().get("error").get("code").string();
    }

    @Override
    public @Nullable String param() {
        return reply.body().json().get("error").get("param").string().orElse(null);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    private static boolean isTransient(int status) {
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    private static String describe(Reply.Whole reply) {
        return "HTTP " + reply.status() + ": " + errorField(reply.body(), "message", "the provider gave no reason");
    }

    private static String errorField(Body body, String name, String absent) {
        String text = body.json().get("error").get(name).string().orElse("");
        return text.isBlank() ? absent : text;
    }
}
