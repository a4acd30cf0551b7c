/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.JsonLimits;
import dev.postern.api.Operation;
import dev.postern.spi.Call;
import dev.postern.spi.Provider;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.ProviderFactory;
import dev.postern.spi.UpstreamAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an author tells {@link ProviderContract} about a provider and its wire. */
abstract class ProviderWire {
    ProviderWire() {}

    /** Returns a new factory of the provider under test. */
    protected abstract ProviderFactory factory();

    /** Returns a whole successful answer to {@link #chatRequest()} as the provider sends it; JSON with its tokens. */
    protected abstract String chatAnswer();

    /** Returns an error as the provider sends it. */
    protected abstract String errorAnswer();

    /** Returns a whole successful stream as the provider sends it, its tokens and its end included. */
    protected abstract String chatStream();

    /** Returns the operator's settings as JSON; {@code {}} by default. */
    protected String settings() {
        return "{}";
    }

    /** Returns an environment variable; none is set by default. */
    protected Optional<String> environment(String name) {
        return Optional.empty();
    }

    /** Returns the chat request in OpenAI's form that is encoded; one user message by default. */
    protected String chatRequest() {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}";
    }

    /** Returns what {@link #chatRequest()} becomes on the wire, as JSON; null by default: not compared. */
    protected @Nullable String expectedRequest() {
        return null;
    }

    /** Returns successful answers to operations beside chat: completions, embeddings, models; none by default. */
    protected Map<Operation, String> moreAnswers() {
        return Map.of();
    }

    /** Returns the content type of streams; {@code text/event-stream} by default. */
    protected String streamContentType() {
        return "text/event-stream; charset=utf-8";
    }

    /** Returns whether the wire has OpenAI's form, so that members unknown to all must survive; true by default. */
    protected boolean speaksOpenAiForm() {
        return true;
    }

    /** Returns a model whose price the provider must know with these settings; null by default: none. */
    protected @Nullable String listedModel() {
        return null;
    }

    final Provider provider() {
        ProviderFactory factory = factory();
        return factory.create(new ProviderContext(TestSettings.read(settings(), factory.keys()), this::environment));
    }

    final TestCalls chat() {
        return TestCalls.of(Operation.CHAT, Samples.body(chatRequest()));
    }

    final byte[] streamBytes() {
        return chatStream().getBytes(StandardCharsets.UTF_8);
    }

    static Call callOf(Operation operation) {
        if (operation.equals(Operation.EMBEDDINGS)) {
            return TestCalls.embedding("m", "text").call();
        }
        return operation.equals(Operation.COMPLETIONS)
                ? TestCalls.completion("m", "text").call()
                : TestCalls.models().call();
    }

    static OpenAiSchema schemaOf(Operation operation) {
        if (operation.equals(Operation.EMBEDDINGS)) {
            return OpenAiSchema.EMBEDDING_LIST;
        }
        if (operation.equals(Operation.COMPLETIONS)) {
            return OpenAiSchema.COMPLETION;
        }
        if (operation.equals(Operation.MODELS)) {
            return OpenAiSchema.MODEL_LIST;
        }
        throw new IllegalArgumentException("no schema for the operation " + operation.name());
    }

    static UpstreamAnswer wire(int status, String body) {
        return wire(status, body.getBytes(StandardCharsets.UTF_8));
    }

    static UpstreamAnswer wire(int status, byte[] body) {
        Headers headers = Headers.of("content-type", "application/json");
        return new UpstreamAnswer(status, headers, body.clone(), JsonLimits.DEFAULT);
    }

    static Body encoded(Provider provider, Call call) {
        return Objects.requireNonNull(provider.encode(call).body(), "the body of a chat request");
    }
}
