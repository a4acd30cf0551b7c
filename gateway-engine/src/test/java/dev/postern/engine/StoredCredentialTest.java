/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.KEY;
import static dev.postern.engine.TestGateways.MISTRAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import dev.postern.api.PermissionException;
import dev.postern.api.Secret;
import dev.postern.spi.CredentialSource.Credential;
import dev.postern.testkit.ScriptedUpstream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredCredentialTest {
    private final ScriptedUpstream home = ScriptedUpstream.start();
    private final ScriptedUpstream elsewhere = ScriptedUpstream.start();
    private final ChatRequest request =
            ChatRequest.builder().model(MISTRAL).user("hello").build();

    @AfterEach
    void close() {
        home.close();
        elsewhere.close();
    }

    /** A gateway whose provider is at home, which allows calls to name elsewhere, with one stored key. */
    private Gateway gateway(@Nullable String boundTo, @Nullable String config) {
        Gateway.Builder builder = TestGateways.builder(home)
                .allowHost(origin(elsewhere))
                .credentials((tenant, name) -> Optional.of(new Credential(Secret.of(KEY), "anyscale", boundTo)));
        return config == null ? builder.build() : builder.config(config).build();
    }

    private static String origin(ScriptedUpstream upstream) {
        return "http://127.0.0.1:" + upstream.baseUrl().getPort();
    }

    private static CallOptions.Builder withKey() {
        return CallOptions.builder().virtualKey("vk");
    }

    @Test
    void aKeyBoundToABaseUrlGoesThereAlone() {
        try (Gateway gateway = gateway(elsewhere.baseUrl().toString(), null)) {

            gateway.chat(request, withKey().build());

            assertThat(elsewhere.requestCount()).isEqualTo(1);
            assertThat(home.requestCount()).isZero();
        }
    }

    @Test
    void aHostThatTheCallNamesDoesNotGetAStoredKey() {
        try (Gateway gateway = gateway(null, null)) {
            CallOptions options =
                    withKey().customHost(elsewhere.baseUrl().toString()).build();

            assertThatThrownBy(() -> gateway.chat(request, options))
                    .isInstanceOf(PermissionException.class)
                    .hasMessageContaining("bound to another host");
            assertThat(elsewhere.requestCount()).isZero();
        }
    }

    @Test
    void aHostThatAnInlineConfigNamesDoesNotGetAStoredKey() {
        String inline = String.format(
                Locale.ROOT,
                "{\"provider\": \"anyscale\", \"virtual_key\": \"vk\", \"custom_host\": \"%s\"}",
                elsewhere.baseUrl());
        try (Gateway gateway = gateway(null, null)) {
            CallOptions options = CallOptions.builder().inlineConfig(inline).build();

            assertThatThrownBy(() -> gateway.chat(request, options)).isInstanceOf(PermissionException.class);
            assertThat(elsewhere.requestCount()).isZero();
        }
    }

    @Test
    void aHostThatTheOperatorsConfigNamesGetsTheKeyUnlessItIsBoundElsewhere() {
        String config = String.format(
                Locale.ROOT,
                "{\"provider\": \"anyscale\", \"virtual_key\": \"vk\", \"custom_host\": \"%s\"}",
                elsewhere.baseUrl());
        try (Gateway free = gateway(null, config);
                Gateway bound = gateway(home.baseUrl().toString(), config)) {

            free.chat(request);

            assertThat(elsewhere.requestCount()).isEqualTo(1);
            assertThatThrownBy(() -> bound.chat(request)).isInstanceOf(PermissionException.class);
            assertThat(elsewhere.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void aNamedHostThatIsTheKeysOwnIsAllowed() {
        try (Gateway gateway = gateway(elsewhere.baseUrl().toString(), null)) {

            gateway.chat(
                    request,
                    withKey().customHost(elsewhere.baseUrl().toString()).build());

            assertThat(elsewhere.requestCount()).isEqualTo(1);
        }
    }
}
