/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.LLAMA;
import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Answer;
import dev.postern.api.Body;
import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.Gateway;
import dev.postern.api.Headers;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.Secret;
import dev.postern.spi.Key;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageContext;
import dev.postern.spi.Target;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls are equal: however they are written, and by every field that counts. */
@ExtendWith(UpstreamExtension.class)
class CacheKeyTest {
    private static final String CACHED = "{\"provider\": \"anyscale\", \"api_key\": \"k\", \"cache\": \"simple\"}";
    private static final String CALLS_KEY = "{\"provider\": \"anyscale\", \"cache\": \"simple\"}";
    private static final String REQUEST = "{\"model\":\"" + LLAMA
            + "\",\"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9/llo\"}],\"temperature\":0.7,\"n\":1,\"x\":{\"a\":1,\"b\":[]}}";

    private final ScriptedUpstream upstream;

    CacheKeyTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private static CacheStatus ask(Gateway gateway, String json, CallOptions options) {
        Body body = Body.parse(json.getBytes(StandardCharsets.UTF_8));
        try (Answer answer = gateway.call(Operation.CHAT, body, options)) {
            if (answer.reply() instanceof Reply.Streaming streaming) {
                while (streaming.events().next() != null) {
                    // to the end, so that it is stored
                }
            }
            return answer.report().cacheStatus();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"content\":\"h\\u00e9/llo\",\"role\":\"user\"}],\"x\":{\"b\":[],\"a\":1},\"n\":1,\"temperature\":0.7,\"model\":\"%s\"}",
                " { \"model\" : \"%s\" ,\n \"messages\":[ {\"role\":\"user\",\"content\":\"h\\u00E9\\/llo\"} ], \"temperature\":0.70, \"n\":1.0, \"x\":{\"a\":1,\"b\":[ ]}}",
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hé/ll\\u006f\"}],\"temperature\":7e-1,\"n\":10e-1,\"x\":{\"a\":1,\"b\":[]}}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hé/llo\"}],\"temperature\":0.7,\"n\":1,\"x\":{\"a\":1,\"b\":[]}}",
                "{\"str\\u0065am\":false,\"mod\\u0065l\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hé/llo\"}],\"temperature\":0.7,\"n\":1,\"x\":{\"a\":1,\"b\":[]}}"
            })
    void equalRequestsWrittenDifferentlyHit(String other) {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            ask(gateway, REQUEST, CallOptions.none());

            assertThat(ask(gateway, other.replace("%s", LLAMA), CallOptions.none()))
                    .isEqualTo(CacheStatus.HIT);
        }
    }

    static List<String> otherRequests() {
        return List.of(
                REQUEST.replace(LLAMA, MISTRAL),
                REQUEST.replace("/llo", "/lo"),
                REQUEST.replace("\"user\"", "\"system\""),
                REQUEST.replace("0.7", "0.71"),
                REQUEST.replace("\"a\":1", "\"a\":\"1\""),
                REQUEST.replace("\"b\":[]", "\"b\":[0]"),
                REQUEST.replace("\"b\":[]", "\"b\":null"),
                REQUEST.replace("\"n\":1,", ""),
                REQUEST.replace("\"x\":", "\"y\":"),
                REQUEST.replace("}]", "},{\"role\":\"user\",\"content\":\"more\"}]"),
                REQUEST.replace("\"n\":1", "\"n\":1,\"seed\":0"),
                REQUEST.replace("\\u00e9", "\\ud800"));
    }

    @ParameterizedTest
    @MethodSource("otherRequests")
    void anyOneDifferingFieldMisses(String other) {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            ask(gateway, REQUEST, CallOptions.none());

            assertThat(ask(gateway, other, CallOptions.none())).isEqualTo(CacheStatus.MISS);
        }
    }

    static List<CallOptions> otherOptions() {
        CallOptions.Builder base = CallOptions.builder();
        return List.of(
                base.tenant("other").build(),
                CallOptions.builder().metadata("a", "1").build(),
                CallOptions.builder().cacheNamespace("n").build(),
                CallOptions.builder().apiKey(Secret.of("another")).build(),
                CallOptions.builder().strictOpenAiCompliance(false).build());
    }

    @ParameterizedTest
    @MethodSource("otherOptions")
    void anyOneDifferingOptionMisses(CallOptions options) {
        try (Gateway gateway = TestGateways.gateway(upstream, CALLS_KEY)) {
            CallOptions base = CallOptions.builder().apiKey(Secret.of("one")).build();
            CallOptions other = options.apiKey() == null
                    ? options.toBuilder().apiKey(Secret.of("one")).build()
                    : options;
            ask(gateway, REQUEST, base);

            assertThat(ask(gateway, REQUEST, other)).isEqualTo(CacheStatus.MISS);
            assertThat(ask(
                            gateway,
                            REQUEST,
                            base.toBuilder().retries(3).traceId("t").build()))
                    .isEqualTo(CacheStatus.HIT);
        }
    }

    static List<String> otherConfigs() {
        return List.of(
                CACHED.replace("\"k\"", "\"k2\""),
                CACHED.replace("\"cache\"", "\"override_params\": {\"top_p\": 0.5}, \"cache\""),
                CACHED.replace("\"cache\"", "\"default_params\": {\"top_p\": 0.5}, \"cache\""),
                CACHED.replace("\"cache\"", "\"drop_params\": [\"n\"], \"cache\""),
                CACHED.replace("\"api_key\": \"k\"", "\"virtual_key\": \"v\""));
    }

    @ParameterizedTest
    @MethodSource("otherConfigs")
    void anotherPipelineMisses(String other) {
        try (Gateway gateway = TestGateways.builder(upstream)
                .config("one", CACHED)
                .config("other", other)
                .credentials((tenant, name) -> java.util.Optional.of(
                        new dev.postern.spi.CredentialSource.Credential(Secret.of("k"), "anyscale", null)))
                .build()) {
            ask(gateway, REQUEST, CallOptions.builder().config("one").build());

            assertThat(ask(
                            gateway,
                            REQUEST,
                            CallOptions.builder().config("other").build()))
                    .isEqualTo(CacheStatus.MISS);
        }
    }

    @Test
    void forwardedHeadersArePartOfTheKeyAndOthersAreNot() {
        String config = CACHED.replace("\"cache\"", "\"forward_headers\": [\"x-region\"], \"cache\"");
        try (Gateway gateway = TestGateways.gateway(upstream, config)) {
            ask(gateway, REQUEST, headers("x-region", "eu"));

            assertThat(ask(gateway, REQUEST, headers("x-region", "us"))).isEqualTo(CacheStatus.MISS);
            assertThat(ask(gateway, REQUEST, headers("x-region", "eu"))).isEqualTo(CacheStatus.HIT);
            assertThat(ask(gateway, REQUEST, headers("x-other", "1"))).isEqualTo(CacheStatus.MISS);
            assertThat(ask(gateway, REQUEST, headers("x-other", "2"))).isEqualTo(CacheStatus.HIT);
        }
    }

    @Test
    void headersThatACallForwardsArePartOfTheKeyToo() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            ask(gateway, REQUEST, forwarded("x-region", "eu"));

            assertThat(ask(gateway, REQUEST, forwarded("x-region", "us"))).isEqualTo(CacheStatus.MISS);
            assertThat(ask(gateway, REQUEST, headers("x-region", "eu"))).isEqualTo(CacheStatus.MISS);
            assertThat(ask(gateway, REQUEST, forwarded("x-region", "eu"))).isEqualTo(CacheStatus.HIT);
            assertThat(upstream.requests().get(0).header("x-region")).hasValue("eu");
        }
    }

    private static CallOptions forwarded(String name, String value) {
        return headers(name, value).toBuilder().forwardHeaders(List.of(name)).build();
    }

    private static CallOptions headers(String name, String value) {
        return CallOptions.builder().headers(Headers.of(name, value)).build();
    }

    /** Pairs that would be one text if their fields were just joined. */
    @Test
    void craftedFieldsDoNotCollide() {
        List<Map<String, String>> crafted = List.of(
                Map.of("a", "b", "c", "d"),
                Map.of("a", "b1:c1:d"),
                Map.of("ab", "", "c", "d"),
                Map.of("a", "bcd"),
                Map.of("a", "b", "cd", ""),
                Map.of("a", "", "b", "c", "d", ""),
                Map.of("1:a", "1:b"),
                Map.of("a", "1:b#2;"),
                Map.of("a", "-"),
                Map.of("a", "\ud800"),
                Map.of("a", "?"));
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            for (Map<String, String> metadata : crafted) {
                CallOptions options = CallOptions.builder().metadata(metadata).build();
                assertThat(ask(gateway, REQUEST, options)).as("%s", metadata).isEqualTo(CacheStatus.MISS);
            }
            assertThat(ask(
                            gateway,
                            REQUEST,
                            CallOptions.builder()
                                    .tenant("a")
                                    .cacheNamespace("bc")
                                    .build()))
                    .isEqualTo(CacheStatus.MISS);
            assertThat(ask(
                            gateway,
                            REQUEST,
                            CallOptions.builder()
                                    .tenant("ab")
                                    .cacheNamespace("c")
                                    .build()))
                    .isEqualTo(CacheStatus.MISS);
        }
    }

    /** A router that sends one kind of caller to another target. */
    private static final class ByTier implements RouterFactory {
        @Override
        public String id() {
            return "by-tier";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public Router create(StageContext context, List<Target> targets) {
            return new Router() {
                @Override
                public Reply route(dev.postern.spi.Call call, List<Target> all) {
                    return all.get("gold".equals(call.metadata().get("tier")) ? 1 : 0)
                            .call(call);
                }

                @Override
                public Set<String> metadataRead() {
                    return Set.of("tier");
                }
            };
        }
    }

    @Test
    void metadataThatRoutersBelowReadCountsEvenUnderANamespace() {
        String config = "{\"cache\": \"simple\", \"strategy\": {\"mode\": \"by-tier\"}, \"targets\": ["
                + target(LLAMA, "") + ", " + target(MISTRAL, "") + "]}";
        try (Gateway gateway = TestGateways.builder(upstream)
                .config(config)
                .plugin(new ByTier())
                .build()) {
            CallOptions plain = CallOptions.builder()
                    .cacheNamespace("n")
                    .metadata("user", "1")
                    .build();
            ask(gateway, REQUEST, plain);

            assertThat(ask(
                            gateway,
                            REQUEST,
                            plain.toBuilder().metadata("user", "2").build()))
                    .isEqualTo(CacheStatus.HIT);
            assertThat(ask(
                            gateway,
                            REQUEST,
                            plain.toBuilder().metadata("tier", "gold").build()))
                    .isEqualTo(CacheStatus.MISS);
        }
    }
}
