/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.AttemptReport;
import dev.postern.api.Body;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.ChatStream;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.api.Headers;
import dev.postern.api.PluginException;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.FrameDecoder;
import dev.postern.spi.Key;
import dev.postern.spi.PriceTable;
import dev.postern.spi.Provider;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.ProviderFactory;
import dev.postern.spi.SseDecoder;
import dev.postern.spi.StreamDecoder;
import dev.postern.spi.UpstreamAnswer;
import dev.postern.spi.UpstreamRequest;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(UpstreamExtension.class)
class BrokenProviderTest {
    private static final ChatRequest REQUEST =
            ChatRequest.builder().model(MISTRAL).user("hello").build();

    private final ScriptedUpstream upstream;

    BrokenProviderTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    /** Works but for one method, which returns null or throws. */
    private record Broken(URI base, String method, Supplier<@Nullable RuntimeException> failure) implements Provider {
        private <T> @Nullable T in(String name, T result) {
            if (!name.equals(method)) {
                return result;
            }
            RuntimeException thrown = failure.get();
            if (thrown == null) {
                return null;
            }
            throw thrown;
        }

        @Override
        public URI baseUrl() {
            return in("baseUrl", base);
        }

        @Override
        public UpstreamRequest encode(Call call) {
            return in("encode", new UpstreamRequest("POST", "chat/completions", Headers.empty(), call.body()));
        }

        @Override
        public Reply.Whole decode(Call call, UpstreamAnswer answer) {
            return in("decode", new Reply.Whole(answer.status(), Headers.empty(), answer.body()));
        }

        @Override
        public FrameDecoder frames() {
            return in("frames", new SseDecoder());
        }

        @Override
        public Headers answerHeaders(Headers upstream) {
            return in("answerHeaders", Headers.empty());
        }

        @Override
        public StreamDecoder streamDecoder(Call call) {
            return in("streamDecoder", new StreamDecoder() {
                private int count;

                @Override
                public void decode(Frame frame, Sink out) {
                    if (method.equals("secondFrame") && count++ > 0) {
                        throw new IllegalStateException("boom");
                    }
                    out.chunk(Body.parse(frame.data()));
                }

                @Override
                public void end(Sink out) {
                    out.complete();
                }
            });
        }

        @Override
        public PriceTable prices() {
            return in("prices", PriceTable.empty());
        }
    }

    private record Factory(Provider provider) implements ProviderFactory {
        @Override
        public String id() {
            return "broken";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public Provider create(ProviderContext context) {
            return provider;
        }
    }

    private Gateway gateway(String method, Supplier<@Nullable RuntimeException> failure, String config) {
        return TestGateways.builder(upstream)
                .plugin(new Factory(new Broken(URI.create(upstream.baseUrl() + "/"), method, failure)))
                .config(config)
                .build();
    }

    private static final String ALONE = "{\"provider\": \"broken\", \"api_key\": \"" + TestGateways.KEY + "\"}";

    @ParameterizedTest
    @ValueSource(strings = {"encode", "decode", "prices"})
    void nullFromAnAdapterNamesItAndItsJar(String method) {
        try (Gateway gateway = gateway(method, () -> null, ALONE)) {

            assertThatThrownBy(() -> gateway.chat(REQUEST))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("provider 'broken' (")
                    .hasMessageContaining("test-classes")
                    .hasMessageContaining("null from " + method);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encode", "decode", "prices"})
    void whateverAnAdapterThrowsNamesItAndTheAttemptIsNoted(String method) {
        try (Gateway gateway = gateway(method, () -> new IllegalStateException("boom"), ALONE)) {

            assertThatThrownBy(() -> gateway.chat(REQUEST))
                    .isInstanceOfSatisfying(PluginException.class, failure -> {
                        List<AttemptReport> attempts =
                                failure.report().orElseThrow().attempts();
                        assertThat(attempts).hasSize(1);
                        assertThat(attempts.get(0).sent()).isEqualTo(upstream.requestCount() == 1);
                        assertThat(failure.sent()).isEqualTo(upstream.requestCount() == 1);
                    })
                    .hasMessageContaining("provider 'broken' (")
                    .hasMessageContaining("failed in " + method);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"frames", "streamDecoder", "answerHeaders"})
    void aStreamFallsOverWhenAnAdapterBreaksBeforeItsFirstEvent(String method) {
        String config = TestGateways.strategy("fallback", ALONE, target(MISTRAL, ""));
        try (Gateway gateway = gateway(method, () -> null, config);
                ChatStream stream = gateway.stream(REQUEST)) {

            stream.forEach(chunk -> {});

            assertThat(stream.report().target()).isEqualTo("config.targets[1]");
            assertThat(stream.report().attempts())
                    .extracting(AttemptReport::sent)
                    .containsExactly(true, true);
        }
    }

    @Test
    void anAdapterThatBreaksInTheMiddleOfAStreamIsNamed() {
        try (Gateway gateway = gateway("secondFrame", () -> null, ALONE);
                ChatStream stream = gateway.stream(REQUEST)) {

            assertThatThrownBy(() -> stream.forEach(chunk -> {}))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("provider 'broken' (")
                    .hasMessageContaining("streamDecoder");
        }
    }

    @Test
    void aRequestThatTheAdapterRefusesAfterItWasSentCountsAsSent() {
        String config = TestGateways.strategy("fallback", ALONE, target(MISTRAL, ""));
        try (Gateway gateway =
                gateway("decode", () -> new dev.postern.api.InvalidRequestException("cannot read it", null), config)) {

            ChatResponse answer = gateway.chat(REQUEST);

            assertThat(answer.report().attempts())
                    .extracting(AttemptReport::sent)
                    .containsExactly(true, true);
        }
    }

    @Test
    void anAdapterWithoutBaseUrlStopsTheStartByName() {
        assertThatThrownBy(() -> gateway("baseUrl", () -> null, ALONE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("provider 'broken' (");
    }
}
