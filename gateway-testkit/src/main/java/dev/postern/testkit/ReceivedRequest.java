/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request as a {@link ScriptedUpstream} received it, and how its exchange ended.
 *
 * <p>Immutable but for {@link #outcome()} and {@link #status()}, which settle just before the last byte of the answer
 * leaves; thread-safe.
 */
public final class ReceivedRequest {
    private final long sequence;
    private final long connection;
    private final long receivedNanos;
    private final String method;
    private final String target;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;
    private final @Nullable String model;
    private final boolean stream;
    private volatile Outcome outcome = Outcome.PENDING;
    private volatile int status;
    private Fault fault = Fault.none();

    ReceivedRequest(long sequence, RequestReader.Head head, byte[] body, @Nullable JsonObject json) {
        this.sequence = sequence;
        this.connection = head.connection();
        this.receivedNanos = System.nanoTime();
        this.method = head.method();
        this.target = head.target();
        this.headers = head.headers();
        this.body = body;
        this.model = json == null ? null : Json.string(json, "model");
        this.stream = json != null && Json.isTrue(json, "stream");
    }

    void take(Fault step) {
        fault = step;
    }

    Fault fault() {
        return fault;
    }

    /** Returns the number of this request among all of its upstream, from 1. */
    public long sequence() {
        return sequence;
    }

    /** Returns the number of the connection that carried it, from 1. */
    public long connection() {
        return connection;
    }

    /** Returns {@link System#nanoTime()} of the moment when the request had been read whole. */
    public long receivedNanos() {
        return receivedNanos;
    }

    /** Returns the method, as sent. */
    public String method() {
        return method;
    }

    /** Returns the path without its query, as sent. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Returns the path with its query, as sent. */
    public String target() {
        return target;
    }

    /** Returns the first value of a header, its name in any case. */
    public Optional<String> header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return Optional.of(header.getValue());
            }
        }
        return Optional.empty();
    }

    /** Returns all headers by name; the map ignores case, values keep their order. */
    public Map<String, List<String>> headers() {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> byName.computeIfAbsent(header.getKey(), name -> new ArrayList<>())
                .add(header.getValue()));
        return Collections.unmodifiableMap(byName);
    }

    /** Returns a copy of the body; empty if there was none. */
    public byte[] body() {
        return body.clone();
    }

    /** Returns the body as UTF-8 text. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Returns the body as a JSON object, parsed anew at each call.
     *
     * @throws IllegalStateException if the body is not one JSON object
     */
    public JsonObject json() {
        JsonObject json = Json.parseObject(body);
        if (json == null) {
            throw new IllegalStateException("the body of " + this + " is not a JSON object: " + bodyText());
        }
        return json;
    }

    /** Returns the {@code model} of the body, if it has one. */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** Says whether the body asks for a stream. */
    public boolean stream() {
        return stream;
    }

    /** Returns how the exchange ended, {@link Outcome#PENDING} while it runs. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns the status of the answer, 0 as long as none was begun. */
    public int status() {
        return status;
    }

    void settle(Outcome end) {
        outcome = end;
    }

    void answeredWith(int answerStatus) {
        status = answerStatus;
    }

    /** Returns number, method, target, status and outcome; never headers or body. */
    @Override
    public String toString() {
        return "#" + sequence + " " + method + " " + target + " -> " + status + " " + outcome;
    }
}
