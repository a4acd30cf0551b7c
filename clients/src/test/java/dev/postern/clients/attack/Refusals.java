/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.clients.PublishedSchema;
import dev.postern.clients.ServedGateway;
import java.util.regex.Pattern;

/** What every refusal is, whatever was wrong. */
final class Refusals {
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(java|javax|org|com|dev)\\.[a-z]+\\.|[A-Za-z]Exception|\\.java\\b");
    private static final int LONGEST_MESSAGE = 300;

    private Refusals() {}

    /** Sends a request that has to be refused with this status; returns the message. */
    static String refused(ServedGateway gateway, int status, byte[] request) {
        long sent = gateway.upstream().requestCount();

        Wire.Answer answer = Wire.send(gateway.port(), request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.head()).containsIgnoringCase("content-type: application/json");
        PublishedSchema.ERROR.assertValid(answer.body());
        JsonObject error = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(error.keySet()).containsExactly("error");
        assertThat(error.getAsJsonObject("error").keySet())
                .containsExactlyInAnyOrder("message", "type", "param", "code");
        String message = error.getAsJsonObject("error").get("message").getAsString();
        assertThat(message)
                .isNotBlank()
                .hasSizeLessThanOrEqualTo(LONGEST_MESSAGE)
                .doesNotContainPattern(CLASS_NAME);
        assertThat(answer.head() + answer.body())
                .doesNotContain(Wire.SECRET, ServedGateway.KEY, ServedGateway.PROVIDER_KEY, ServedGateway.STORED_KEY);
        assertThat(gateway.upstream().requestCount())
                .as("requests sent upstream")
                .isEqualTo(sent);
        return message;
    }
}
