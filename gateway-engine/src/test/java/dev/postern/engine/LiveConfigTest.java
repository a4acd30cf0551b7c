/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.LLAMA;
import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CallOptions;
import dev.postern.api.ChatChunk;
import dev.postern.api.ChatResponse;
import dev.postern.api.ChatStream;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@ExtendWith(UpstreamExtension.class)
class LiveConfigTest {
    private final ScriptedUpstream upstream;

    @TempDir
    Path folder;

    LiveConfigTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    @Test
    void newCallsTakeTheNewConfigAndRunningOnesEndUnderTheOld() {
        upstream.when(LLAMA).then(Fault.none().delay(Duration.ofMillis(200)));
        try (Gateway gateway = TestGateways.gateway(upstream, target(LLAMA, ""))) {
            CompletableFuture<ChatResponse> running = gateway.chatAsync(hello());
            upstream.awaitRequests(1, Duration.ofSeconds(10));

            gateway.update(target(MISTRAL, ""));
            ChatResponse after = gateway.chat(hello());

            assertThat(after.model()).isEqualTo(MISTRAL);
            assertThat(running.join().model()).isEqualTo(LLAMA);
            assertThat(upstream.requests(LLAMA)).hasSize(1);
        }
    }

    @Test
    void aStreamEndsUnderTheConfigThatItBeganWith() {
        try (Gateway gateway = TestGateways.gateway(upstream, target(LLAMA, ""));
                ChatStream stream = gateway.stream(hello())) {

            gateway.update(target(MISTRAL, ""));
            StringBuilder text = new StringBuilder();
            for (ChatChunk chunk : stream) {
                text.append(chunk.text());
            }

            assertThat(text).isNotBlank();
            assertThat(stream.report().model()).isEqualTo(LLAMA);
        }
    }

    @Test
    void aBadConfigIsRefusedWithAllProblemsAndTheOldOneStays() {
        try (Gateway gateway = TestGateways.gateway(upstream, target(LLAMA, ""))) {

            assertThatThrownBy(() -> gateway.update("{\"provider\": \"nobody\", \"retry\": 9, \"weight\": \"x\"}"))
                    .isInstanceOf(ConfigException.class)
                    .satisfies(e -> assertThat(((ConfigException) e).problems()).hasSize(3));

            assertThat(gateway.chat(hello()).model()).isEqualTo(LLAMA);
        }
    }

    @Test
    void aFileCanTakeThePlaceOfTheConfig() throws Exception {
        Path file = folder.resolve("config.json");
        Files.writeString(file, target(MISTRAL, ""));
        try (Gateway gateway = TestGateways.gateway(upstream, target(LLAMA, ""))) {

            gateway.update(file);

            assertThat(gateway.chat(hello()).model()).isEqualTo(MISTRAL);
            assertThatThrownBy(() -> gateway.update(folder.resolve("absent.json")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("cannot read");
        }
    }

    @Test
    void aGatewayWithoutAConfigTakesOneLater() {
        try (Gateway gateway = TestGateways.builder(upstream).build()) {

            gateway.update(target(MISTRAL, ""));

            assertThat(gateway.chat(hello()).model()).isEqualTo(MISTRAL);
        }
    }

    @Test
    void aConfigThatLeavesTheProviderToTheCallIsReplacedToo() {
        CallOptions options = CallOptions.builder().virtualKey("stored").build();
        try (Gateway gateway = TestGateways.builder(upstream)
                .credentials((tenant, name) -> java.util.Optional.of(new dev.postern.spi.CredentialSource.Credential(
                        dev.postern.api.Secret.of(TestGateways.KEY), "anyscale", null)))
                .config("{\"override_params\": {\"model\": \"a\"}}")
                .build()) {
            assertThat(gateway.chat(hello(), options).model()).isEqualTo("a");

            gateway.update("{\"override_params\": {\"model\": \"b\"}}");

            assertThat(gateway.chat(hello(), options).model()).isEqualTo("b");
        }
    }

    @Test
    void underLoadEveryCallSeesExactlyOneConfig() throws Exception {
        // Each config sets model and a marker; a call that saw two configs would mix them.
        Map<String, AtomicInteger> mixed = new ConcurrentHashMap<>();
        AtomicInteger answered = new AtomicInteger();
        try (Gateway gateway = TestGateways.gateway(upstream, generation(0))) {
            ExecutorService threads = Executors21.create();
            for (int t = 0; t < 8; t++) {
                threads.execute(() -> {
                    for (int i = 0; i < 100; i++) {
                        gateway.chat(hello());
                        answered.incrementAndGet();
                    }
                });
            }
            for (int n = 1; answered.get() < 700; n++) {
                gateway.update(generation(n));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(50, TimeUnit.SECONDS)).isTrue();
        }

        upstream.requests().forEach(request -> {
            String model = request.model().orElse("");
            String user = request.json().get("user").getAsString();
            if (!model.equals("model-" + user)) {
                mixed.computeIfAbsent(model + " with " + user, key -> new AtomicInteger())
                        .incrementAndGet();
            }
        });
        assertThat(answered.get()).isEqualTo(800);
        assertThat(mixed).isEmpty();
    }

    private static String generation(int n) {
        return "{\"strategy\": {\"mode\": \"fallback\"}, \"override_params\": {\"user\": \"" + n + "\"}, \"targets\": ["
                + target("model-" + n, "") + "]}";
    }

    @Test
    void namedConfigsOfAFolderAreTakenAndReRead() throws Exception {
        Files.writeString(folder.resolve("chat.json"), target(LLAMA, ""));
        CallOptions named = CallOptions.builder().config("chat").build();
        try (Gateway gateway = TestGateways.builder(upstream).configs(folder).build()) {
            assertThat(gateway.chat(hello(), named).model()).isEqualTo(LLAMA);

            Files.writeString(folder.resolve("chat.json"), target(MISTRAL, "\"weight\": 1"));

            while (!gateway.chat(hello(), named).model().equals(MISTRAL)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aBadFileInTheFolderStopsTheStart() throws Exception {
        Files.writeString(folder.resolve("chat.json"), "{\"provider\": \"nobody\"}");

        assertThatThrownBy(() -> TestGateways.builder(upstream).configs(folder).build())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("chat.json: config.provider: no provider 'nobody'");
    }
}
