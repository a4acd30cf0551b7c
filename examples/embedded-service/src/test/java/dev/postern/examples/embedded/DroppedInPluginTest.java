/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.ChatChunk;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.ChatStream;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.api.UpstreamException;
import dev.postern.testkit.ScriptedUpstream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Drops jars onto the class path of a service that knows nothing of them.
 *
 * <p>The build names the plugins' files; where it stops before their jars are made, it names their classes.
 */
class DroppedInPluginTest {
    private static final Path PROVIDER = Path.of(System.getProperty("plugin.provider"));
    private static final Path STAGE = Path.of(System.getProperty("plugin.stage"));
    private static final ChatRequest REQUEST =
            ChatRequest.builder().model("polly").user("who is a pretty bird").build();

    @Test
    void providerInAJarAnswersCallsOfAnUnchangedEngine() throws Exception {
        try (ParrotUpstream parrot = new ParrotUpstream()) {
            withPlugin(
                    PROVIDER,
                    () -> Gateway.builder().config(parrotConfig("cracker")).provider("parrot", at(parrot)),
                    gateway -> {
                        ChatResponse answer = gateway.chat(REQUEST);

                        assertThat(answer.text()).isEqualTo("who is a pretty bird");
                        assertThat(answer.usage().completionTokens()).isEqualTo(5);
                        assertThat(answer.report().provider()).isEqualTo("parrot");
                        assertThat(answer.report().cost()).hasToString("Optional[0.0000025 USD]");
                        assertThat(gateway.describe())
                                .contains("provider parrot")
                                .contains("provider-plugin");
                    });
        }
    }

    @Test
    void providerInAJarStreams() throws Exception {
        try (ParrotUpstream parrot = new ParrotUpstream()) {
            withPlugin(
                    PROVIDER,
                    () -> Gateway.builder().config(parrotConfig("cracker")).provider("parrot", at(parrot)),
                    gateway -> {
                        StringBuilder text = new StringBuilder();
                        try (ChatStream stream = gateway.stream(REQUEST)) {
                            for (ChatChunk chunk : stream) {
                                text.append(chunk.text());
                            }

                            assertThat(text).hasToString("who is a pretty bird ");
                            assertThat(stream.report().usage())
                                    .hasValueSatisfying(usage ->
                                            assertThat(usage.completionTokens()).isEqualTo(5));
                        }
                    });
        }
    }

    @Test
    void errorOfAProviderInAJarKeepsItsStatus() throws Exception {
        try (ParrotUpstream parrot = new ParrotUpstream()) {
            withPlugin(
                    PROVIDER,
                    () -> Gateway.builder().config(parrotConfig("hawk")).provider("parrot", at(parrot)),
                    gateway -> {
                        assertThatThrownBy(() -> gateway.chat(REQUEST))
                                .isInstanceOfSatisfying(
                                        UpstreamException.class,
                                        e -> assertThat(e.status()).isEqualTo(418))
                                .hasMessageContaining("squawk");
                    });
        }
    }

    @Test
    void stageInAJarChangesWhatTheProviderSees() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            withPlugin(STAGE, () -> masked(upstream, "{\"placeholder\": \"<gone>\"}"), gateway -> {
                ChatResponse answer = gateway.chat(ChatRequest.builder()
                        .model("m")
                        .user("Say write to jo.doe@mail.example, please")
                        .build());

                assertThat(upstream.lastRequest().bodyText())
                        .contains("<gone>, please")
                        .doesNotContain("jo.doe");
                assertThat(answer.report().attributes()).containsEntry("mask.messages", "1");
                assertThat(gateway.describe()).contains("CALL mask").contains("stage-plugin");
            });
        }
    }

    @Test
    void settingsOfAStageInAJarAreChecked() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            assertThatThrownBy(() -> withPlugin(STAGE, () -> masked(upstream, "{\"placeholdr\": 7}"), gateway -> {}))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("config.stages.mask.placeholdr")
                    .hasMessageContaining("did you mean placeholder?");
        }
    }

    @Test
    void configThatNamesAnAbsentPluginSaysSo() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            assertThatThrownBy(() -> masked(upstream, "{}").build())
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("config.stages.mask: no stage 'mask'; present: none");
            assertThatThrownBy(() ->
                            Gateway.builder().config(parrotConfig("cracker")).build())
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("config.provider: no provider 'parrot'; present: anyscale, openai");
        }
    }

    private static String parrotConfig(String key) {
        return "{\"provider\": \"parrot\", \"api_key\": \"" + key + "\"}";
    }

    private static Map<String, String> at(ParrotUpstream parrot) {
        return Map.of("base_url", parrot.baseUrl());
    }

    private static Gateway.Builder masked(ScriptedUpstream upstream, String settings) {
        return Gateway.builder()
                .config("{\"provider\": \"anyscale\", \"api_key\": \"k\", \"stages\": {\"mask\": " + settings + "}}")
                .provider("anyscale", Map.of("base_url", upstream.baseUrl().toString()));
    }

    private interface Setup {
        Gateway.Builder builder();
    }

    /** Builds a gateway where the thread's context class loader sees one more jar. */
    private static void withPlugin(Path jar, Setup setup, Consumer<Gateway> test) throws Exception {
        assertThat(Files.exists(jar)).as("%s was built", jar).isTrue();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            try (Gateway gateway = setup.builder().build()) {
                test.accept(gateway);
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
