/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.HELLO;
import static dev.postern.server.ServedGateway.HELLO_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatTest {
    private final ServedGateway served = ServedGateway.start();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void wholeAnswerComesBack() {
        HttpResponse<String> answer = served.chat(HELLO);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).contains("This is a test").contains("\"object\":\"chat.completion\"");
    }

    @Test
    void streamEndsWithDoneOnceAndLast() {
        HttpResponse<String> answer = served.chat(HELLO_STREAM);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(answer.body()).endsWith("data: [DONE]\n\n").containsOnlyOnce("[DONE]");
        assertThat(answer.body().lines()).allMatch(line -> line.isEmpty() || line.startsWith("data: "));
    }

    @Test
    void connectionServesManyRequests() {
        try (RawConnection connection = served.connect()) {
            for (int i = 0; i < 3; i++) {
                connection.send(RawConnection.post(
                        ServedGateway.CHAT, HELLO, "x-portkey-mode: proxy anyscale", "Authorization: Bearer k"));

                assertThat(connection.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTurn() {
        try (RawConnection connection = served.connect()) {
            String one = RawConnection.post(
                    ServedGateway.CHAT, HELLO, "x-portkey-mode: proxy anyscale", "Authorization: Bearer k");
            connection.send(one + one + one);

            for (int i = 0; i < 3; i++) {
                assertThat(connection.read().status()).isEqualTo(200);
            }
        }
    }
}
