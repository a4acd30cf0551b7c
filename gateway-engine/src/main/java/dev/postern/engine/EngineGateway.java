/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.Answer;
import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.api.Limits;
import dev.postern.api.Operation;
import dev.postern.api.TargetHealth;
import dev.postern.engine.assembly.EngineParts;
import dev.postern.engine.assembly.Pipeline;
import dev.postern.engine.assembly.PipelineBook;
import dev.postern.engine.config.ForwardableHeaders;
import dev.postern.engine.health.ConcurrencyLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Runs calls through compiled pipelines. */
final class EngineGateway implements Gateway {
    private final PipelineBook book;
    private final RunningCalls running;
    private final CallStarter starter;
    private final EngineParts parts;
    private final ConcurrencyLimit admission;

    EngineGateway(EngineParts parts, PipelineBook book, RunningCalls running, Duration deadline) {
        this.book = book;
        this.running = running;
        this.parts = parts;
        Limits limits = parts.limits();
        this.admission =
                new ConcurrencyLimit(limits.maxInFlight(), limits.maxWaiting(), limits.maxWait(), parts.time());
        this.starter = new CallStarter(parts, deadline);
    }

    @Override
    public Answer call(Operation operation, Body body, CallOptions options) {
        return call(operation, body, options, admission);
    }

    /** Makes a call that belongs to one that has its place already: waiting for another could block both. */
    Answer callWithin(Operation operation, Body body, CallOptions options) {
        return call(operation, body, options, null);
    }

    private Answer call(Operation operation, Body body, CallOptions options, @Nullable ConcurrencyLimit places) {
        running.begin();
        boolean started = false;
        try {
            Pipeline pipeline = find(operation, body, options);
            RunningCall call = starter.start(operation, body, options, pipeline.metadata(), running, places);
            started = true;
            return call.run(pipeline.chain());
        } finally {
            if (!started) {
                running.end();
            }
        }
    }

    /** Finds the call's pipeline; a call that is refused here has its report and its observers like every other. */
    private Pipeline find(Operation operation, Body body, CallOptions options) {
        try {
            ForwardableHeaders.check(options.forwardHeaders());
            return book.find(options);
        } catch (GatewayException e) {
            running.begin();
            throw starter.start(operation, body, options, Map.of(), running, null)
                    .failed(e);
        }
    }

    @Override
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request, CallOptions options) {
        Cancellation outside = options.cancellation() == null ? new Cancellation() : options.cancellation();
        Cancellation.Child child = outside.child();
        CallOptions own = options.toBuilder().cancellation(child.cancellation()).build();
        CompletableFuture<ChatResponse> future = new CompletableFuture<>();
        // However the future ends early, by cancel or by a timeout of the caller's, the provider's work ends with it.
        CompletableFuture<?> unused = future.whenComplete((answer, failure) -> {
            child.close();
            if (failure != null) {
                child.cancellation().cancel(Cancellation.Reason.CALLER);
            }
        });
        running.execute(new AsyncCall(this, request, own, starter.deadline(options), future));
        return future;
    }

    @Override
    public String describe() {
        Limits limits = parts.limits();
        return "CALL admission " + limits.maxInFlight() + " at one time, " + limits.maxWaiting() + " waiting up to "
                + limits.maxWait().toMillis() + " ms: " + admission.inFlight() + " in flight\n" + book.describe();
    }

    @Override
    public List<TargetHealth> health() {
        return parts.states().health();
    }

    @Override
    public void update(String json) {
        book.update(json);
    }

    @Override
    public void update(Path file) {
        book.update(EngineGatewayBuilder.text(file));
    }

    @Override
    public void check(String json, boolean operator) {
        book.check(json, operator);
    }

    @Override
    public <T> List<T> plugins(Class<T> type) {
        return parts.plugins().ofType(type);
    }

    @Override
    public void close() {
        running.close();
    }
}
