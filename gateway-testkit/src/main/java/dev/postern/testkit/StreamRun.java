/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.Body;
import dev.postern.api.GatewayException;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.FrameDecoder;
import dev.postern.spi.Provider;
import dev.postern.spi.StreamDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a provider's decoders over the bytes of a stream, as the gateway's transport does it. */
final class StreamRun implements StreamDecoder.Sink {
    private final List<Body> chunks = new ArrayList<>();
    private final List<Body> errors = new ArrayList<>();
    private @Nullable Usage usage;
    private @Nullable GatewayException failure;
    private int completed;
    private boolean chunkAfterEnd;

    private StreamRun() {}

    /** Feeds the bytes in pieces that end at the given positions, the last one at their end; for the whole one: none. */
    static StreamRun of(Provider provider, Call call, byte[] bytes, int... cuts) {
        StreamRun run = new StreamRun();
        FrameDecoder frames = provider.frames();
        StreamDecoder decoder = provider.streamDecoder(call);
        try {
            int from = 0;
            for (int cut : cuts) {
                run.feed(frames, decoder, bytes, from, cut);
                from = cut;
            }
            run.feed(frames, decoder, bytes, from, bytes.length);
            frames.end();
            run.drain(frames, decoder);
            decoder.end(run);
        } catch (GatewayException broken) {
            run.failure = broken;
        }
        return run;
    }

    /** Scribbles over the buffer afterwards, since the transport fills it anew. */
    private void feed(FrameDecoder frames, StreamDecoder decoder, byte[] bytes, int from, int to) {
        byte[] buffer = new byte[to - from + 2];
        System.arraycopy(bytes, from, buffer, 1, to - from);
        frames.feed(buffer, 1, to - from);
        Arrays.fill(buffer, (byte) '#');
        drain(frames, decoder);
    }

    private void drain(FrameDecoder frames, StreamDecoder decoder) {
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            decoder.decode(frame, this);
        }
    }

    @Override
    public void chunk(Body chunk) {
        chunkAfterEnd |= hasEnded();
        chunks.add(chunk);
    }

    @Override
    public void usage(Usage tokens) {
        usage = tokens;
    }

    @Override
    public void complete() {
        chunkAfterEnd |= hasEnded();
        completed++;
    }

    @Override
    public void error(int status, Body error) {
        chunkAfterEnd |= hasEnded();
        errors.add(error);
    }

    private boolean hasEnded() {
        return completed > 0 || !errors.isEmpty();
    }

    List<Body> chunks() {
        return chunks;
    }

    List<Body> errors() {
        return errors;
    }

    @Nullable
    Usage usage() {
        return usage;
    }

    int completed() {
        return completed;
    }

    /** Whether something came after the end, which no reader would see. */
    boolean wentOn() {
        return chunkAfterEnd;
    }

    /** Whether a chunk said that a choice is finished. */
    boolean sawFinish() {
        for (Body chunk : chunks) {
            for (var choice : chunk.json().get("choices").elements()) {
                if (choice.get("finish_reason").string().isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Everything that a reader sees, to compare runs by. */
    String transcript() {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.text()).append('\n'));
        errors.forEach(error -> text.append("error ").append(error.text()).append('\n'));
        return text.append(usage)
                .append(", completed ")
                .append(completed)
                .append(failure == null ? "" : ", " + failure.getClass().getSimpleName())
                .toString();
    }
}
