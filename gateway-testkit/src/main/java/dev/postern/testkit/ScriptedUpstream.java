/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs an LLM provider on 127.0.0.1 that speaks Anyscale's wire, plays scripted faults and records what it received.
 *
 * <p>It answers {@code POST …/chat/completions}, {@code …/completions} (both whole or streamed), {@code …/embeddings} and
 * {@code GET …/models}, {@code …/models/{id}} under any path prefix. A request needs {@code Authorization: Bearer} with an
 * accepted key; without one it gets 401 and takes no step of a script. Two exchanges never share state, and the answer
 * depends on the request alone: {@code "Say X"} is answered with X, anything else with twelve words drawn from a hash of model
 * and messages, a request with tools with a call of the chosen (else the first) tool, JSON mode with a small object. Ids and
 * {@code created} differ from call to call.
 *
 * <p>Tokens are counted by one rule: words between white space; a chat prompt costs 4 more per message and 3 more in all.
 * {@code max_tokens} cuts after so many words with {@code finish_reason:"length"}.
 *
 * <p>Some model names ask for a fault by themselves, with any text up to a slash before them: {@code fail-500} (any status
 * from 200), {@code delay-200} (milliseconds before the answer), {@code cut-3} (a stream that breaks after 3 events),
 * {@code silent} (never answers), {@code unknown-model} (404).
 *
 * <p>A step is taken from the script {@linkplain #when of the model}, else from {@linkplain #any the one for any model}, else
 * the magic name decides, else the request is answered.
 *
 * <p>Thread-safe. Each connection has a thread, a virtual one where the JDK has them. {@link #close} ends them all at once.
 */
public final class ScriptedUpstream implements AutoCloseable {
    private final Recorder recorder;
    private final Scripts scripts;
    private final Acceptor acceptor;
    private final Profile profile;

    private ScriptedUpstream(Builder builder) {
        this.profile = builder.profile;
        this.recorder = new Recorder(builder.history);
        this.scripts = new Scripts();
        List<String> listed = builder.models.isEmpty() ? WireSettings.HISTORIC_MODELS : List.copyOf(builder.models);
        WireSettings settings = new WireSettings(listed, builder.models.isEmpty(), builder.embeddingDimensions);
        Responder responder = new Responder(Wire.of(profile, settings), scripts, Set.copyOf(builder.keys));
        this.acceptor = Acceptor.start(builder.port, responder, recorder, builder.betweenWrites);
    }

    /** Starts an upstream with the defaults of {@link Builder}: Endpoints, on a free port. */
    public static ScriptedUpstream start() {
        return builder().start();
    }

    /** Starts an upstream of a profile on a free port. */
    public static ScriptedUpstream start(Profile profile) {
        return builder().profile(profile).start();
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the profile that this upstream speaks. */
    public Profile profile() {
        return profile;
    }

    /** Returns the port on 127.0.0.1. */
    public int port() {
        return acceptor.port();
    }

    /** Returns {@code http://127.0.0.1:<port>/v1}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    /** Returns the script of a model, made at the first call; the model is served from then on. */
    public Script when(String model) {
        return scripts.when(model);
    }

    /** Returns the script for requests whose model has no step of its own, and for those without a model. */
    public Script any() {
        return scripts.any();
    }

    /** Sets the text of all answers of a model; {@link Script#thenAnswer(String)} overrides it for one. */
    public ScriptedUpstream answer(String model, String text) {
        scripts.text(model, text);
        return this;
    }

    /** Forgets scripts, texts, requests and counts; connections stay open, and running exchanges run on. */
    public void reset() {
        scripts.clear();
        recorder.reset();
    }

    /** Returns the last requests, oldest first, at most as many as the {@linkplain Builder#history history} keeps. */
    public List<ReceivedRequest> requests() {
        return recorder.requests();
    }

    /** Returns the last requests for a model, oldest first. */
    public List<ReceivedRequest> requests(String model) {
        List<ReceivedRequest> matching = new ArrayList<>(recorder.requests());
        matching.removeIf(request -> !request.model().orElse("").equals(model));
        return matching;
    }

    /**
     * Returns the last request.
     *
     * @throws AssertionError if there was none
     */
    public ReceivedRequest lastRequest() {
        List<ReceivedRequest> requests = recorder.requests();
        if (requests.isEmpty()) {
            throw new AssertionError("the upstream has received no request");
        }
        return requests.get(requests.size() - 1);
    }

    /** Returns how many requests were received since the start or the last reset; exact beyond the history. */
    public long requestCount() {
        return recorder.requestCount();
    }

    /** Returns how many exchanges ended so; for {@link Outcome#PENDING} how many run now. */
    public long count(Outcome outcome) {
        return recorder.count(outcome);
    }

    /** Returns how many connections were accepted; after a reset those open then count as the first. */
    public long connectionsOpened() {
        return recorder.connectionsOpened();
    }

    /** Returns how many connections are open now. */
    public int openConnections() {
        return recorder.openConnections();
    }

    /**
     * Returns the highest number of exchanges that ran at once. One ends just before its last byte leaves; one whose caller
     * leaves ends when the upstream notices.
     */
    public int maxConcurrent() {
        return recorder.maxConcurrent();
    }

    /**
     * Waits until at least so many requests were received.
     *
     * @throws AssertionError if the time runs out
     */
    public void awaitRequests(long count, Duration timeout) {
        recorder.await(count + " requests", () -> recorder.requestCount() >= count, timeout);
    }

    /**
     * Waits until at least so many callers left before their answer was complete.
     *
     * @throws AssertionError if the time runs out
     */
    public void awaitCallerGone(long count, Duration timeout) {
        recorder.await(count + " callers gone", () -> recorder.count(Outcome.CALLER_GONE) >= count, timeout);
    }

    /**
     * Waits until no exchange runs.
     *
     * @throws AssertionError if the time runs out
     */
    public void awaitIdle(Duration timeout) {
        recorder.await("idle moment", () -> recorder.count(Outcome.PENDING) == 0, timeout);
    }

    /**
     * Waits until at most so many connections are open.
     *
     * @throws AssertionError if the time runs out
     */
    public void awaitOpenConnections(int most, Duration timeout) {
        recorder.await("drop to " + most + " open connections", () -> recorder.openConnections() <= most, timeout);
    }

    /** Closes the port and all connections at once and waits until their threads are gone; closing twice is harmless. */
    @Override
    public void close() {
        acceptor.close();
    }

    /** Returns profile and port. */
    @Override
    public String toString() {
        return "ScriptedUpstream[" + profile + ", port " + port() + "]";
    }

    /** Collects the settings of a {@link ScriptedUpstream}. Not thread-safe; may start several upstreams. */
    public static final class Builder {
        private Profile profile = Profile.ENDPOINTS;
        private int port;
        private final Set<String> keys = new LinkedHashSet<>();
        private final Set<String> models = new LinkedHashSet<>();
        private int history = 10_000;
        private int embeddingDimensions = 64;
        private Duration betweenWrites = Duration.ZERO;

        private Builder() {}

        /** Sets the profile; {@link Profile#ENDPOINTS} by default. */
        public Builder profile(Profile value) {
            profile = value;
            return this;
        }

        /** Sets the port; 0, the default, takes a free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Adds accepted keys; without any, every key that is not blank is accepted. */
        public Builder keys(String... values) {
            keys.addAll(List.of(values));
            return this;
        }

        /**
         * Adds models, the only ones served and listed then, beside adapters {@code base:name} of them, scripted and magic
         * ones. Without any, every model but {@code unknown-model} is served, and those of the historic price list are
         * listed.
         */
        public Builder models(String... values) {
            models.addAll(List.of(values));
            return this;
        }

        /** Sets how many requests are kept, bodies included; 10,000 by default. Counts are exact beyond. */
        public Builder history(int requests) {
            history = requests;
            return this;
        }

        /** Sets the length of embedding vectors; 64 by default. */
        public Builder embeddingDimensions(int value) {
            embeddingDimensions = value;
            return this;
        }

        /** Sets the time between two writes of a stream, to look like a model at work; zero by default. */
        public Builder betweenWrites(Duration value) {
            betweenWrites = value;
            return this;
        }

        /**
         * Starts an upstream.
         *
         * @throws java.io.UncheckedIOException if the port cannot be had
         */
        public ScriptedUpstream start() {
            return new ScriptedUpstream(this);
        }
    }
}
