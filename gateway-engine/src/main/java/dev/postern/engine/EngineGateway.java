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
import dev.postern.api.Operation;
import dev.postern.engine.assembly.EngineParts;
import dev.postern.engine.assembly.Pipeline;
import dev.postern.engine.assembly.PipelineBook;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs calls through compiled pipelines. */
final class EngineGateway implements Gateway {
    private final PipelineBook book;
    private final RunningCalls running;
    private final CallStarter starter;

    EngineGateway(EngineParts parts, PipelineBook book, RunningCalls running, Duration deadline) {
        this.book = book;
        this.running = running;
        this.starter = new CallStarter(parts, deadline);
    }

    @Override
    public Answer call(Operation operation, Body body, CallOptions options) {
        running.begin();
        boolean started = false;
        try {
            Pipeline pipeline = find(operation, body, options);
            RunningCall call = starter.start(operation, body, options, pipeline.metadata(), running);
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
            return book.find(options);
        } catch (GatewayException e) {
            running.begin();
            throw starter.start(operation, body, options, Map.of(), running).failed(e);
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
        return book.describe();
    }

    @Override
    public void close() {
        running.close();
    }
}
