/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.testkit.OpenAiSchema;
import dev.postern.testkit.ProviderProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsAnswerTest {
    private static final String HEAD = "\"id\":\"meta-llama/Llama-2-7b-chat-hf-x1\",\"object\":\"text_completion\","
            + "\"created\":1,\"model\":\"meta-llama/Llama-2-7b-chat-hf\"";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}";

    private final ProviderProbe probe = new ProviderProbe(Providers.endpoints());

    @Test
    void aChatAnswerIsBroughtToTheOfficialSchema() {
        String answer = "{" + HEAD + ",\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\" This is\"},"
                + "\"index\":0,\"finish_reason\":\"stop\"}]," + USAGE + "}";

        Reply.Whole reply = probe.answered(Operation.CHAT, "{}", 200, answer);

        OpenAiSchema.CHAT_COMPLETION.assertValid(reply.body());
        assertThat(reply.body().text())
                .isEqualTo("{" + HEAD.replace("text_completion", "chat.completion")
                        + ",\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\" This is\",\"refusal\":null},"
                        + "\"index\":0,\"finish_reason\":\"stop\",\"logprobs\":null}]," + USAGE + "}");
    }

    @Test
    void tokensOfTheLastChunkAreHiddenFromACallerWhoDidNotAsk() {
        ProviderProbe.Heard heard = probe.streamed(Operation.CHAT, "{\"stream\":true}", stream());

        heard.chunks().forEach(OpenAiSchema.CHAT_CHUNK::assertValid);
        assertThat(heard.said()).hasSize(3).last().isEqualTo("complete");
        assertThat(heard.chunks()).noneMatch(chunk -> chunk.has("usage"));
        assertThat(heard.usages()).containsExactly(new Usage(5, 2, 7, 0, 0, 0));
        assertThat(content(heard.chunks().get(0))).isEqualTo(" This");
    }

    @Test
    void tokensOfTheLastChunkComeInAChunkOfTheirOwnForACallerWhoAsked() {
        String request = "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}";

        ProviderProbe.Heard heard = probe.streamed(Operation.CHAT, request, stream());

        heard.chunks().forEach(OpenAiSchema.CHAT_CHUNK::assertValid);
        assertThat(heard.said()).hasSize(4).last().isEqualTo("complete");
        assertThat(heard.chunks().subList(0, 2))
                .allMatch(chunk -> chunk.json().get("usage").isNull());
        assertThat(heard.chunks().get(2).text())
                .isEqualTo("{" + HEAD.replace("text_completion", "chat.completion.chunk") + ",\"choices\":[]," + USAGE
                        + "}");
    }

    @Test
    void anErrorInMidStreamCountsAndTheDoneBehindItDoesNot() {
        String events = chunk("\"delta\":{\"content\":\" a\"},\"finish_reason\":null", "")
                + "data: {\"error\":{\"message\":\"out of memory\",\"internal_message\":\"x\",\"code\":500,"
                + "\"type\":\"InternalServerError\",\"param\":{}},\"id\":null,\"choices\":null}\n\ndata: [DONE]\n\n";

        ProviderProbe.Heard heard = probe.streamed(Operation.CHAT, "{\"stream\":true}", events);

        assertThat(heard.said()).hasSize(2);
        assertThat(heard.said().get(1))
                .isEqualTo("error 500 {\"error\":{\"message\":\"out of memory\",\"type\":\"InternalServerError\","
                        + "\"param\":null,\"code\":\"500\"}}");
    }

    @ParameterizedTest
    @CsvSource({"error", "cancelled"})
    void anAnswerThatTheServerGaveUpIsAnError(String reason) {
        String answer = "{" + HEAD + ",\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"a\"},"
                + "\"index\":0,\"finish_reason\":\"" + reason + "\"}]}";

        assertThat(probe.answered(Operation.CHAT, "{}", 200, answer).status()).isEqualTo(502);
        assertThat(probe.streamed(
                                Operation.CHAT,
                                "{\"stream\":true}",
                                chunk("\"delta\":{},\"finish_reason\":\"" + reason + "\"", ""))
                        .said())
                .singleElement()
                .asString()
                .startsWith("error 502");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "429 | {\"error\":{\"message\":\"m\",\"internal_message\":\"i\",\"code\":429,\"type\":\"T\",\"param\":{}},\"id\":null} | {\"error\":{\"message\":\"m\",\"type\":\"T\",\"param\":null,\"code\":\"429\"}}",
                "422 | {\"detail\":[{\"loc\":[\"body\",\"model\"],\"msg\":\"field required\",\"type\":\"value_error\"}]} | {\"error\":{\"message\":\"model: field required\",\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":null}}",
                "401 | {\"detail\":\"Invalid key esecret_abcdefghijk\"} | {\"error\":{\"message\":\"Invalid key esecret_***\",\"type\":\"authentication_error\",\"param\":null,\"code\":null}}",
                "504 | stream timeout | {\"error\":{\"message\":\"stream timeout\",\"type\":\"upstream_error\",\"param\":null,\"code\":null}}",
            })
    void errorsOfEveryShapeGetTheOneShape(int status, String content, String error) {
        Reply.Whole reply = probe.answered(Operation.CHAT, "{}", status, content);

        OpenAiSchema.ERROR.assertValid(reply.body());
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().text()).isEqualTo(error);
    }

    @Test
    void embeddingsLoseTheirKnownExtrasAndGetTheEncodingThatWasAsked() {
        String answer = "{\"id\":\"x\",\"object\":\"list\",\"created\":1,\"model\":\"thenlper/gte-large\",\"other\":1,"
                + "\"data\":[{\"embedding\":[1.0],\"index\":0,\"object\":\"embedding\"}],"
                + "\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";
        String request = "{\"encoding_format\":\"base64\"}";

        Body body = probe.answered(Operation.EMBEDDINGS, request, 200, answer).body();

        OpenAiSchema.EMBEDDING_LIST.assertValid(body);
        assertThat(body.text())
                .isEqualTo("{\"object\":\"list\",\"model\":\"thenlper/gte-large\",\"other\":1,"
                        + "\"data\":[{\"embedding\":\"AACAPw==\",\"index\":0,\"object\":\"embedding\"}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}");
    }

    @Test
    void modelsLoseTheirMetadataAndGetWhatTheyLack() {
        String answer = "{\"object\":\"list\",\"data\":[{\"id\":\"a/b\",\"object\":\"model\",\"owned_by\":\"a\","
                + "\"permission\":[],\"rayllm_metadata\":{\"x\":1}},{\"id\":\"c\"}]}";

        Body body = probe.answered(Operation.MODELS, "{}", 200, answer).body();

        OpenAiSchema.MODEL_LIST.assertValid(body);
        assertThat(body.text())
                .isEqualTo("{\"object\":\"list\",\"data\":[{\"id\":\"a/b\",\"object\":\"model\",\"owned_by\":\"a\","
                        + "\"permission\":[],\"created\":0},"
                        + "{\"id\":\"c\",\"object\":\"model\",\"created\":0,\"owned_by\":\"\"}]}");
    }

    @Test
    void extrasStayWhereStrictComplianceIsOff() {
        Call lax = ProviderProbe.call(Operation.MODELS, "{}", false);
        String answer = "{\"object\":\"list\",\"data\":[{\"id\":\"a\",\"object\":\"model\",\"created\":1,"
                + "\"owned_by\":\"x\",\"rayllm_metadata\":{}}]}";

        assertThat(probe.answered(lax, 200, answer).body().text()).isEqualTo(answer);
    }

    private static String stream() {
        return chunk("\"delta\":{\"role\":\"assistant\",\"content\":\" This\"},\"finish_reason\":null", "")
                + chunk("\"delta\":{},\"finish_reason\":\"stop\"", "," + USAGE) + "data: [DONE]\n\n";
    }

    private static String chunk(String choice, String more) {
        return "data: {" + HEAD + ",\"choices\":[{\"index\":0," + choice + "}]" + more + "}\n\n";
    }

    private static String content(Body chunk) {
        return chunk.json()
                .get("choices")
                .at(0)
                .get("delta")
                .get("content")
                .string()
                .orElse("");
    }
}
