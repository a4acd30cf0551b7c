/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.api.AttemptReport;
import dev.postern.api.Body;
import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.Cost;
import dev.postern.api.Headers;
import dev.postern.api.JsonLimits;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.Trace;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Deadline;
import dev.postern.spi.Frame;
import dev.postern.spi.FrameDecoder;
import dev.postern.spi.Provider;
import dev.postern.spi.Recorder;
import dev.postern.spi.StreamDecoder;
import dev.postern.spi.TimeSource;
import dev.postern.spi.UpstreamAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts requests and answers through a provider as the gateway does, without a network. */
final class Probe {
    static final long NOW = 1_700_000_000L;

    private final Provider provider;

    Probe(Provider provider) {
        this.provider = provider;
    }

    static Call call(Operation operation, String body) {
        return call(operation, body, true);
    }

    static Call call(Operation operation, String body, boolean strict) {
        return new Call(
                operation,
                json(body),
                CallOptions.builder().strictOpenAiCompliance(strict).build(),
                new Trace("trace-1", "span-1", null, null),
                Map.of(),
                Deadline.after(Duration.ofMinutes(1), new FixedTime()),
                new Cancellation(),
                new NoRecorder());
    }

    /** Returns the body that is sent. */
    String sent(Operation operation, String body) {
        return provider.encode(call(operation, body)).body().text();
    }

    Reply.Whole answered(Operation operation, String request, int status, String content) {
        return answered(call(operation, request), status, content);
    }

    Reply.Whole answered(Call call, int status, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return provider.decode(call, new UpstreamAnswer(status, Headers.empty(), bytes, JsonLimits.DEFAULT));
    }

    Heard streamed(Operation operation, String request, String events) {
        StreamDecoder decoder = provider.streamDecoder(call(operation, request));
        FrameDecoder frames = provider.frames();
        Heard heard = new Heard();
        byte[] bytes = events.getBytes(StandardCharsets.UTF_8);
        frames.feed(bytes, 0, bytes.length);
        frames.end();
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            decoder.decode(frame, heard);
        }
        decoder.end(heard);
        return heard;
    }

    static Body json(String text) {
        return Body.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a stream's decoder said, in order. */
    static final class Heard implements StreamDecoder.Sink {
        final List<Body> chunks = new ArrayList<>();
        final List<String> said = new ArrayList<>();
        final List<Usage> usages = new ArrayList<>();

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
    }

    private static final class FixedTime implements TimeSource {
        @Override
        public Instant now() {
            return Instant.ofEpochSecond(NOW);
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) {
            throw new AssertionError("nothing here waits");
        }
    }

    private static final class NoRecorder implements Recorder {
        @Override
        public void attempt(AttemptReport attempt) {}

        @Override
        public int retry() {
            return 1;
        }

        @Override
        public void retries(int count) {}

        @Override
        public void model(String name) {}

        @Override
        public void usage(Usage usage, Cost cost) {}

        @Override
        public void cacheStatus(CacheStatus status) {}

        @Override
        public void put(String key, String value) {}
    }
}
