/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.Body;
import dev.postern.api.CancelledException;
import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.Reply;
import dev.postern.api.StreamBrokenException;
import dev.postern.api.UnreachableException;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What contract tests send down a chain and let come back. */
final class Samples {
    static final List<Body> CHUNKS = List.of(
            chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
            chunk("{\"content\":\"one\"}", "null"),
            chunk("{\"content\":\" two\"}", "null"),
            chunk("{}", "\"stop\""));

    /** Bodies that are JSON, but not what a chat request or answer should be; %s is a text that must not leak. */
    static final List<String> ODD_BODIES = List.of(
            "{}",
            "{\"messages\":\"%s\",\"choices\":\"%s\",\"usage\":\"%s\",\"model\":[\"%s\"]}",
            "{\"messages\":[\"%s\",null,7],\"choices\":[null,\"%s\"],\"model\":null,\"stream\":null}",
            "{\"messages\":[{\"role\":\"%s\",\"content\":[{\"%s\":1}]}],\"model\":{\"%s\":1},\"choices\":[{\"message\":[]}]}",
            "{\"messages\":{\"%s\":{}},\"choices\":{},\"error\":\"%s\",\"usage\":{\"prompt_tokens\":\"%s\"}}");

    private Samples() {}

    private static Body chunk(String delta, String finishReason) {
        return body("{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1769860800,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":"
                + finishReason
                + "}]}");
    }

    static Body body(String json) {
        return Body.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A chat answer whose id is the call's trace id. */
    static Reply.Whole chatAnswer(Call call) {
        return ScriptedChain.whole(
                200,
                "{\"id\":\"" + call.trace().traceId() + "\",\"object\":\"chat.completion\",\"created\":1769860800,"
                        + "\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"one two\","
                        + "\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}");
    }

    static Reply.Whole error(int status) {
        return ScriptedChain.whole(
                status,
                "{\"error\":{\"message\":\"status " + status
                        + "\",\"type\":\"upstream_error\",\"param\":null,\"code\":null}}");
    }

    /** The same way for every call: an answer or a stream as it asks. */
    static Reply answer(Call call) {
        return call.streaming() ? ChunkStream.of(CHUNKS).reply() : chatAnswer(call);
    }

    static StreamBrokenException broken() {
        return new StreamBrokenException("the upstream's connection broke");
    }

    /** New exceptions each time, since they carry the state of one call. */
    static List<Supplier<RuntimeException>> failures() {
        return List.of(
                () -> new UnreachableException("connection refused", false, null),
                () -> new UnreachableException("connection reset", true, null),
                () -> DeadlineException.ofAttempt("the attempt took too long", true),
                () -> new CancelledException("the caller cancelled", true),
                () -> new IllegalStateException("a bug behind this stage"));
    }

    /** Ways the rest of a pipeline may answer: successes, errors of every kind, streams, broken streams. */
    static List<Function<Call, Reply>> answers() {
        return List.of(
                Samples::answer,
                call -> error(400),
                call -> error(429),
                call -> error(500),
                call -> call.streaming()
                        ? ChunkStream.breaking(CHUNKS.subList(0, 2), broken()).reply()
                        : error(503),
                call -> call.streaming() ? ChunkStream.of(List.of()).reply() : chatAnswer(call));
    }

    /** What came of a call: a reply, null where it must not be, or an exception. */
    record Handled(@Nullable Reply reply, @Nullable Throwable thrown) {
        static Handled by(Supplier<Reply> work) {
            try {
                return new Handled(work.get(), null);
            } catch (AssertionError failedTest) {
                throw failedTest;
            } catch (RuntimeException | Error failure) {
                return new Handled(null, failure);
            }
        }

        @SuppressWarnings("ReferenceEquality") // a failure that passes through is the same one, not a like one
        boolean threw(Throwable failure) {
            return thrown == failure;
        }

        void close() {
            if (reply != null) {
                reply.close();
            }
        }

        boolean isGatewayFailure() {
            return thrown instanceof GatewayException;
        }
    }

    /** Pulls a stream to its end and closes it. */
    static Handled drain(Reply.Streaming reply) {
        return Handled.by(() -> {
            try (reply) {
                Body next = reply.events().next();
                while (next != null) {
                    next = reply.events().next();
                }
            }
            return reply;
        });
    }

    static Chain failing(Supplier<RuntimeException> failure) {
        return call -> {
            throw failure.get();
        };
    }
}
