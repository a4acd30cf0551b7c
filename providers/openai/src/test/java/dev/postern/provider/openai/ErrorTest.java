/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.testkit.OpenAiSchema;
import dev.postern.testkit.ProviderProbe;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTest {
    private final ProviderProbe probe = new ProviderProbe(OpenAiProvider.builder("openai")
            .baseUrl(URI.create("https://example.com/v1"))
            .build());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // OpenAI's own form
                "400 | {\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":\"p\",\"code\":\"c\"}} | m | t | p | c",
                "404 | {\"error\":{\"message\":\"m\",\"type\":null}} | m | invalid_request_error | null | null",
                // vLLM and RayLLM: numbers, any JSON, null siblings
                "400 | {\"error\":{\"message\":\"m\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}} | m | BadRequestError | null | 400",
                "429 | {\"id\":null,\"choices\":null,\"error\":{\"message\":\"m\",\"internal_message\":\"i\",\"code\":429,\"type\":\"RateLimit\",\"param\":{}}} | m | RateLimit | null | 429",
                "400 | {\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":{\"a\":[1]},\"code\":\"invalid_parameter\"}} | m | t | {\"a\":[1]} | invalid_parameter",
                "400 | {\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":7,\"code\":true}} | m | t | 7 | true",
                "400 | {\"object\":\"error\",\"message\":\"m\",\"type\":\"t\",\"param\":[],\"code\":40001} | m | t | null | 40001",
                // FastAPI
                "422 | {\"detail\":\"Not found here\"} | Not found here | invalid_request_error | null | null",
                "422 | {\"detail\":[{\"loc\":[\"body\",\"messages\",0,\"role\"],\"msg\":\"field required\",\"type\":\"value_error\"},{\"loc\":[\"query\",\"x\"],\"msg\":\"bad\"}]} | messages.0.role: field required; query.x: bad | invalid_request_error | messages.0.role | null",
                "500 | {\"detail\":[\"just text\"]} | just text | upstream_error | null | null",
                "400 | {\"detail\":{\"a\":1}} | {\"a\":1} | invalid_request_error | null | null",
                // whatever else
                "401 | {\"error\":\"no key\",\"code\":\"k\"} | no key | authentication_error | null | k",
                "403 | {\"reason\":\"x\"} | {\"reason\":\"x\"} | permission_error | null | null",
                "408 | \"slow\" | slow | timeout_error | null | null",
                "429 | [{\"error\":{\"message\":\"in a list\"}}] | in a list | rate_limit_error | null | null",
                "500 | {\"error\":{\"message\":{\"text\":\"nested\"}}} | {\"text\":\"nested\"} | upstream_error | null | null",
                "504 | upstream request timeout | upstream request timeout | upstream_error | null | null",
                "504 | <html><body>Gateway</body></html> | HTTP 504 with an HTML page | upstream_error | null | null",
                "503 | `` | HTTP 503 without a body | upstream_error | null | null",
                "301 | [] | HTTP 301 without a body | upstream_error | null | null",
                "500 | null | null | upstream_error | null | null",
                "500 | {\"error\":{\"message\":\"  \",\"type\":\"t\"}} | HTTP 500 without a message | t | null | null",
                "500 | {\"error\":\"\"} | HTTP 500 without a message | upstream_error | null | null",
                "422 | {\"detail\":[]} | HTTP 422 without a message | invalid_request_error | null | null",
            })
    void errorsOfEveryShapeGetTheOneShape(
            int status, String content, String message, String type, String param, String code) {
        Reply.Whole reply = probe.answered(Operation.CHAT, "{}", status, content);

        requireOneShape(reply.body());
        assertThat(reply.status()).isEqualTo(status);
        assertThat(field(reply.body(), "message")).isEqualTo(message);
        assertThat(field(reply.body(), "type")).isEqualTo(type);
        assertThat(field(reply.body(), "param")).isEqualTo(param);
        assertThat(field(reply.body(), "code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"m\",\"code\":429}} | 429",
                "{\"error\":{\"message\":\"m\",\"code\":\"503\"}} | 503",
                "{\"error\":{\"message\":\"m\",\"code\":\"rate_limited\"}} | 502",
                "{\"error\":{\"message\":\"m\",\"code\":200}} | 502",
                "{\"error\":{\"message\":\"m\",\"code\":600}} | 502",
                "{\"error\":{\"message\":\"m\",\"code\":99999999999999999999}} | 502",
                "{\"error\":{\"message\":\"m\"},\"choices\":null,\"data\":[]} | 502",
                "{\"error\":\"m\",\"code\":404} | 404",
                "{\"object\":\"error\",\"message\":\"m\",\"code\":400} | 400",
            })
    void aSuccessThatIsOnlyAnErrorTakesItsStatus(String content, int status) {
        Reply.Whole reply = probe.answered(Operation.CHAT, "{}", 200, content);

        requireOneShape(reply.body());
        assertThat(reply.status()).isEqualTo(status);
        assertThat(field(reply.body(), "message")).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Incorrect API key provided: sk-abcd1234efgh. See x | Incorrect API key provided: sk-***. See x",
                "Incorrect API key provided: sk-proj-****************wxyz. | Incorrect API key provided: sk-***.",
                "key 'esecret_abcdefgh123' is wrong | key 'esecret_***' is wrong",
                "Authorization: Bearer eyJhbGciOi.abc | Authorization: Bearer ***.abc",
                "Authorization: bearer abcdefghij | Authorization: bearer ***",
                "?key=AIzaSyA1234567890 | ?key=AIza***",
                "sk-learn and task-force-alpha-beta stay | sk-learn and task-force-alpha-beta stay",
                "two: sk-aaaaaaaaaa sk-bbbbbbbbbb | two: sk-*** sk-***",
            })
    void credentialsThatTheProviderRepeatsAreMasked(String message, String masked) {
        String content = Body.object()
                .beginObject("error")
                .put("message", message)
                .end()
                .build()
                .text();

        assertThat(field(probe.answered(Operation.CHAT, "{}", 401, content).body(), "message"))
                .isEqualTo(masked);
        assertThat(field(probe.answered(Operation.CHAT, "{}", 401, message).body(), "message"))
                .isEqualTo(masked);
    }

    @Test
    void aLongMessageIsCutAndNeverInsideACharacter() {
        for (int shift = 0; shift < 2; shift++) {
            String text = "x".repeat(shift) + "\ud83d\ude00".repeat(3_000);

            String message =
                    field(probe.answered(Operation.CHAT, "{}", 500, text).body(), "message");

            assertThat(message).hasSizeBetween(1_999, 2_000).endsWith("\ud83d\ude00…");
        }
    }

    @Test
    void aLongListOfDetailsIsCut() {
        String content = "{\"detail\":[" + "{\"loc\":[\"body\",\"a\"],\"msg\":\"bad\"},".repeat(5_000) + "{}]}";

        assertThat(field(probe.answered(Operation.CHAT, "{}", 422, content).body(), "message"))
                .hasSizeLessThan(2_001);
    }

    @Test
    void anyBytesAtAllGetTheOneShape() {
        long seed = System.nanoTime();
        System.out.println("ErrorTest seed " + seed);
        Random random = new Random(seed);
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            "\"error\"",
            "\"detail\"",
            "\"message\"",
            "\"code\"",
            ":",
            ",",
            "null",
            "7",
            "\"x\"",
            "<",
            "\u0000",
            "\ud83d"
        };

        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }

            requireOneShape(
                    probe.answered(Operation.CHAT, "{}", 500, text.toString()).body());
        }
    }

    private static String field(Body body, String name) {
        return body.json().get("error").get(name).string().orElse("null");
    }

    /** Says more than the schema: the members come in one order, and the message is not blank. */
    static void requireOneShape(Body body) {
        OpenAiSchema.ERROR.assertValid(body);
        assertThat(body.toJson().getAsJsonObject().getAsJsonObject("error").keySet())
                .containsExactly("message", "type", "param", "code");
        assertThat(field(body, "message")).isNotBlank();
    }
}
