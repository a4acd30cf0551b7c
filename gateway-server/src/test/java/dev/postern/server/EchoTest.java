/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refusal repeats of a caller's own words: little, printable, and no credential. */
@Timeout(60)
class EchoTest {
    private static ServedGateway served;

    @BeforeAll
    static void start() {
        served = ServedGateway.start();
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static String messageFor(String headerLine) {
        try (RawConnection connection = served.connect()) {
            RawConnection.Answer answer = connection
                    .send(RawConnection.post(CHAT, HELLO, "Authorization: Bearer k", headerLine))
                    .read();
            assertThat(answer.status()).as(answer.body()).isBetween(400, 404);
            return JsonParser.parseString(answer.body())
                    .getAsJsonObject()
                    .getAsJsonObject("error")
                    .get("message")
                    .getAsString();
        }
    }

    private static void assertBoundedAndPrintable(String message) {
        assertThat(message).hasSizeLessThanOrEqualTo(300);
        assertThat(message.chars()).noneMatch(Character::isISOControl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-portkey-provider: ",
                "x-portkey-mode: proxy ",
                "x-portkey-config: ",
                "x-portkey-virtual-key: ",
                "x-portkey-custom-host: ",
                "x-portkey-cache: ",
                "x-portkey-forward-headers: ",
                "x-portkey-trace-id: "
            })
    void longValueWithControlCharactersIsCutAndMadePrintable(String header) {
        assertBoundedAndPrintable(messageFor(header + "a\tb\u0085" + "c".repeat(10_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"virtual_key\":\"NAME\"}",
                "{\"provider\":\"anyscale\",\"virtual_key\":\"NAME\"}",
                "{\"provider\":\"NAME\"}",
                "{\"NAME\":1}"
            })
    void valueInsideAnInlineConfigIsCutAndMadePrintable(String config) {
        String name = "a\\u0000b\\r\\n\\u001b[31m" + "c".repeat(10_000);

        String message = messageFor("x-portkey-config: " + config.replace("NAME", name));

        assertBoundedAndPrintable(message);
        assertThat(message).doesNotContain("c".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-portkey-provider: ", "x-portkey-config: ", "x-portkey-virtual-key: "})
    void credentialInTheWrongHeaderIsNotRepeated(String header) {
        assertThat(messageFor(header + "sk-canary-4711")).doesNotContain("canary");
    }
}
