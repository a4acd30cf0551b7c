/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.Operation;
import dev.postern.api.Secret;
import dev.postern.api.Trace;
import dev.postern.spi.Call;
import dev.postern.spi.Deadline;
import dev.postern.spi.Recorder;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds calls for tests of stages, routers and providers: {@code TestCalls.chat("model", "text").streaming().call()}.
 *
 * <p>Unless told otherwise a call has ten minutes on a {@link FakeTime} of its own, the trace id {@code trace-1}, no
 * metadata, a cancellation that nobody fires and a {@link RecordingRecorder}. Not thread-safe; the calls are.
 */
public final class TestCalls {
    private final Operation operation;
    private Body body;
    private CallOptions options = CallOptions.none();
    private TimeSource time = new FakeTime();
    private Duration deadline = Duration.ofMinutes(10);
    private Cancellation cancellation = new Cancellation();
    private Recorder recorder = new RecordingRecorder();
    private String traceId = "trace-1";
    private @Nullable Map<String, String> metadata;

    private TestCalls(Operation operation, Body body) {
        this.operation = operation;
        this.body = body;
    }

    /** Starts a chat call with one user message. */
    public static TestCalls chat(String model, String text) {
        Body body = Body.object()
                .put("model", model)
                .beginArray("messages")
                .beginObject()
                .put("role", "user")
                .put("content", text)
                .end()
                .end()
                .build();
        return of(Operation.CHAT, body);
    }

    /** Starts a call of the older text completions. */
    public static TestCalls completion(String model, String prompt) {
        return of(
                Operation.COMPLETIONS,
                Body.object().put("model", model).put("prompt", prompt).build());
    }

    /** Starts a call for the embedding of one text. */
    public static TestCalls embedding(String model, String text) {
        return of(
                Operation.EMBEDDINGS,
                Body.object().put("model", model).put("input", text).build());
    }

    /** Starts a call for the list of models. */
    public static TestCalls models() {
        return of(Operation.MODELS, Body.empty());
    }

    /** Starts a call of any operation and body. */
    public static TestCalls of(Operation operation, Body body) {
        return new TestCalls(operation, body);
    }

    /** Sets a member of the body. */
    public TestCalls with(String name, String value) {
        body = body.with(name, value);
        return this;
    }

    /** Sets a member of the body to any JSON. */
    public TestCalls with(String name, Body json) {
        body = body.with(name, json);
        return this;
    }

    /** Asks for a stream. */
    public TestCalls streaming() {
        body = body.with("stream", true);
        return this;
    }

    /** Sets the options as a whole; what was set in them before is gone. */
    public TestCalls with(CallOptions callOptions) {
        options = callOptions;
        return this;
    }

    /** Changes the options: {@code with(options -> options.retries(2))}. */
    public TestCalls with(UnaryOperator<CallOptions.Builder> change) {
        options = change.apply(options.toBuilder()).build();
        return this;
    }

    /** Adds one label to the metadata of the options. */
    public TestCalls metadata(String key, String value) {
        options = options.toBuilder().metadata(key, value).build();
        return this;
    }

    /** Sets the metadata to this very map, not a copy; for tests of who writes to it. */
    public TestCalls metadata(Map<String, String> labels) {
        metadata = labels;
        return this;
    }

    /** Sets whose call it is. */
    public TestCalls tenant(String name) {
        options = options.toBuilder().tenant(name).build();
        return this;
    }

    /** Sets the provider's key in the options. */
    public TestCalls apiKey(Secret key) {
        options = options.toBuilder().apiKey(key).build();
        return this;
    }

    /** Sets how long the call may take, counted from {@link #call()}. */
    public TestCalls deadline(Duration limit) {
        deadline = limit;
        return this;
    }

    /** Sets the clock that the deadline is read on. */
    public TestCalls time(TimeSource clock) {
        time = clock;
        return this;
    }

    /** Sets what ends the call from outside. */
    public TestCalls cancellation(Cancellation outside) {
        cancellation = outside;
        return this;
    }

    /** Sets who notes the facts. */
    public TestCalls recorder(Recorder facts) {
        recorder = facts;
        return this;
    }

    /** Sets the trace id; the span id is {@code span-1} always. */
    public TestCalls traceId(String id) {
        traceId = id;
        return this;
    }

    /** Returns the call. */
    public Call call() {
        return new Call(
                operation,
                body,
                options,
                new Trace(traceId, "span-1", null, null),
                metadata == null ? options.metadata() : metadata,
                Deadline.after(deadline, time),
                cancellation,
                recorder);
    }
}
