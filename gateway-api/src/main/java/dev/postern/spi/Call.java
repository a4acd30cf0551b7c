/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.CancelledException;
import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.Operation;
import dev.postern.api.Trace;
import java.util.Map;
import java.util.Objects;

/**
 * Everything about one call that a stage may want to know; immutable.
 *
 * <p>A stage that changes something passes a changed copy on.
 */
public final class Call {
    private final Operation operation;
    private final Body body;
    private final CallOptions options;
    private final Trace trace;
    private final Map<String, String> metadata;
    private final Deadline deadline;
    private final Cancellation cancellation;
    private final Recorder recorder;
    private final int attempt;

    /** Puts a call together; the gateway does this once for every call, tests of stages may. */
    public Call(
            Operation operation,
            Body body,
            CallOptions options,
            Trace trace,
            Map<String, String> metadata,
            Deadline deadline,
            Cancellation cancellation,
            Recorder recorder) {
        this(operation, body, options, trace, metadata, deadline, cancellation, recorder, 0);
    }

    private Call(
            Operation operation,
            Body body,
            CallOptions options,
            Trace trace,
            Map<String, String> metadata,
            Deadline deadline,
            Cancellation cancellation,
            Recorder recorder,
            int attempt) {
        this.operation = Objects.requireNonNull(operation, "operation");
        this.body = Objects.requireNonNull(body, "body");
        this.options = Objects.requireNonNull(options, "options");
        this.trace = Objects.requireNonNull(trace, "trace");
        this.metadata = Objects.requireNonNull(metadata, "metadata");
        this.deadline = Objects.requireNonNull(deadline, "deadline");
        this.cancellation = Objects.requireNonNull(cancellation, "cancellation");
        this.recorder = Objects.requireNonNull(recorder, "recorder");
        this.attempt = attempt;
    }

    /** Returns what is asked. */
    public Operation operation() {
        return operation;
    }

    /** Returns the request in OpenAI's form. */
    public Body body() {
        return body;
    }

    /** Returns whether the caller wants a stream of events. */
    public boolean streaming() {
        return body.bool("stream", false);
    }

    /** Returns what the caller chose for this call. */
    public CallOptions options() {
        return options;
    }

    /** Returns the call's place in its trace. */
    public Trace trace() {
        return trace;
    }

    /** Returns the caller's metadata over the config's. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Returns whose call this is. */
    public String tenant() {
        return options.tenant();
    }

    /** Returns by when the call must have ended, a stream's life included. */
    public Deadline deadline() {
        return deadline;
    }

    /** Returns what ends the call, or in an attempt just this attempt, from outside. */
    public Cancellation cancellation() {
        return cancellation;
    }

    /** Returns where to note what the report shall say. */
    public Recorder recorder() {
        return recorder;
    }

    /** Returns which attempt at the current target this is, from 0; counted by the retry stage. */
    public int attempt() {
        return attempt;
    }

    /**
     * Returns the error that says why this call was ended from outside; for whoever finds itself unblocked.
     *
     * @param sent whether any of the request may have reached a provider
     */
    public GatewayException ended(boolean sent) {
        Cancellation.Reason reason = cancellation.reason();
        if (reason == Cancellation.Reason.DEADLINE) {
            return DeadlineException.ofCall("the call's deadline has passed", sent);
        }
        if (reason == Cancellation.Reason.ATTEMPT_TIMEOUT) {
            return DeadlineException.ofAttempt("the attempt took longer than its time allows", sent);
        }
        return new CancelledException(
                reason == Cancellation.Reason.GATEWAY_CLOSED
                        ? "the gateway was closed while the call ran"
                        : "the caller cancelled the call",
                sent);
    }

    /** Returns this call with another body. */
    public Call withBody(Body other) {
        return copy(other, metadata, cancellation, attempt);
    }

    /** Returns this call with other metadata. */
    public Call withMetadata(Map<String, String> other) {
        return copy(body, other, cancellation, attempt);
    }

    /** Returns this call with a cancellation of its own, which must be a child of the present one. */
    public Call withCancellation(Cancellation child) {
        return copy(body, metadata, child, attempt);
    }

    /** Returns this call as the n-th attempt at its target, from 0. */
    public Call withAttempt(int number) {
        return number == attempt ? this : copy(body, metadata, cancellation, number);
    }

    private Call copy(Body newBody, Map<String, String> newMetadata, Cancellation newCancellation, int newAttempt) {
        return new Call(
                operation, newBody, options, trace, newMetadata, deadline, newCancellation, recorder, newAttempt);
    }
}
