/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients;

import dev.postern.api.CallReport;
import dev.postern.api.Gateway;
import dev.postern.api.Secret;
import dev.postern.server.Caller;
import dev.postern.server.GatewayKeys;
import dev.postern.server.GatewayServer;
import dev.postern.spi.Call;
import dev.postern.spi.CallObserver;
import dev.postern.spi.CredentialSource.Credential;
import dev.postern.spi.Right;
import dev.postern.testkit.Fault;
import dev.postern.testkit.Profile;
import dev.postern.testkit.ScriptedUpstream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as an operator would set it up, served on loopback before an upstream: one key, a default config, saved ones, a
 * stored credential.
 */
public final class ServedGateway implements AutoCloseable {
    public static final String KEY = "pst_clientsQ7xV2mZ9kLw4";
    public static final String MODEL = "mistralai/Mistral-7B-Instruct-v0.1";

    /** The provider's keys as the operator keeps them; they belong in no answer. */
    public static final String PROVIDER_KEY = "esecret_operator_4711";

    public static final String STORED_KEY = "esecret_stored_0815";

    private static final String PLAIN = "{\"provider\": \"anyscale\", \"api_key\": \"" + PROVIDER_KEY + "\"}";
    private static final String SEED = "{\"mode\": \"fallback\", \"options\": ["
            + "{\"provider\": \"anyscale\", \"api_key\": \"" + PROVIDER_KEY + "\","
            + " \"override_params\": {\"model\": \"meta-llama/Llama-2-7b-chat-hf\"}},"
            + "{\"provider\": \"anyscale\", \"api_key\": \"" + PROVIDER_KEY + "\","
            + " \"override_params\": {\"model\": \"" + MODEL + "\"}}]}";

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ScriptedUpstream upstream;
    private final Gateway gateway;
    private final GatewayServer server;

    private ServedGateway(Profile profile) {
        upstream = ScriptedUpstream.start(profile);
        upstream.when("stalls").always(Fault.stallAfterEvents(2));
        gateway = Gateway.builder()
                .provider(
                        "anyscale",
                        Map.of(
                                "base_url",
                                upstream.baseUrl().toString(),
                                "profile",
                                profile == Profile.ENDPOINTS ? "endpoints" : "ray-serve"))
                .config(PLAIN)
                .config("pc-saved", PLAIN)
                .config("pc-seed", SEED)
                .credentials(ServedGateway::stored)
                .observer(new Witness(calls))
                .build();
        server = GatewayServer.builder(gateway).port(0).keys(new OneKey()).start();
    }

    /** Starts it before a Ray Serve upstream. */
    public static ServedGateway start() {
        return new ServedGateway(Profile.RAY_SERVE);
    }

    public static ServedGateway start(Profile profile) {
        return new ServedGateway(profile);
    }

    private static Optional<Credential> stored(String tenant, String name) {
        return name.equals("vk-one")
                ? Optional.of(new Credential(Secret.of(STORED_KEY), "anyscale", null))
                : Optional.empty();
    }

    /** Returns the base URL that SDKs are given. */
    public String baseUrl() {
        return server.uri() + "/v1";
    }

    public int port() {
        return server.port();
    }

    public ScriptedUpstream upstream() {
        return upstream;
    }

    /** Returns the calls that the gateway has ended since it started. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        // The upstream first: the face drains, and what an SDK left hanging would hold it.
        upstream.close();
        server.close();
        gateway.close();
    }

    private record Witness(List<Call> calls) implements CallObserver {
        @Override
        public String id() {
            return "witness";
        }

        @Override
        public void ended(Call call, CallReport report, @Nullable Throwable error) {
            calls.add(call);
        }
    }

    private static final class OneKey implements GatewayKeys {
        @Override
        public boolean required() {
            return true;
        }

        @Override
        public Optional<Caller> find(String key) {
            return key.equals(KEY)
                    ? Optional.of(new Caller("default", "key-one", Set.of(Right.CALL, Right.FEEDBACK)))
                    : Optional.empty();
        }
    }
}
