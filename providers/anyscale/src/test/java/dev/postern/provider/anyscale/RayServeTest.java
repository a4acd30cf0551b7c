/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Provider;
import dev.postern.testkit.OpenAiSchema;
import dev.postern.testkit.ProviderProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RayServeTest {
    private static final String CHUNK_HEAD =
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"base:adapter\",";

    private final Provider provider = Providers.rayServe();
    private final ProviderProbe probe = new ProviderProbe(provider);

    @Test
    void requestsPassAsTheyAre() {
        Call call = ProviderProbe.call(
                Operation.CHAT,
                "{\"model\":\"base:adapter\",\"messages\":[{\"role\":\"developer\",\"content\":[{\"type\":\"image_url\"}]}],"
                        + "\"stop\":\"x\",\"max_completion_tokens\":5,\"top_k\":1,\"min_p\":0.1,\"guided_json\":{},"
                        + "\"chat_template_kwargs\":{},\"tool_choice\":\"required\",\"response_format\":{\"type\":\"json_schema\"}}");

        assertThat(provider.encode(call).body()).isSameAs(call.body());
    }

    @Test
    void everyAttemptHasARequestIdOfItsOwn() {
        Call call = ProviderProbe.call(Operation.CHAT, "{}");

        assertThat(provider.encode(call).headers().first("x-request-id")).contains("trace-1-span-1-1");
        assertThat(provider.encode(call.withAttempt(1)).headers().first("x-request-id"))
                .contains("trace-1-span-1-2");
    }

    @Test
    void streamsAreAskedForTheirTokens() {
        assertThat(probe.sent(Operation.CHAT, "{\"stream\":true}"))
                .isEqualTo("{\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void fieldsOfVllmStayInAnswersEvenUnderStrictCompliance() {
        String answer =
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"base:adapter\","
                        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"reasoning\":\"r\",\"reasoning_content\":\"r\","
                        + "\"content\":\" x\",\"refusal\":null,\"tool_calls\":[]},\"logprobs\":null,\"finish_reason\":\"stop\","
                        + "\"stop_reason\":null}],\"prompt_logprobs\":null,\"kv_transfer_params\":null}";

        Reply.Whole reply = probe.answered(Operation.CHAT, "{}", 200, answer);

        OpenAiSchema.CHAT_COMPLETION.assertValid(reply.body());
        assertThat(reply.body().text()).isEqualTo(answer);
    }

    @Test
    void ofTokensInEveryChunkTheLastCount() {
        String first =
                CHUNK_HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":null}],"
                        + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":0,\"total_tokens\":5}}";
        String last =
                CHUNK_HEAD + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\",\"stop_reason\":7}],"
                        + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":9,\"total_tokens\":14}}";

        ProviderProbe.Heard heard = probe.streamed(
                Operation.CHAT, "{\"stream\":true}", "data: " + first + "\n\ndata: " + last + "\n\ndata: [DONE]\n\n");

        heard.chunks().forEach(OpenAiSchema.CHAT_CHUNK::assertValid);
        assertThat(heard.usages()).endsWith(new Usage(5, 9, 14, 0, 0, 0));
        assertThat(heard.chunks()).hasSize(2).noneMatch(chunk -> chunk.has("usage"));
        assertThat(heard.chunks().get(1).text()).contains("\"stop_reason\":7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {\"error\":{\"message\":\"m\",\"type\":\"BadRequestError\",\"param\":{\"loc\":[\"body\"]},\"code\":\"invalid_parameter\"}} | {\"error\":{\"message\":\"m\",\"type\":\"BadRequestError\",\"param\":\"{\\\"loc\\\":[\\\"body\\\"]}\",\"code\":\"invalid_parameter\"}}",
                "404 | {\"error\":{\"message\":\"m\",\"type\":\"NotFoundError\",\"param\":\"model\",\"code\":404}} | {\"error\":{\"message\":\"m\",\"type\":\"NotFoundError\",\"param\":\"model\",\"code\":\"404\"}}",
                "408 | Request timeout | {\"error\":{\"message\":\"Request timeout\",\"type\":\"timeout_error\",\"param\":null,\"code\":null}}",
            })
    void errorsOfVllmGetTheOneShape(int status, String content, String error) {
        Reply.Whole reply = probe.answered(Operation.CHAT, "{}", status, content);

        OpenAiSchema.ERROR.assertValid(reply.body());
        assertThat(reply.body().text()).isEqualTo(error);
    }
}
