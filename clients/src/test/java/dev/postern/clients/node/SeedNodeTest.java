/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.postern.clients.ServedGateway;
import dev.postern.testkit.Profile;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs written for Portkey and Anyscale Endpoints in 2023: their headers, and a whole route as their base URL. */
class SeedNodeTest {
    private static ServedGateway gateway;
    private static JsonObject results;

    @BeforeAll
    static void start() {
        gateway = ServedGateway.start(Profile.ENDPOINTS);
        results = NodeScript.run(gateway, "seed");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void theModeHeaderChoosesTheProviderAndTheCallersKeyGoesThere() {
        assertThat(text("logs")).isEqualTo("This is a test");
        assertThat(header("logs", "x-portkey-provider")).isEqualTo("anyscale");
        assertThat(gateway.upstream().requests().get(0).header("authorization")).contains("Bearer ANYSCALE_KEY");
    }

    @Test
    void traceIdAndMetadataAreTaken() {
        assertThat(text("observed")).isEqualTo("This is a test");
        assertThat(header("observed", "x-portkey-trace-id")).isEqualTo("my_first_trace");
        assertThat(gateway.calls())
                .anySatisfy(call -> assertThat(call.options().metadata())
                        .isEqualTo(Map.of(
                                "_environment", "production",
                                "_user", "userid123",
                                "_organisation", "orgid123",
                                "_prompt", "summarisationPrompt")));
    }

    @Test
    void aSavedConfigOf2023SuppliesModelAndKey() {
        assertThat(text("configured")).isEqualTo("This is a test");
        assertThat(results.getAsJsonObject("configured").get("model").getAsString())
                .isEqualTo("meta-llama/Llama-2-7b-chat-hf");
        assertThat(text("withOwnKey")).isEqualTo("This is a test");
        assertThat(gateway.upstream().lastRequest().header("authorization"))
                .contains("Bearer " + ServedGateway.PROVIDER_KEY);
    }

    @Test
    void feedbackWithoutItsPluginSaysWhatIsMissing() {
        assertThat(results.getAsJsonObject("feedback").get("status").getAsInt()).isEqualTo(501);
        assertThat(results.getAsJsonObject("feedback").get("message").getAsString())
                .contains("dev.postern:logging");
    }

    private static String text(String name) {
        return results.getAsJsonObject(name).get("text").getAsString().strip();
    }

    private static String header(String name, String header) {
        return results.getAsJsonObject(name)
                .getAsJsonObject("headers")
                .get(header)
                .getAsString();
    }
}
