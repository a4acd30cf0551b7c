/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testkit.Profile;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients of 2023 sent: an OpenAI client that was given the whole route as its base URL appends the path again. */
@Timeout(60)
class SeedSnippetsTest {
    private static final String DOUBLED = "/v1/chat/completions/chat/completions";
    private static final String BODY =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"Say this is a test\"}],\"model\":\"mistralai/Mistral-7B-Instruct-v0.1\"}";
    private static final String CONFIG = "{\"cache\":\"simple\",\"mode\":\"fallback\",\"options\":["
            + "{\"provider\":\"anyscale\",\"api_key\":\"k\",\"override_params\":{\"model\":\"meta-llama/Llama-2-7b-chat-hf\"}},"
            + "{\"provider\":\"anyscale\",\"api_key\":\"k\",\"override_params\":{\"model\":\"mistralai/Mistral-7B-Instruct-v0.1\"}}]}";

    private final ServedGateway served =
            ServedGateway.start(gateway -> gateway.config("pc-seed", CONFIG), server -> server);

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void loggedCallGoesThroughTheDoubledPath() {
        HttpResponse<String> answer = served.post(
                DOUBLED,
                BODY,
                "authorization",
                "Bearer ANYSCALE_KEY",
                "x-portkey-api-key",
                "PORTKEY_API_KEY",
                "x-portkey-mode",
                "proxy anyscale");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("This is a test");
        assertThat(served.upstream.lastRequest().header("authorization")).hasValue("Bearer ANYSCALE_KEY");
        assertThat(served.upstream.lastRequest().path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void traceAndMetadataAreTaken() {
        HttpResponse<String> answer = served.post(
                DOUBLED,
                BODY,
                "authorization",
                "Bearer ANYSCALE_KEY",
                "x-portkey-mode",
                "proxy anyscale",
                "x-portkey-trace-id",
                "my_first_trace",
                "x-portkey-metadata",
                "{\"_environment\": \"production\", \"_user\": \"userid123\", \"_organisation\": \"orgid123\","
                        + " \"_prompt\": \"summarisationPrompt\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-portkey-trace-id")).hasValue("my_first_trace");
    }

    @Test
    void savedConfigSuppliesProviderKeyAndModel() {
        HttpResponse<String> answer = served.post(
                DOUBLED,
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Say this is a test\"}]}",
                "x-portkey-config",
                "pc-seed",
                "x-portkey-api-key",
                "PORTKEY_API_KEY");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-portkey-last-used-option-index"))
                .hasValue("config.targets[0]");
        assertThat(answer.headers().firstValue("x-portkey-cache-status")).hasValue("MISS");
    }

    @Test
    void feedbackWithoutItsPluginSaysWhatToAdd() {
        HttpResponse<String> answer = served.post(
                "/v1/feedback",
                "{\"trace_id\":\"my_second_trace_feedback\",\"value\":1,\"weight\":0.5}",
                "x-portkey-api-key",
                "PORTKEY_API_KEY");

        ErrorsTest.assertError(answer, 501, "not_implemented_error", "dev.postern:logging");
        assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
    }

    @Test
    void embeddingsComeInTheEncodingThatWasAskedFor() {
        String asked = "{\"model\":\"thenlper/gte-large\",\"input\":\"hello\",\"encoding_format\":\"base64\"}";
        try (ServedGateway ray = ServedGateway.start(Profile.RAY_SERVE)) {
            for (ServedGateway each : new ServedGateway[] {served, ray}) {
                String[] headers = {"authorization", "Bearer k", "x-portkey-provider", "anyscale"};
                assertThat(each.post("/v1/embeddings", asked, headers).body()).contains("\"embedding\":\"");
                assertThat(each.post("/v1/embeddings", asked.replace("base64", "float"), headers)
                                .body())
                        .contains("\"embedding\":[");
            }
        }
    }

    @Test
    void completionsAndModelsAreServed() {
        String[] headers = {"authorization", "Bearer k", "x-portkey-provider", "anyscale"};

        assertThat(served.post("/v1/completions", "{\"model\":\"m\",\"prompt\":\"Say hi\"}", headers)
                        .body())
                .contains("\"text_completion\"");
        assertThat(served.get("/v1/models", headers).body()).contains("\"object\":\"list\"");
    }
}
