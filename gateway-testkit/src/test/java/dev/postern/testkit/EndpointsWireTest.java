/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static dev.postern.testkit.RawCaller.ask;
import static dev.postern.testkit.RawCaller.call;
import static dev.postern.testkit.RawCaller.chat;
import static dev.postern.testkit.RawCaller.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.testkit.RawCaller.Received;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes that Anyscale Endpoints had. */
@Timeout(30)
@ExtendWith({UpstreamExtension.class, UncaughtExceptions.class})
class EndpointsWireTest {
    private static final String MISTRAL = "mistralai/Mistral-7B-Instruct-v0.1";

    @Test
    void chatAnswersAsTextCompletionWithALeadingBlank(ScriptedUpstream upstream) throws Exception {
        Received answer = chat(upstream, ask(MISTRAL, "Say this is a test"));

        JsonObject json = answer.json();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(json.get("object").getAsString()).isEqualTo("text_completion");
        assertThat(json.get("id").getAsString()).startsWith(MISTRAL + "-");
        assertThat(content(json)).isEqualTo(" This is a test");
        assertThat(json.getAsJsonObject("usage"))
                .hasToString("{\"prompt_tokens\":12,\"completion_tokens\":4,\"total_tokens\":16}");
    }

    @Test
    void equalRequestsGetEqualTextsAndOthersDoNot(ScriptedUpstream upstream) throws Exception {
        String first = content(chat(upstream, ask(MISTRAL, "Tell me a story")).json());
        String second = content(chat(upstream, ask(MISTRAL, "Tell me a story")).json());
        String other =
                content(chat(upstream, ask(MISTRAL, "Tell me two stories")).json());

        assertThat(first).isEqualTo(second).isNotEqualTo(other).startsWith(" ").endsWith(".");
    }

    @Test
    void streamCarriesUsageInItsLastChunkUnasked(ScriptedUpstream upstream) throws Exception {
        List<String> events =
                chat(upstream, stream(MISTRAL, "Say this is a test")).events();

        assertThat(events).hasSize(7).endsWith("[DONE]");
        StringBuilder text = new StringBuilder();
        for (String event : events.subList(1, 5)) {
            text.append(choice(event).getAsJsonObject("delta").get("content").getAsString());
        }
        JsonObject last = JsonParser.parseString(events.get(5)).getAsJsonObject();
        assertThat(choice(events.get(0)).getAsJsonObject("delta")).hasToString("{\"role\":\"assistant\"}");
        assertThat(text).hasToString(" This is a test");
        assertThat(choice(events.get(5)).get("finish_reason").getAsString()).isEqualTo("stop");
        assertThat(last.getAsJsonObject("usage").get("total_tokens").getAsInt()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "\"stop\":\"x\"|stop must be a list of strings",
                "\"max_completion_tokens\":5|extra fields not permitted: max_completion_tokens",
                "\"tool_choice\":\"required\"|tool_choice must be auto, none or a named function",
                "\"response_format\":{\"type\":\"json_schema\"}|response_format.type must be text or json_object",
                "\"top_p\":0.5,\"response_format\":{\"type\":\"json_object\"}|JSON mode cannot be used with top_p or top_k"
            })
    void requestThatWasNotNormalisedIsRefused(String field, String message, ScriptedUpstream upstream)
            throws Exception {
        Received answer = chat(upstream, ask(MISTRAL, "Hi").replace("\"messages\"", field + ",\"messages\""));

        JsonObject error = answer.json().getAsJsonObject("error");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(error.get("message").getAsString()).isEqualTo(message);
        assertThat(error.get("internal_message").getAsString()).isEqualTo(message);
        assertThat(error.get("code").getAsInt()).isEqualTo(400);
        assertThat(error.get("param")).hasToString("{}");
        assertThat(answer.json().get("choices").isJsonNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "[]|messages must be a list that is not empty",
                "[7]|a message must be an object",
                "[{\"role\":\"developer\",\"content\":\"x\"}]|role must be one of system, user, assistant, tool",
                "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}]|content must be a string",
                "[{\"role\":\"system\",\"content\":\"a\"},{\"role\":\"system\",\"content\":\"b\"}]|only one system message is supported"
            })
    void messagesThatWereNotNormalisedAreRefused(String messages, String message, ScriptedUpstream upstream)
            throws Exception {
        Received answer = chat(upstream, "{\"model\":\"" + MISTRAL + "\",\"messages\":" + messages + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getAsJsonObject("error").get("message").getAsString())
                .isEqualTo(message);
    }

    @Test
    void maxTokensCutsTheAnswer(ScriptedUpstream upstream) throws Exception {
        Received answer = chat(
                upstream, ask(MISTRAL, "Say this is a test").replace("\"messages\"", "\"max_tokens\":2,\"messages\""));

        assertThat(content(answer.json())).isEqualTo(" This is");
        assertThat(choice(answer.text()).get("finish_reason").getAsString()).isEqualTo("length");
    }

    @Test
    void toolIsCalledWithSampleArguments(ScriptedUpstream upstream) throws Exception {
        String tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":"
                + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},\"days\":{\"type\":\"integer\"}}}}}],";

        Received answer = chat(upstream, ask(MISTRAL, "Hi").replace("\"messages\"", tools + "\"messages\""));

        JsonObject call = choice(answer.text())
                .getAsJsonObject("message")
                .getAsJsonArray("tool_calls")
                .get(0)
                .getAsJsonObject();
        assertThat(call.getAsJsonObject("function"))
                .hasToString("{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"test\\\",\\\"days\\\":1}\"}");
        assertThat(choice(answer.text()).get("finish_reason").getAsString()).isEqualTo("tool_calls");
    }

    @Test
    void olderCompletionsAnswerWholeAndStreamed(ScriptedUpstream upstream) throws Exception {
        String body = "{\"model\":\"" + MISTRAL + "\",\"prompt\":\"Say yes\"}";

        Received whole = call(upstream, "/v1/completions", body);
        Received streamed = call(upstream, "/v1/completions", body.replace("{\"m", "{\"stream\":true,\"m"));

        assertThat(choice(whole.text()).get("text").getAsString()).isEqualTo(" Yes");
        assertThat(choice(streamed.events().get(0)).get("text").getAsString()).isEqualTo(" Yes");
        assertThat(streamed.events()).hasSize(3).endsWith("[DONE]");
    }

    @Test
    void embeddingsAreFloatsWhateverTheEncodingFormat(ScriptedUpstream upstream) throws Exception {
        String body = "{\"model\":\"thenlper/gte-large\",\"input\":[\"a b\",\"c\"],\"encoding_format\":\"base64\"}";

        JsonObject json = call(upstream, "/v1/embeddings", body).json();

        JsonArray data = json.getAsJsonArray("data");
        assertThat(data).hasSize(2);
        assertThat(data.get(0).getAsJsonObject().getAsJsonArray("embedding")).hasSize(64);
        assertThat(json.keySet()).contains("id", "created");
        assertThat(json.getAsJsonObject("usage")).hasToString("{\"prompt_tokens\":3,\"total_tokens\":3}");
    }

    @Test
    void embeddingOfMoreThan512TokensIsRefused(ScriptedUpstream upstream) throws Exception {
        String body = "{\"model\":\"thenlper/gte-large\",\"input\":\"" + "word ".repeat(513) + "\"}";

        assertThat(call(upstream, "/v1/embeddings", body).status()).isEqualTo(400);
    }

    @Test
    void modelsAreListedAndFoundWithDashesForSlashes(ScriptedUpstream upstream) throws Exception {
        try (RawCaller caller = new RawCaller(upstream)) {
            caller.get("/v1/models");
            JsonObject list = caller.receive().json();
            caller.get("/v1/models/mistralai--Mistral-7B-Instruct-v0.1");
            JsonObject model = caller.receive().json();

            JsonObject first = list.getAsJsonArray("data").get(0).getAsJsonObject();
            assertThat(first.keySet()).contains("rayllm_metadata").doesNotContain("created");
            assertThat(model.get("id").getAsString()).isEqualTo(MISTRAL);
        }
    }

    private static String content(JsonObject answer) {
        return choice(answer.toString())
                .getAsJsonObject("message")
                .get("content")
                .getAsString();
    }

    private static JsonObject choice(String json) {
        return JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonArray("choices")
                .get(0)
                .getAsJsonObject();
    }
}
