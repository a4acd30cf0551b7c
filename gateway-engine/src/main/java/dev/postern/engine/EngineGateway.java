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
import dev.postern.api.Operation;
import dev.postern.api.RefusedException;
import dev.postern.engine.assembly.EngineParts;
import dev.postern.engine.assembly.Pipeline;
import dev.postern.engine.assembly.PipelineBook;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** Runs calls through compiled pipelines. */
final class EngineGateway implements Gateway {
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(1);

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
        RunningCall call;
        Pipeline pipeline;
        try {
            pipeline = book.find(options);
            call = starter.start(operation, body, options, pipeline, running);
        } catch (Throwable e) {
            running.end();
            throw e;
        }
        return call.run(pipeline.chain());
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
        try {
            running.executor().execute(() -> complete(future, request, own));
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(
                    new RefusedException("too many asynchronous calls wait for a thread", RETRY_WHEN_FULL));
        }
        return future;
    }

    private void complete(CompletableFuture<ChatResponse> future, ChatRequest request, CallOptions options) {
        if (future.isDone()) {
            return;
        }
        try {
            future.complete(chat(request, options));
        } catch (Throwable e) {
            future.completeExceptionally(e);
        }
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
