/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.JsonLimits;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.spi.UpstreamAnswer;
import dev.postern.testkit.FakeTime;
import dev.postern.testkit.OpenAiSchema;
import dev.postern.testkit.ProviderProbe;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private static final String CONFORMING = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
            {"role":"assistant","content":" Hi \\u00e9","refusal":null},"logprobs":null,"finish_reason":"stop"}],
            "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";

    private final ProviderProbe probe = new ProviderProbe(OpenAiProvider.builder("openai")
            .baseUrl(URI.create("https://example.com/v1"))
            .build());

    @Test
    void aConformingAnswerKeepsItsBytes() {
        Reply.Whole reply = probe.answered(Operation.CHAT, "{}", 200, CONFORMING);

        OpenAiSchema.CHAT_COMPLETION.assertValid(reply.body());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().text()).isEqualTo(CONFORMING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{}}]}",
                "{\"id\":null,\"object\":\"text_completion\",\"created\":null,\"model\":null,\"choices\":[{\"index\":null,"
                        + "\"message\":{\"role\":null,\"content\":\"x\",\"tool_calls\":null},\"finish_reason\":null}]}",
                "{\"choices\":[{\"message\":{\"content\":null}},{\"message\":{\"role\":\"bot\"}}],\"error\":null}"
            })
    void whatTheSchemaRequiresIsFilledIn(String answer) {
        Body body = probe.answered(Operation.CHAT, "{\"model\":\"asked\"}", 200, answer)
                .body();

        OpenAiSchema.CHAT_COMPLETION.assertValid(body);
        assertThat(body.string("id")).contains("chatcmpl-trace-1");
        assertThat(body.integer("created")).hasValue(FakeTime.START.getEpochSecond());
        assertThat(body.string("model")).contains("asked");
        assertThat(body.has("usage")).isFalse();
    }

    @Test
    void indexesAreFilledInByPosition() {
        Body body = probe.answered(Operation.CHAT, "{}", 200, "{\"choices\":[{\"message\":{}},{\"message\":{}}]}")
                .body();

        assertThat(body.json().get("choices").at(1).get("index").integer()).hasValue(1);
    }

    @Test
    void anAnswerThatCallsToolsEndsByThem() {
        String answer = "{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"1\"}]}}]}";

        Body body = probe.answered(Operation.CHAT, "{}", 200, answer).body();

        assertThat(body.json().get("choices").at(0).get("finish_reason").string())
                .contains("tool_calls");
    }

    @Test
    void tokenDetailsThatAreNullAreLeftOut() {
        String answer = CONFORMING.replace(
                "\"total_tokens\":3",
                "\"total_tokens\":3,\"prompt_tokens_details\":null,\"completion_tokens_details\":null");

        assertThat(probe.answered(Operation.CHAT, "{}", 200, answer).body().text())
                .isEqualTo(CONFORMING);
    }

    @Test
    void unknownFieldsAndUnknownWordsStay() {
        String answer = CONFORMING
                .replace("\"stop\"", "\"eos\",\"stop_reason\":7")
                .replace("\"refusal\":null", "\"refusal\":null,\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"");

        assertThat(probe.answered(Operation.CHAT, "{}", 200, answer).body().text())
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "cancelled", "abort"})
    void anAnswerThatTheProviderGaveUpIsABadGateway(String reason) {
        Reply.Whole reply =
                probe.answered(Operation.CHAT, "{}", 200, CONFORMING.replace("\"stop\"", '"' + reason + '"'));

        ErrorTest.requireOneShape(reply.body());
        assertThat(reply.status()).isEqualTo(502);
        assertThat(message(reply)).isEqualTo("provider openai answered 200 unfinished, with finish_reason " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "chat | {} | without choices",
                "chat | {\"choices\":[]} | without choices",
                "chat | {\"choices\":{}} | without choices",
                "chat | {\"choices\":[1]} | with a choice without message",
                "chat | {\"choices\":[{\"message\":\"x\"}]} | with a choice without message",
                "chat | [] | with an array instead of an object",
                "chat | \"x\" | with a string instead of an object",
                "chat | null | with null instead of an object",
                "completions | {} | without choices",
                "completions | {\"choices\":[{}]} | with a choice without text",
                "embeddings | {} | without data",
                "embeddings | {\"data\":[{}]} | with an embedding that is no list of numbers",
                "embeddings | {\"data\":[{\"embedding\":\"no base64!\"}]} | with an embedding that is no list of numbers",
                "embeddings | {\"data\":[{\"embedding\":\"AAA=\"}]} | with an embedding that is no list of numbers",
                "embeddings | {\"data\":[{\"embedding\":\"AADAfw==\"}]} | with an embedding that is no list of numbers",
                "embeddings | {\"data\":[7]} | with an embedding that is no list of numbers",
                "models | {} | without data",
                "models | {\"data\":[{}]} | with a model without id",
            })
    void aSuccessThatLacksWhatItsOperationNeedsIsABadGateway(String operation, String answer, String problem) {
        Reply.Whole reply = probe.answered(new Operation(operation, "POST", "x", true), "{}", 200, answer);

        ErrorTest.requireOneShape(reply.body());
        assertThat(reply.status()).isEqualTo(502);
        assertThat(message(reply)).isEqualTo("provider openai answered 200 " + problem);
        assertThat(reply.body().json().get("error").get("type").string()).contains("upstream_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"choices\":", "{\"a\":1,\"a\":2}"})
    void aSuccessThatIsNoJsonIsMalformed(String answer) {
        assertThatThrownBy(() -> probe.answered(Operation.CHAT, "{}", 200, answer))
                .isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void completionsAreBroughtToTheirSchema() {
        Body body = probe.answered(Operation.COMPLETIONS, "{\"model\":\"m\"}", 200, "{\"choices\":[{\"text\":\" x\"}]}")
                .body();

        OpenAiSchema.COMPLETION.assertValid(body);
        assertThat(body.json().get("choices").at(0).get("text").string()).contains(" x");
    }

    @Test
    void modelsAreBroughtToTheirSchema() {
        String answer =
                "{\"data\":[{\"id\":\"a/b\",\"permission\":[]},{\"id\":\"c\",\"object\":\"model\",\"created\":5,"
                        + "\"owned_by\":\"me\"}]}";

        Body body = probe.answered(Operation.MODELS, "{}", 200, answer).body();

        OpenAiSchema.MODEL_LIST.assertValid(body);
        assertThat(body.text())
                .contains("\"permission\":[]")
                .contains("{\"id\":\"c\",\"object\":\"model\",\"created\":5,\"owned_by\":\"me\"}");
    }

    @Test
    void onlyHeadersThatMatterToCallersAreKept() {
        Headers upstream = Headers.builder()
                .add("X-RateLimit-Remaining-Requests", "9")
                .add("set-cookie", "secret")
                .add("x-request-id", "r-1")
                .add("retry-after-ms", "5")
                .build();
        OpenAiProvider provider = OpenAiProvider.builder("openai")
                .baseUrl(URI.create("https://example.com/v1"))
                .build();

        Reply.Whole reply = provider.decode(
                ProviderProbe.call(Operation.CHAT, "{}"),
                new UpstreamAnswer(200, upstream, CONFORMING.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT));

        assertThat(reply.headers())
                .hasToString("Headers[x-ratelimit-remaining-requests, x-request-id, retry-after-ms]");
    }

    private static String message(Reply.Whole reply) {
        return reply.body().json().get("error").get("message").string().orElseThrow();
    }
}
