/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.JsonLimits;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.FrameDecoder;
import dev.postern.spi.Provider;
import dev.postern.spi.StreamDecoder;
import dev.postern.spi.TimeSource;
import dev.postern.spi.UpstreamAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts requests and answers through a provider as the gateway does, without a network.
 *
 * <p>Its calls have one minute on a time that stands at {@link FakeTime#START}; a provider that sleeps fails the test.
 * What the provider throws reaches the test. As safe for many threads as the provider is.
 */
public final class ProviderProbe {
    private final Provider provider;

    /** Probes that provider. */
    public ProviderProbe(Provider provider) {
        this.provider = provider;
    }

    /** Returns a call with that JSON, under strict compliance. */
    public static Call call(Operation operation, String body) {
        return call(operation, body, true);
    }

    /** Returns a call with that JSON, under strict compliance or not. */
    public static Call call(Operation operation, String body, boolean strict) {
        return TestCalls.of(operation, Body.parse(utf8(body)))
                .with(options -> options.strictOpenAiCompliance(strict))
                .time(new StandingTime())
                .deadline(Duration.ofMinutes(1))
                .call();
    }

    /** Returns the body that is sent; fails where there is none. */
    public String sent(Operation operation, String body) {
        Body sent = provider.encode(call(operation, body)).body();
        if (sent == null) {
            throw new AssertionError(operation.name() + " is sent without a body");
        }
        return sent.text();
    }

    /** Returns what the caller gets where the upstream answers that request so, without headers. */
    public Reply.Whole answered(Operation operation, String request, int status, String content) {
        return answered(call(operation, request), status, content);
    }

    /** Returns what the caller gets where the upstream answers that call so, without headers. */
    public Reply.Whole answered(Call call, int status, String content) {
        return provider.decode(call, new UpstreamAnswer(status, Headers.empty(), utf8(content), JsonLimits.DEFAULT));
    }

    /** Returns what the decoder of that request's stream said to the bytes of these events, given in one piece. */
    public Heard streamed(Operation operation, String request, String events) {
        StreamDecoder decoder = provider.streamDecoder(call(operation, request));
        FrameDecoder frames = provider.frames();
        Heard heard = new Heard();
        byte[] bytes = utf8(events);
        frames.feed(bytes, 0, bytes.length);
        frames.end();
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            decoder.decode(frame, heard);
        }
        decoder.end(heard);
        return heard;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Keeps what a stream's decoder said, in order. Not thread-safe. */
    public static final class Heard implements StreamDecoder.Sink {
        private final List<Body> chunks = new ArrayList<>();
        private final List<String> said = new ArrayList<>();
        private final List<Usage> usages = new ArrayList<>();

        /** Creates one that has heard nothing yet. */
        public Heard() {}

        @Override
        public void chunk(Body chunk) {
            chunks.add(chunk);
            said.add("chunk " + chunk.text());
        }

        @Override
        public void usage(Usage usage) {
            usages.add(usage);
        }

        @Override
        public void complete() {
            said.add("complete");
        }

        @Override
        public void error(int status, Body error) {
            said.add("error " + status + " " + error.text());
        }

        /** Returns the chunks. */
        public List<Body> chunks() {
            return List.copyOf(chunks);
        }

        /** Returns what a reader sees: {@code chunk <json>}, {@code complete} and {@code error <status> <json>}. */
        public List<String> said() {
            return List.copyOf(said);
        }

        /** Returns every report of tokens. */
        public List<Usage> usages() {
            return List.copyOf(usages);
        }
    }

    private static final class StandingTime implements TimeSource {
        @Override
        public Instant now() {
            return FakeTime.START;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) {
            throw new AssertionError("a provider's codec waits for nothing");
        }
    }
}
