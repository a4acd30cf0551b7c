/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contract §8: every error in one shape. */
@Timeout(60)
class ErrorsTest {
    private final ServedGateway served = ServedGateway.start();

    @AfterEach
    void close() {
        served.close();
    }

    static void assertError(HttpResponse<String> answer, int status, String type, String messagePart) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("x-portkey-trace-id")).isPresent();
        assertShape(answer.body(), type, messagePart);
    }

    static void assertShape(String body, String type, String messagePart) {
        JsonObject json = JsonParser.parseString(body).getAsJsonObject();
        assertThat(json.keySet()).containsExactly("error");
        JsonObject error = json.getAsJsonObject("error");
        assertThat(error.keySet()).containsExactly("message", "type", "param", "code");
        assertThat(error.get("type").getAsString()).isEqualTo(type);
        String message = error.get("message").getAsString();
        assertThat(message).contains(messagePart).hasSizeLessThanOrEqualTo(300);
        assertThat(message)
                .doesNotContain("Exception")
                .doesNotContain("dev.postern.server")
                .doesNotContain("jetty");
    }

    @Test
    void callWithoutProviderAndConfigIs400() {
        assertError(served.post(CHAT, HELLO, "authorization", "Bearer k"), 400, "invalid_request_error", "provider");
    }

    @Test
    void malformedBodyIs400WithPlace() {
        assertError(served.chat("{\"model\": }"), 400, "invalid_request_error", "line 1, column 11");
    }

    @Test
    void bodyThatIsNoObjectIs400() {
        assertError(served.chat("[]"), 400, "invalid_request_error", "the body must be a JSON object");
    }

    @Test
    void emptyBodyIs400() {
        assertError(served.chat(""), 400, "invalid_request_error", "line 1, column 1");
    }

    @Test
    void otherContentTypeIs415() {
        HttpResponse<String> answer = served.send(served.request(CHAT, HELLO).setHeader("content-type", "text/plain"));

        assertError(answer, 415, "invalid_request_error", "expected content-type: application/json");
    }

    @Test
    void unknownRouteIs404() {
        assertError(served.get("/v1/nothing"), 404, "invalid_request_error", "no such route");
    }

    @Test
    void wrongMethodIs405AndNamesTheRight() {
        HttpResponse<String> answer = served.get(CHAT);

        assertError(answer, 405, "invalid_request_error", "this route takes POST");
        assertThat(answer.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void unknownSavedConfigIs404() {
        assertError(served.post(CHAT, HELLO, "x-portkey-config", "pc-none"), 404, "invalid_request_error", "pc-none");
    }

    @Test
    void errorOfTheProviderKeepsStatusMessageTypeAndCode() {
        HttpResponse<String> answer = served.chat(HELLO.replace(ServedGateway.LLAMA, "unknown-model"));

        assertThat(answer.statusCode()).isEqualTo(404);
        JsonObject error =
                JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("error");
        assertThat(error.keySet()).contains("message", "type", "param", "code");
    }

    @Test
    void absentPluginIs501AndNamesTheDependency() {
        assertError(served.post("/v1/feedback", "{}"), 501, "not_implemented_error", "dev.postern:logging");
        assertError(served.get("/v1/logs/42"), 501, "not_implemented_error", "dev.postern:logging");
        assertError(served.get("/v1/fine_tuning/jobs"), 501, "not_implemented_error", "dev.postern:fine-tuning");
    }

    @Test
    void unreachableProviderIs502WithoutInternals() {
        try (ServedGateway dead = ServedGateway.start()) {
            dead.upstream.close();

            assertError(dead.chat(HELLO), 502, "upstream_error", "could not be reached");
        }
    }
}
