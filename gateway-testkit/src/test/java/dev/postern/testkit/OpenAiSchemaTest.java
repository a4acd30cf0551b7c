/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Body;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiSchemaTest {
    private static final Body CHAT =
            Samples.chatAnswer(TestCalls.chat("m", "text").call()).body();

    private static List<String> chat(String old, String replacement) {
        String changed = CHAT.text().replace(old, replacement);
        assertThat(changed).isNotEqualTo(CHAT.text());
        return OpenAiSchema.CHAT_COMPLETION.problems(Samples.body(changed));
    }

    @Test
    void properAnswersPass() {
        OpenAiSchema.CHAT_COMPLETION.assertValid(CHAT);
        Samples.CHUNKS.forEach(OpenAiSchema.CHAT_CHUNK::assertValid);
        OpenAiSchema.ERROR.assertValid(Samples.error(500).body());
        OpenAiSchema.CHAT_CHUNK.assertValid(
                Samples.body(
                        "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                                + "\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}"));
        OpenAiSchema.COMPLETION.assertValid(
                Samples.body("{\"id\":\"c\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\","
                        + "\"choices\":[{\"text\":\"\",\"index\":0,\"logprobs\":null,\"finish_reason\":\"stop\"}]}"));
        OpenAiSchema.MODEL_LIST.assertValid(
                Samples.body("{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\",\"created\":0,"
                        + "\"owned_by\":\"me\",\"extra\":1}]}"));
    }

    @Test
    void embeddingsMayBeNumbersOrBase64() {
        for (String embedding : List.of("[0.5,-1e-3]", "\"AAAAPw==\"")) {
            OpenAiSchema.EMBEDDING_LIST.assertValid(
                    Samples.body("{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                            + "\"embedding\":" + embedding + "}],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}"));
        }
    }

    @Test
    void missingMembersAreNamedByTheirPath() {
        assertThat(chat("\"logprobs\":null,", "")).containsExactly("$.choices[0].logprobs: missing");
        assertThat(chat(",\"refusal\":null", "")).containsExactly("$.choices[0].message.refusal: missing");
        assertThat(chat("\"completion_tokens\":2,", "")).containsExactly("$.usage.completion_tokens: missing");
    }

    @Test
    void wrongWordsAndTypesAreNamedByTheirPath() {
        assertThat(chat("\"chat.completion\"", "\"text_completion\""))
                .containsExactly("$.object: expected \"chat.completion\", found \"text_completion\"");
        assertThat(chat("\"stop\"", "\"eos\""))
                .containsExactly("$.choices[0].finish_reason: expected one of stop, length, tool_calls, "
                        + "content_filter, function_call, found \"eos\"");
        assertThat(chat("1769860800", "1769860800.5"))
                .containsExactly("$.created: expected a whole number of 0 or more, found 1769860800.5");
        assertThat(chat("\"one two\"", "[]"))
                .containsExactly("$.choices[0].message.content: expected a string, found a list");
    }

    @Test
    void answerWithoutChoicesIsNone() {
        String without = CHAT.with("choices", Samples.body("[]")).text();

        assertThatThrownBy(() -> OpenAiSchema.CHAT_COMPLETION.assertValid(Samples.body(without)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no chat completion by OpenAI's schema: $.choices: expected at least one element in "
                        + without);
    }

    @Test
    void codeOfAnErrorIsNoNumber() {
        Body error = Samples.body("{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":{},\"code\":404}}");

        assertThat(OpenAiSchema.ERROR.problems(error))
                .containsExactly(
                        "$.error.param: expected a string, found an object",
                        "$.error.code: expected a string, found 404");
    }

    @Test
    void errorHoldsNothingElse() {
        Body error =
                Samples.body("{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":null,\"code\":null,\"more\":1},"
                        + "\"id\":null}");

        assertThat(OpenAiSchema.ERROR.problems(error))
                .containsExactly("$.error.more: not allowed here", "$.id: not allowed here");
    }

    @Test
    void chunkOfACompletionMayBeUnfinishedButTheWholeMayNot() {
        Body unfinished = Samples.body("{\"id\":\"c\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\","
                + "\"choices\":[{\"text\":\"\",\"index\":0,\"logprobs\":null,\"finish_reason\":null}]}");

        OpenAiSchema.COMPLETION_CHUNK.assertValid(unfinished);
        assertThat(OpenAiSchema.COMPLETION.problems(unfinished))
                .containsExactly(
                        "$.choices[0].finish_reason: expected one of stop, length, content_filter, found null");
    }
}
