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

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.testkit.RawCaller.Received;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shapes of Ray Serve LLM and vLLM. */
@Timeout(30)
class RayServeWireTest {
    @RegisterExtension
    static final UpstreamExtension EXTENSION = UpstreamExtension.with(
            upstream -> upstream.profile(Profile.RAY_SERVE).models("llama", "bge"));

    private final ScriptedUpstream upstream = EXTENSION.upstream();

    @Test
    void chatAnswersInVllmsShapeWithExtraFields() throws Exception {
        JsonObject json = chat(upstream, ask("llama", "Say this is a test")).json();

        JsonObject choice = json.getAsJsonArray("choices").get(0).getAsJsonObject();
        assertThat(json.get("object").getAsString()).isEqualTo("chat.completion");
        assertThat(json.get("id").getAsString()).startsWith("chatcmpl-");
        assertThat(choice.getAsJsonObject("message").get("content").getAsString())
                .isEqualTo("This is a test");
        assertThat(choice.keySet()).contains("stop_reason", "logprobs");
        assertThat(json.keySet()).contains("prompt_logprobs");
    }

    @Test
    void usageChunkComesOnlyWhenAskedFor() throws Exception {
        String asked = stream("llama", "Say yes")
                .replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");

        List<String> without = chat(upstream, stream("llama", "Say yes")).events();
        List<String> with = chat(upstream, asked).events();

        assertThat(without).hasSize(4).noneMatch(event -> event.contains("usage"));
        assertThat(with).hasSize(5).endsWith("[DONE]");
        assertThat(with.get(3)).contains("\"choices\":[]", "\"completion_tokens\":1");
    }

    @Test
    void usageIsInEveryChunkWhenAskedFor() throws Exception {
        String asked = stream("llama", "Say yes")
                .replace(
                        "\"stream\":true",
                        "\"stream\":true,\"stream_options\":{\"include_usage\":true,\"continuous_usage_stats\":true}");

        List<String> events = chat(upstream, asked).events();

        assertThat(events.subList(0, 4)).allMatch(event -> event.contains("\"usage\""));
    }

    @Test
    void severalEventsLeaveInOneWrite() throws Exception {
        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post("/v1/chat/completions", stream("llama", "Say this is a test"));
            while (!caller.line().isEmpty()) {
                continue;
            }

            String chunk = caller.chunk();

            assertThat(chunk.split("\n\n")).hasSize(3);
        }
    }

    @Test
    void toolArgumentsArriveInPieces() throws Exception {
        String tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
                + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}}],";

        List<String> events = chat(upstream, stream("llama", "Hi").replace("\"messages\"", tools + "\"messages\""))
                .events();

        StringBuilder arguments = new StringBuilder();
        for (String event : events.subList(1, 4)) {
            arguments.append(JsonParser.parseString(event)
                    .getAsJsonObject()
                    .getAsJsonArray("choices")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("delta")
                    .getAsJsonArray("tool_calls")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("function")
                    .get("arguments")
                    .getAsString());
        }
        assertThat(arguments).hasToString("{\"city\":\"test\"}");
        assertThat(events.get(4)).contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void unknownModelIs404WithANumberAsCode() throws Exception {
        Received answer = chat(upstream, ask("gpt-9", "Hi"));

        JsonObject error = answer.json().getAsJsonObject("error");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(error.get("code").getAsInt()).isEqualTo(404);
        assertThat(error.get("type").getAsString()).isEqualTo("NotFoundError");
    }

    @Test
    void adapterOfAServedModelIsServed() throws Exception {
        assertThat(chat(upstream, ask("llama:mine", "Hi")).status()).isEqualTo(200);
    }

    @Test
    void invalidRequestIs400WithJsonAsParam() throws Exception {
        Received answer = chat(upstream, "{\"model\":\"llama\"}");

        JsonObject error = answer.json().getAsJsonObject("error");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(error.get("code").getAsString()).isEqualTo("invalid_parameter");
        assertThat(error.get("param").isJsonObject()).isTrue();
    }

    @Test
    void fieldOfTheWrongTypeIs400() throws Exception {
        String body = ask("llama", "Hi").replace("\"messages\"", "\"stop\":[{}],\"messages\"");

        assertThat(chat(upstream, body).status()).isEqualTo(400);
    }

    @Test
    void bodyThatIsNotJsonIs400() throws Exception {
        assertThat(chat(upstream, "{'model':1}").status()).isEqualTo(400);
    }

    @Test
    void callersRequestIdIsTaken() throws Exception {
        String body = ask("llama", "Hi");
        try (RawCaller caller = new RawCaller(upstream)) {
            caller.send("POST /v1/chat/completions HTTP/1.1\r\nauthorization: bearer k\r\nx-request-id: mine\r\n"
                    + "content-length: " + body.length() + "\r\n\r\n" + body);

            Received answer = caller.receive();

            assertThat(answer.json().get("id").getAsString()).isEqualTo("chatcmpl-mine");
            assertThat(answer.headers()).containsEntry("x-request-id", "mine");
        }
    }

    @Test
    void embeddingsFollowEncodingFormatAndDimensions() throws Exception {
        String body = "{\"model\":\"bge\",\"input\":\"a\",\"dimensions\":2}";

        String floats = call(upstream, "/v1/embeddings", body).text();
        String base64 = call(upstream, "/v1/embeddings", body.replace("{\"m", "{\"encoding_format\":\"base64\",\"m"))
                .text();

        assertThat(floats).containsPattern("\"embedding\":\\[-?0\\.\\d+,-?0\\.\\d+]");
        assertThat(base64).containsPattern("\"embedding\":\"[A-Za-z0-9+/]{11}=\"");
    }

    @Test
    void textsThatShareWordsHaveNearVectors() {
        float[] one = Vectors.of("m", "the cat sat on the mat", 256);
        float[] near = Vectors.of("m", "the cat sat on a mat", 256);
        float[] far = Vectors.of("m", "quarterly revenue report", 256);

        assertThat(cosine(one, near)).isGreaterThan(0.7);
        assertThat(cosine(one, far)).isLessThan(0.3);
    }

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
