/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Instant;
import java.util.function.BiFunction;

/** Turns the reply of a general call into a typed answer, or into an exception where it is no success. */
final class TypedCalls {
    private TypedCalls() {}

    static <T> T whole(
            Gateway gateway,
            Operation operation,
            Body body,
            CallOptions options,
            BiFunction<Body, CallReport, T> typed) {
        Answer answer = gateway.call(operation, body, options);
        if (answer.reply() instanceof Reply.Whole whole) {
            if (whole.isSuccess()) {
                return typed.apply(whole.body(), answer.report());
            }
            throw failure(whole, answer.report());
        }
        answer.close();
        throw new IllegalStateException("a whole answer was asked for and a stream came");
    }

    static ChatStream stream(Gateway gateway, Body body, CallOptions options) {
        Answer answer = gateway.call(Operation.CHAT, body, options);
        if (answer.reply() instanceof Reply.Streaming streaming) {
            return new ChatStream(streaming.events(), answer::report);
        }
        throw failure((Reply.Whole) answer.reply(), answer.report());
    }

    private static UpstreamException failure(Reply.Whole reply, CallReport report) {
        UpstreamException failure =
                new UpstreamException(reply, reply.retryAfter(Instant.now()).orElse(null));
        failure.attach(report);
        return failure;
    }
}
