/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import dev.postern.spi.CallObserver;
import dev.postern.spi.ConfigSource;
import dev.postern.spi.CredentialSource;
import dev.postern.spi.GatewayFactory;
import dev.postern.spi.Plugin;
import dev.postern.spi.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Calls language models through any provider, as a config says.
 *
 * <p>Make one per service and share it: it is safe for many threads and holds the connections. Calls block; on virtual
 * threads that costs nothing. No call throws a checked exception; all throw {@link GatewayException}.
 */
public interface Gateway extends AutoCloseable {
    /**
     * Starts a gateway.
     *
     * @throws ConfigException if no engine is on the class path; the message names the dependency to add
     */
    static Builder builder() {
        return ServiceLoader.load(GatewayFactory.class, Gateway.class.getClassLoader())
                .findFirst()
                .or(() -> ServiceLoader.load(GatewayFactory.class).findFirst())
                .orElseThrow(() -> new ConfigException(
                        "no engine on the class path; add the dependency dev.postern:gateway-engine"))
                .newBuilder();
    }

    /**
     * Makes any call; the typed ones stand on this.
     *
     * <p>Returns a reply of any status. Close the answer when it is a stream.
     *
     * <p>A cancel or the deadline interrupts the thread that is in here, and takes that interrupt back before returning. One
     * of the caller's own that comes at the same moment cannot be told from it and is taken as the cancel.
     *
     * @throws GatewayException if no answer exists
     */
    Answer call(Operation operation, Body body, CallOptions options);

    /** Asks for a chat completion with default options. */
    default ChatResponse chat(ChatRequest request) {
        return chat(request, CallOptions.none());
    }

    /**
     * Asks for a chat completion.
     *
     * @throws UpstreamException if the provider's answer is no success
     */
    default ChatResponse chat(ChatRequest request, CallOptions options) {
        return whole(Operation.CHAT, request.body().without("stream"), options, ChatResponse::new);
    }

    /** Asks for a chat completion without blocking, with default options. */
    default CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
        return chatAsync(request, CallOptions.none());
    }

    /** Asks for a chat completion without blocking; cancelling the future cancels the provider's work. */
    CompletableFuture<ChatResponse> chatAsync(ChatRequest request, CallOptions options);

    /** Asks for a chat completion as a stream, with default options. */
    default ChatStream stream(ChatRequest request) {
        return stream(request, CallOptions.none());
    }

    /**
     * Asks for a chat completion as a stream; returns once its first event is there.
     *
     * @throws UpstreamException if the provider's answer is no success
     */
    default ChatStream stream(ChatRequest request, CallOptions options) {
        Answer answer = call(Operation.CHAT, request.body().with("stream", true), options);
        if (answer.reply() instanceof Reply.Streaming streaming) {
            return new ChatStream(streaming.events(), answer::report);
        }
        throw failure((Reply.Whole) answer.reply(), answer.report());
    }

    /** Asks for a text completion with default options. */
    default CompletionResponse complete(CompletionRequest request) {
        return complete(request, CallOptions.none());
    }

    /**
     * Asks for a text completion, the older form of a chat.
     *
     * @throws UpstreamException if the provider's answer is no success
     */
    default CompletionResponse complete(CompletionRequest request, CallOptions options) {
        return whole(Operation.COMPLETIONS, request.body().without("stream"), options, CompletionResponse::new);
    }

    /** Asks for embeddings with default options. */
    default EmbeddingResponse embed(EmbeddingRequest request) {
        return embed(request, CallOptions.none());
    }

    /**
     * Asks for embeddings of texts.
     *
     * @throws UpstreamException if the provider's answer is no success
     */
    default EmbeddingResponse embed(EmbeddingRequest request, CallOptions options) {
        return whole(Operation.EMBEDDINGS, request.body(), options, EmbeddingResponse::new);
    }

    /** Asks for the list of models with default options. */
    default ModelList models() {
        return models(CallOptions.none());
    }

    /**
     * Asks for the list of models.
     *
     * @throws UpstreamException if the provider's answer is no success
     */
    default ModelList models(CallOptions options) {
        return whole(Operation.MODELS, Body.empty(), options, ModelList::new);
    }

    /** Returns the default config's pipeline as text: every stage with its plugin's jar and version, secrets masked. */
    String describe();

    /** Returns what the breakers know of each target that a config watches by {@code cb_config}; none where none does. */
    default List<TargetHealth> health() {
        return List.of();
    }

    /**
     * Replaces the default config: calls that begin from now on take this one, running ones end under the old.
     *
     * @throws ConfigException with all problems in one; the old config stays
     */
    void update(String json);

    /**
     * Replaces the default config by that of a JSON file, as {@link #update(String)} does.
     *
     * @throws ConfigException if the file cannot be read, or with all problems in one; the old config stays
     */
    void update(Path file);

    /**
     * Checks a config for use by name, and changes nothing.
     *
     * @param operator whether the operator wrote it, so that {@code ${env:NAME}} is allowed
     * @throws ConfigException with all problems in one
     */
    void check(String json, boolean operator);

    /** Returns this gateway's plugins of a type, those given to its builder first; for what stands beside the engine. */
    <T> List<T> plugins(Class<T> type);

    /**
     * Refuses new calls, lets running ones end for up to 30 seconds, cancels the rest and frees everything.
     *
     * <p>Closing twice is harmless.
     */
    @Override
    void close();

    private <T> T whole(Operation operation, Body body, CallOptions options, BiFunction<Body, CallReport, T> typed) {
        Answer answer = call(operation, body, options);
        if (answer.reply() instanceof Reply.Whole whole) {
            if (whole.isSuccess()) {
                return typed.apply(whole.body(), answer.report());
            }
            throw failure(whole, answer.report());
        }
        answer.close();
        throw new IllegalStateException("a whole answer was asked for and a stream came");
    }

    private static UpstreamException failure(Reply.Whole reply, CallReport report) {
        UpstreamException failure =
                new UpstreamException(reply, reply.retryAfter(Instant.now()).orElse(null));
        failure.attach(report);
        return failure;
    }

    /** Collects what a gateway needs; not thread-safe. Everything has a default but the config or provider of a call. */
    interface Builder {
        /** Sets the default config from a JSON file. */
        Builder config(Path file);

        /** Sets the default config from JSON text. */
        Builder config(String json);

        /** Adds a config that calls can choose by name. */
        Builder config(String name, String json);

        /** Sets where configs that the builder does not have are found by name. */
        Builder configs(ConfigSource source);

        /**
         * Adds every {@code <name>.json} of a folder as a config of that name, and takes changes within about a second.
         *
         * <p>A file that is written badly later is reported once in the log, and the config stays as it was.
         */
        Builder configs(Path folder);

        /** Sets where {@code virtual_key} is looked up. */
        Builder credentials(CredentialSource source);

        /** Sets the operator's settings of a provider, such as {@code base_url}; values are JSON's own types. */
        Builder provider(String id, Map<String, ?> settings);

        /** Reads the operator's settings from a JSON file: {@code {"providers": {"<id>": {…}}, "allow_hosts": […]}}. */
        Builder settings(Path file);

        /** Allows calls and callers' configs to send to this origin, such as {@code https://llm.example:8443}. */
        Builder allowHost(String origin);

        /** Adds a plugin that is not found by {@link ServiceLoader}, or stands in for one of the same id that is. */
        Builder plugin(Plugin plugin);

        /** Adds an observer of all calls. */
        default Builder observer(CallObserver observer) {
            return plugin(observer);
        }

        /** Sets how long a call may take that has no deadline of its own; 600 seconds unless set. */
        Builder deadline(Duration limit);

        /** Sets the limits on the gateway's resources. */
        Builder limits(Limits limits);

        /** Sets where {@code ${env:NAME}} is looked up; the process's environment unless set. */
        Builder environment(Function<String, Optional<String>> variables);

        /** Sets the clocks; for tests. */
        Builder time(TimeSource time);

        /** Sets the source of chance; for tests. */
        Builder random(RandomGenerator random);

        /**
         * Checks everything and starts the gateway.
         *
         * @throws ConfigException with all problems in one
         */
        Gateway build();
    }
}
