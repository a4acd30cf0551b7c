/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.DeadlineException;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A call that waits for a thread; whatever becomes of it, its future completes. */
final class AsyncCall implements Runnable {
    private final Gateway gateway;
    private final ChatRequest request;
    private final CallOptions options;
    private final Deadline deadline;
    private final CompletableFuture<ChatResponse> future;

    /** Makes a call whose time runs from now on, the wait for a thread included. */
    AsyncCall(
            Gateway gateway,
            ChatRequest request,
            CallOptions options,
            Deadline deadline,
            CompletableFuture<ChatResponse> future) {
        this.gateway = gateway;
        this.request = request;
        this.options = options;
        this.deadline = deadline;
        this.future = future;
    }

    @Override
    public void run() {
        if (future.isDone()) {
            return;
        }
        try {
            Duration left = deadline.remaining();
            if (left.isZero()) {
                throw DeadlineException.ofCall("the call's deadline passed while it waited for a thread", false);
            }
            future.complete(
                    gateway.chat(request, options.toBuilder().deadline(left).build()));
        } catch (Throwable e) {
            future.completeExceptionally(e);
        }
    }

    /** Completes the future of a call that will not run. */
    void refuse(GatewayException why) {
        future.completeExceptionally(why);
    }
}
