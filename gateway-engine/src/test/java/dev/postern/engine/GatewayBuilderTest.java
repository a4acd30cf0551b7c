/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CallOptions;
import dev.postern.api.CallReport;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.PermissionException;
import dev.postern.api.PluginException;
import dev.postern.api.Secret;
import dev.postern.spi.Call;
import dev.postern.spi.CallObserver;
import dev.postern.spi.CredentialSource;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(UpstreamExtension.class)
class GatewayBuilderTest {
    private final ScriptedUpstream upstream;

    GatewayBuilderTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    @Test
    void allProblemsOfAllConfigsComeInOneError() {
        assertThatThrownBy(() -> TestGateways.builder(upstream)
                        .config("{\"provder\": \"anyscale\"}")
                        .config("other", "{\"strategy\": {\"mode\": \"nope\"}}")
                        .build())
                .isInstanceOfSatisfying(ConfigException.class, failure -> {
                    assertThat(failure.problems()).hasSizeGreaterThanOrEqualTo(2);
                    assertThat(failure.getMessage())
                            .contains("config.provder: unknown key; did you mean provider?")
                            .contains("config 'other': ");
                });
    }

    @Test
    void aConfigThatNamesASemanticCacheSaysWhichDependencyToAdd() {
        assertThatThrownBy(() -> TestGateways.gateway(upstream, target(MISTRAL, "\"cache\": \"semantic\"")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no cache 'semantic'; add the dependency dev.postern:cache-semantic");
    }

    @Test
    void aMissingConfigFileIsNamed(@TempDir Path folder) {
        Path missing = folder.resolve("gateway.json");

        assertThatThrownBy(() -> Gateway.builder().config(missing).build())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway.json");
    }

    @Test
    void environmentVariablesFillTheOperatorsConfig(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("gateway.json");
        Files.writeString(
                file,
                "{\"provider\": \"anyscale\", \"api_key\": \"${env:ANYSCALE_API_KEY}\", "
                        + "\"override_params\": {\"model\": \"" + MISTRAL + "\"}}");
        try (Gateway gateway = Gateway.builder()
                .config(file)
                .environment(name -> Optional.ofNullable(Map.of(
                                "ANYSCALE_API_KEY",
                                "esecret_env",
                                "ANYSCALE_BASE_URL",
                                upstream.baseUrl().toString())
                        .get(name)))
                .build()) {

            gateway.chat(hello());

            assertThat(upstream.lastRequest().header("authorization")).contains("Bearer esecret_env");
        }
    }

    @Test
    void aCallWithoutConfigOrProviderSaysWhatToDo() {
        try (Gateway gateway = TestGateways.builder(upstream).build()) {

            assertThatThrownBy(() -> gateway.chat(hello()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("no provider and no config")
                    .hasMessageContaining("anyscale");
        }
    }

    @Test
    void aCallMayBringItsProviderAndKey() {
        CallOptions options = CallOptions.builder()
                .provider("anyscale")
                .apiKey(Secret.of("esecret_mine"))
                .build();
        try (Gateway gateway = TestGateways.builder(upstream).build()) {

            gateway.chat(
                    dev.postern.api.ChatRequest.builder()
                            .model(MISTRAL)
                            .user("hi")
                            .build(),
                    options);

            assertThat(upstream.lastRequest().header("authorization")).contains("Bearer esecret_mine");
        }
    }

    @Test
    void aMissingModelIsNamedWithThePlaceToPutIt() {
        try (Gateway gateway = TestGateways.gateway(upstream, "{\"provider\": \"anyscale\", \"api_key\": \"k\"}")) {

            assertThatThrownBy(() -> gateway.chat(hello()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("model: missing; set it in the request or in config.override_params");
        }
    }

    @Test
    void namedAndInlineConfigsAreUsedWhenACallAsks() {
        try (Gateway gateway = TestGateways.builder(upstream)
                .config(target(MISTRAL, ""))
                .config("other", target("other-model", ""))
                .build()) {

            gateway.chat(hello(), CallOptions.builder().config("other").build());
            assertThat(upstream.lastRequest().model()).contains("other-model");

            gateway.chat(
                    hello(),
                    CallOptions.builder().inlineConfig(target("third", "")).build());
            assertThat(upstream.lastRequest().model()).contains("third");

            assertThatThrownBy(() -> gateway.chat(
                            hello(), CallOptions.builder().config("nope").build()))
                    .hasMessageContaining("no config 'nope'");
        }
    }

    @Test
    void anInlineConfigMayNotReadTheEnvironment() {
        String config = target(MISTRAL, "").replace(TestGateways.KEY, "${env:HOME}");
        try (Gateway gateway = TestGateways.builder(upstream).build()) {

            assertThatThrownBy(() -> gateway.chat(
                            hello(), CallOptions.builder().inlineConfig(config).build()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("config.api_key");
            assertThat(upstream.requestCount()).isZero();
        }
    }

    @Test
    void aHostFromACallMustBeAllowed() {
        CallOptions options = CallOptions.builder()
                .provider("anyscale")
                .apiKey(Secret.of("k"))
                .customHost("http://127.0.0.1:1/v1")
                .build();
        try (Gateway gateway = TestGateways.builder(upstream).build()) {

            assertThatThrownBy(() -> gateway.chat(
                            dev.postern.api.ChatRequest.builder()
                                    .model("m")
                                    .user("hi")
                                    .build(),
                            options))
                    .isInstanceOf(PermissionException.class);
        }
    }

    @Test
    void aStoredCredentialNamesItsProviderAndStaysWithItsTenant() {
        CredentialSource source = (tenant, name) -> tenant.equals("acme") && name.equals("vk")
                ? Optional.of(new CredentialSource.Credential(Secret.of("esecret_acme"), "anyscale", null))
                : Optional.empty();
        CallOptions acme = CallOptions.builder().tenant("acme").virtualKey("vk").build();
        try (Gateway gateway =
                TestGateways.builder(upstream).credentials(source).build()) {

            gateway.chat(
                    dev.postern.api.ChatRequest.builder()
                            .model(MISTRAL)
                            .user("hi")
                            .build(),
                    acme);
            assertThat(upstream.lastRequest().header("authorization")).contains("Bearer esecret_acme");

            assertThatThrownBy(() -> gateway.chat(
                            hello(),
                            CallOptions.builder()
                                    .tenant("other")
                                    .virtualKey("vk")
                                    .build()))
                    .hasMessageContaining("no stored credential 'vk'");
        }
    }

    @Test
    void aRefusedCallIsReportedAndObservedLikeEveryOther() {
        List<Throwable> seen = new ArrayList<>();
        CallObserver observer = new CallObserver() {
            @Override
            public String id() {
                return "seen";
            }

            @Override
            public void ended(Call call, CallReport report, @Nullable Throwable error) {
                seen.add(error);
            }
        };
        try (Gateway gateway = TestGateways.builder(upstream).observer(observer).build()) {

            assertThatThrownBy(() -> gateway.chat(
                            hello(), CallOptions.builder().traceId("t1").build()))
                    .isInstanceOfSatisfying(InvalidRequestException.class, failure -> {
                        assertThat(failure.report().orElseThrow().trace().traceId())
                                .isEqualTo("t1");
                        assertThat(seen).containsExactly(failure);
                    });
        }
    }

    @Test
    void aSourceThatFailsIsNamed() {
        CredentialSource broken = (tenant, name) -> {
            throw new IllegalStateException("boom");
        };
        CallOptions options = CallOptions.builder().virtualKey("vk").build();
        try (Gateway gateway = TestGateways.builder(upstream)
                .credentials(broken)
                .configs((tenant, name) -> null)
                .build()) {

            assertThatThrownBy(() -> gateway.chat(hello(), options))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("credential source")
                    .hasMessageContaining("test-classes");
            assertThatThrownBy(() -> gateway.chat(
                            hello(), CallOptions.builder().config("x").build()))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("config source")
                    .hasMessageContaining("returned null");
        }
    }

    @Test
    void onlyTheCallerDecidesWhetherToStream() {
        assertThatThrownBy(
                        () -> TestGateways.gateway(
                                upstream,
                                "{\"provider\": \"anyscale\", \"override_params\": {\"stream\": true}, \"drop_params\": [\"stream\"]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.override_params.stream: the caller decides")
                .hasMessageContaining("config.drop_params[0]: the caller decides");
    }

    @Test
    void aKeyWithoutItsProviderIsAnError() {
        assertThatThrownBy(() -> TestGateways.gateway(upstream, "{\"api_key\": \"k\"}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.provider: missing");
    }

    @Test
    void describeNamesEveryStageAndMasksSecrets() {
        try (Gateway gateway = TestGateways.gateway(upstream, TestGateways.fallback())) {

            assertThat(gateway.describe())
                    .contains("ROUTE fallback", "config.targets[1]", "TARGET retry", "provider anyscale", "key ***")
                    .doesNotContain(TestGateways.KEY);
        }
    }
}
