/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.InvalidRequestException;
import dev.postern.api.Operation;
import dev.postern.spi.Call;
import dev.postern.spi.Provider;
import dev.postern.spi.UpstreamRequest;
import dev.postern.testkit.ProviderProbe;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    private final OpenAiProvider provider = OpenAiProvider.builder("openai")
            .baseUrl(URI.create("https://example.com/v1"))
            .build();
    private final ProviderProbe probe = new ProviderProbe(provider);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"messages\":[]}",
                " { \"model\" : \"m\", \"top_k\": 5, \"guided_json\": {\"a\":[1.0, 1e2]}, \"stream\": false }\n",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{ \"include_usage\" : true, \"x\": 1 }}",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":7}"
            })
    void aRequestInWhichNothingMustChangeIsTheSameBody(String request) {
        Call call = ProviderProbe.call(Operation.CHAT, request);

        assertThat(provider.encode(call).body()).isSameAs(call.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"stream\":true} | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":true,\"stream_options\":null} | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream_options\":{\"x\": 1},\"stream\":true} | {\"stream_options\":{\"x\": 1,\"include_usage\":true},\"stream\":true}",
                "{\"stream_options\":{\"include_usage\":false},\"stream\":true} | {\"stream_options\":{\"include_usage\":true},\"stream\":true}",
            })
    void aStreamIsAskedForItsTokensAndKeepsItsOtherOptions(String asked, String sent) {
        assertThat(probe.sent(Operation.CHAT, asked)).isEqualTo(sent);
        assertThat(probe.sent(Operation.COMPLETIONS, asked)).isEqualTo(sent);
    }

    @Test
    void streamOptionsAreLeftAloneWhereTheSettingsSaySo() {
        Provider quiet = OpenAiProvider.builder("openai")
                .baseUrl(URI.create("https://example.com/v1"))
                .streamUsage(false)
                .build();

        assertThat(new ProviderProbe(quiet).sent(Operation.CHAT, "{\"stream\":true}"))
                .isEqualTo("{\"stream\":true}");
    }

    @Test
    void aMappedModelIsSentAsMappedAndEveryOtherAsItIs() {
        Provider mapping = OpenAiProvider.builder("openai")
                .baseUrl(URI.create("https://example.com/v1"))
                .models(Map.of("fast", "gpt-4o-mini"))
                .build();
        ProviderProbe mapped = new ProviderProbe(mapping);

        assertThat(mapped.sent(Operation.CHAT, "{ \"model\": \"fast\", \"n\":1}"))
                .isEqualTo("{ \"model\": \"gpt-4o-mini\", \"n\":1}");
        assertThat(mapped.sent(Operation.EMBEDDINGS, "{\"model\":\"other\"}")).isEqualTo("{\"model\":\"other\"}");
        assertThat(mapped.sent(Operation.CHAT, "{}")).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "chat, POST, chat/completions",
        "completions, POST, completions",
        "embeddings, POST, embeddings",
    })
    void operationsGoToTheirPaths(String name, String method, String path) {
        UpstreamRequest request = provider.encode(ProviderProbe.call(new Operation(name, method, path, true), "{}"));

        assertThat(request.method()).isEqualTo(method);
        assertThat(request.path()).isEqualTo(path);
        assertThat(request.headers().size()).isZero();
    }

    @Test
    void modelsAreAskedForWithoutABody() {
        UpstreamRequest request = provider.encode(ProviderProbe.call(Operation.MODELS, "{}"));

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("models");
        assertThat(request.body()).isNull();
    }

    @Test
    void anUnknownOperationIsRefusedByName() {
        Call call = ProviderProbe.call(new Operation("moderations", "POST", "moderations", false), "{}");

        assertThatThrownBy(() -> provider.encode(call))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("provider openai does not know the operation moderations");
    }
}
