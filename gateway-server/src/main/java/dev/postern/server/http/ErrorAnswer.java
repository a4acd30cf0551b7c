/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import com.google.gson.stream.JsonWriter;
import dev.postern.api.CancelledException;
import dev.postern.api.GatewayException;
import dev.postern.api.PluginException;
import dev.postern.api.UpstreamException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An error in the one shape that every error has.
 *
 * @param status the HTTP status
 * @param type OpenAI's error type
 * @param message what is wrong and what to do, cut at 300 characters
 * @param param the field at fault, if one is
 * @param code the provider's code, if it is the provider's error
 * @param retryAfter how long to wait, if that is known
 */
record ErrorAnswer(
        int status,
        String type,
        String message,
        @Nullable String param,
        @Nullable String code,
        @Nullable Duration retryAfter) {
    private static final int MAX_MESSAGE = 300;
    private static final int CLIENT_CLOSED = 499;

    ErrorAnswer {
        message = cut(message);
    }

    static ErrorAnswer of(int status, String type, String message) {
        return new ErrorAnswer(status, type, message, null, null, null);
    }

    /** A request that is at fault by its form. */
    static ErrorAnswer invalid(int status, String message) {
        return of(status, "invalid_request_error", message);
    }

    /** What a failed call is answered with; internals of plugins stay inside. */
    static ErrorAnswer of(GatewayException failure, String traceId) {
        if (failure instanceof PluginException) {
            return internal(traceId);
        }
        int status =
                failure instanceof CancelledException || failure.status() == CLIENT_CLOSED ? 503 : failure.status();
        String code =
                failure instanceof UpstreamException upstream ? upstream.code().orElse(null) : null;
        return new ErrorAnswer(
                status,
                failure.type(),
                failure.problem(),
                failure.param(),
                code,
                failure.retryAfter().orElse(null));
    }

    /** What is refused while the server stops. */
    static ErrorAnswer stopping() {
        return later("the gateway is stopping");
    }

    /** What is refused for want of a thread. */
    static ErrorAnswer overloaded() {
        return later("the gateway is overloaded");
    }

    private static ErrorAnswer later(String message) {
        return new ErrorAnswer(503, "overloaded_error", message, null, null, Duration.ofSeconds(1));
    }

    /** A fault of ours: nothing but where to find it. */
    static ErrorAnswer internal(String traceId) {
        return of(500, "internal_error", "the gateway failed; trace id " + traceId);
    }

    byte[] toBytes() {
        StringWriter text = new StringWriter(message.length() + 96);
        try (JsonWriter json = new JsonWriter(text)) {
            json.setSerializeNulls(true);
            json.setHtmlSafe(false);
            json.beginObject().name("error").beginObject();
            json.name("message").value(message);
            json.name("type").value(type);
            json.name("param").value(param);
            json.name("code").value(code);
            json.endObject().endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cut(String message) {
        if (message.length() <= MAX_MESSAGE) {
            return message;
        }
        int end = MAX_MESSAGE - 1;
        return message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
