/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO_STREAM;
import static dev.postern.server.ServedGateway.LLAMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testkit.Fault;
import dev.postern.testkit.Outcome;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contract §7, byte by byte. */
@Timeout(60)
class StreamingTest {
    private static final Duration GUARD = Duration.ofSeconds(20);
    private final ServedGateway served = ServedGateway.start();

    @AfterEach
    void close() {
        served.close();
    }

    private static String request(String json) {
        return RawConnection.post(CHAT, json, "x-portkey-provider: anyscale", "Authorization: Bearer k");
    }

    @Test
    void everyFlushHoldsWholeEvents() {
        try (RawConnection connection = served.connect()) {
            RawConnection.Answer answer = connection.send(request(HELLO_STREAM)).read();

            assertThat(answer.chunks())
                    .isNotEmpty()
                    .allSatisfy(chunk -> assertThat(chunk).startsWith("data: ").endsWith("\n\n"));
            assertThat(answer.body()).endsWith("data: [DONE]\n\n").containsOnlyOnce("[DONE]");
        }
    }

    @Test
    void firstEventsArriveWhileTheProviderStillWorks() throws IOException {
        String stalled = HELLO_STREAM.replace(LLAMA, "stalling");
        served.upstream.when("stalling").always(Fault.stallAfterEvents(2));

        try (RawConnection connection = served.connect()) {
            connection.send(request(stalled)).head();

            assertThat(connection.chunk()).startsWith("data: {");
            assertThat(served.upstream.count(Outcome.PENDING)).isEqualTo(1);
        }
    }

    @Test
    void connectionServesAnotherRequestAfterAStream() {
        try (RawConnection connection = served.connect()) {
            connection.send(request(HELLO_STREAM)).read();

            assertThat(connection.send(request(HELLO_STREAM)).read().status()).isEqualTo(200);
        }
    }

    @Test
    void cutStreamEndsWithAnErrorWithoutDoneAndUnfinished() {
        try (RawConnection connection = served.connect()) {
            RawConnection.Answer answer = connection
                    .send(request(HELLO_STREAM.replace(LLAMA, "cut-3")))
                    .read();

            String last = answer.chunks().get(answer.chunks().size() - 1);
            assertThat(answer.body()).doesNotContain("[DONE]");
            assertThat(connection.isComplete()).isFalse();
            assertThat(last)
                    .contains("data: {\"error\":{\"message\":")
                    .endsWith("}}\n\n")
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void failureBeforeTheFirstEventIsAPlainError() {
        try (RawConnection connection = served.connect()) {
            RawConnection.Answer answer = connection
                    .send(request(HELLO_STREAM.replace(LLAMA, "fail-500")))
                    .read();

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.head()).containsIgnoringCase("content-type: application/json");
            assertThat(connection.send(request(HELLO_STREAM)).read().status()).isEqualTo(200);
        }
    }

    @Test
    void usageIsKeptWhereTheCallerAskedForIt() {
        String asking = HELLO_STREAM.replace("{\"stream\"", "{\"stream_options\":{\"include_usage\":true},\"stream\"");

        assertThat(served.chat(asking).body()).contains("\"prompt_tokens\":12");
    }

    @Test
    void callerThatLeavesBetweenEventsCancelsTheProvider() throws IOException {
        served.upstream.when("stalling").always(Fault.stallAfterEvents(2));
        try (RawConnection connection = served.connect()) {
            connection.send(request(HELLO_STREAM.replace(LLAMA, "stalling"))).head();
            connection.chunk();
        }

        served.upstream.awaitCallerGone(1, GUARD);
    }

    @Test
    void callerThatLeavesBeforeTheFirstByteCancelsTheProvider() {
        try (RawConnection connection = served.connect()) {
            connection.send(request(HELLO_STREAM.replace(LLAMA, "silent")));
            served.upstream.awaitRequests(1, GUARD);
        }

        served.upstream.awaitCallerGone(1, GUARD);
    }

    @Test
    void callerThatLeavesAWholeCallCancelsTheProvider() {
        try (RawConnection connection = served.connect()) {
            connection.send(request(ServedGateway.HELLO.replace(LLAMA, "silent")));
            served.upstream.awaitRequests(1, GUARD);
        }

        served.upstream.awaitCallerGone(1, GUARD);
    }
}
