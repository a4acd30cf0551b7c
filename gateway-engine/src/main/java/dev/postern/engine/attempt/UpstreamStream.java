/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.attempt;

import dev.postern.api.Body;
import dev.postern.api.Cancellation;
import dev.postern.api.GatewayException;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonView;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.Reply;
import dev.postern.api.StreamBrokenException;
import dev.postern.api.UnreachableException;
import dev.postern.api.Usage;
import dev.postern.engine.call.OpenStream;
import dev.postern.engine.transport.TransportAnswer;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.FrameDecoder;
import dev.postern.spi.OpenAiForm;
import dev.postern.spi.StreamDecoder;
import dev.postern.spi.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A provider's stream: reads bytes when the caller pulls, and hands out the chunks that they complete.
 *
 * <p>{@link #begin()} waits for the first event that answers; until then a failure is the attempt's.
 */
final class UpstreamStream implements OpenStream, StreamDecoder.Sink {
    private static final int FIRST_BUFFER_BYTES = 8 << 10;
    private static final int MAX_BUFFER_BYTES = 32 << 10;
    private static final Duration DRAIN_TIME = Duration.ofMillis(50);

    private final UpstreamTarget target;
    private final Call call;
    private final TransportAnswer answer;
    private final Cancellation.Child attempt;
    private final Timer timer;
    private final FrameDecoder frames;
    private final StreamDecoder decoder;
    private final ArrayDeque<Body> chunks = new ArrayDeque<>();
    private final AtomicBoolean released = new AtomicBoolean();
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private boolean bytesEnded;
    private boolean complete;
    private boolean answered;
    private @Nullable Usage lastUsage;
    private int delivered;
    private int errorStatus;
    private @Nullable Body error;
    private @Nullable GatewayException bad;
    private @Nullable String served;

    UpstreamStream(UpstreamTarget target, Call call, TransportAnswer answer, Cancellation.Child attempt, Timer timer) {
        this.target = target;
        this.call = call;
        this.answer = answer;
        this.attempt = attempt;
        this.timer = timer;
        this.frames = target.provider().frames();
        this.decoder = target.provider().streamDecoder(call);
    }

    /**
     * Waits for the first event with {@code choices}.
     *
     * @return the stream, or a whole reply where the provider reported an error before it
     */
    Reply begin() {
        try {
            while (!answered && !complete && error == null && advance()) {
                // one frame or one read at a time
            }
        } catch (MalformedBodyException | InvalidRequestException e) {
            error(
                    502,
                    OpenAiForm.error(
                            target.providerId() + " sent an event that cannot be read: " + e.problem(),
                            "upstream_error"));
        } catch (StreamBrokenException e) {
            error(502, OpenAiForm.error(e.problem(), "upstream_error"));
        }
        Body failure = error;
        if (failure != null) {
            return new Reply.Whole(errorStatus, target.provider().answerHeaders(answer.headers()), failure);
        }
        if (!answered) {
            return new Reply.Whole(
                    502,
                    target.provider().answerHeaders(answer.headers()),
                    OpenAiForm.error(
                            target.providerId() + " ended its stream before the first event", "upstream_error"));
        }
        return new Reply.Streaming(answer.status(), target.provider().answerHeaders(answer.headers()), this);
    }

    @Override
    public @Nullable Body next() {
        while (true) {
            Body chunk = chunks.poll();
            if (chunk != null) {
                delivered++;
                return chunk;
            }
            if (complete) {
                drain();
                release();
                return null;
            }
            if (error != null) {
                throw failed(new StreamBrokenException(
                        target.providerId() + " reported an error in the middle of its stream", error));
            }
            pull();
        }
    }

    private void pull() {
        boolean more;
        try {
            GatewayException found = bad;
            if (found != null) {
                throw found;
            }
            more = advance();
        } catch (MalformedBodyException | InvalidRequestException e) {
            throw failed(new StreamBrokenException(
                    target.providerId() + " sent an event that cannot be read: " + e.problem(), e));
        } catch (UnreachableException e) {
            throw failed(new StreamBrokenException(e.problem(), e));
        } catch (GatewayException e) {
            throw failed(e);
        }
        if (!more && chunks.isEmpty() && !complete && error == null) {
            throw failed(new StreamBrokenException(
                    target.providerId() + " ended its stream before the answer was complete"));
        }
    }

    /** Closes the stream, and tells a failure by its cause where a cancellation was it. */
    private GatewayException failed(GatewayException failure) {
        boolean ended =
                attempt.cancellation().isCancelled() || Thread.currentThread().isInterrupted();
        release();
        return ended ? call.ended(true) : failure;
    }

    /** Decodes one frame, or else reads once; returns false where the bytes have ended and nothing is left. */
    private boolean advance() {
        Frame frame = frames.next();
        if (frame != null) {
            decoder.decode(frame, this);
            return true;
        }
        if (bytesEnded) {
            return false;
        }
        int read = answer.read(buffer, 0, buffer.length);
        if (read >= 0) {
            frames.feed(buffer, 0, read);
            makeRoom(read);
            return true;
        }
        bytesEnded = true;
        frames.end();
        Frame last = frames.next();
        while (last != null) {
            decoder.decode(last, this);
            last = frames.next();
        }
        decoder.end(this);
        return false;
    }

    /** A burst fills the buffer: the more it brings at once, the fewer reads here and flushes to the caller it costs. */
    private void makeRoom(int read) {
        if (read > buffer.length / 2 && buffer.length < MAX_BUFFER_BYTES) {
            buffer = new byte[2 * buffer.length];
        }
    }

    /** Reads the end of a complete answer, which is there or about to be, so that the connection can serve again. */
    private void drain() {
        if (bytesEnded || released.get()) {
            return;
        }
        Timer.Armed armed = timer.cancelAfter(DRAIN_TIME, attempt.cancellation(), Cancellation.Reason.CALLER);
        try {
            bytesEnded = answer.read(buffer, 0, buffer.length) < 0;
        } catch (UnreachableException e) {
            // The answer is complete all the same; the connection is not kept.
        } finally {
            armed.close();
        }
    }

    @Override
    public void chunk(Body chunk) {
        if (complete || error != null) {
            return;
        }
        if (!answered) {
            JsonView choices = chunk.json().get("choices");
            answered = choices.isArray() && choices.at(0).exists();
            served = chunk.json().get("model").string().orElse(null);
            if (served != null) {
                call.recorder().model(served);
            }
            if (lastUsage != null) {
                // Reported before the chunk that names the model, which is what it is priced by.
                Costs.record(target.provider().prices(), call, served, lastUsage);
            }
        }
        chunks.add(chunk);
    }

    @Override
    public void usage(Usage usage) {
        if (!complete && error == null) {
            lastUsage = usage;
            Costs.record(target.provider().prices(), call, served, usage);
        }
    }

    @Override
    public void complete() {
        if (error == null) {
            complete = true;
        }
    }

    @Override
    public void error(int status, Body body) {
        if (!complete && error == null) {
            errorStatus = status >= 400 && status <= 599 ? status : 502;
            error = body;
        }
    }

    @Override
    public boolean ready() {
        // The events of one read are to go on together, so those that wait as bytes count too.
        while (chunks.isEmpty() && !complete && error == null && bad == null) {
            try {
                Frame frame = frames.next();
                if (frame == null) {
                    return released.get();
                }
                decoder.decode(frame, this);
            } catch (GatewayException e) {
                bad = e;
            }
        }
        return true;
    }

    @Override
    public boolean isOpen() {
        return !released.get();
    }

    @Override
    public void close() {
        if (!released.get()) {
            attempt.cancellation().cancel(Cancellation.Reason.CALLER);
            release();
        }
    }

    private void release() {
        if (released.compareAndSet(false, true)) {
            if (answered && lastUsage == null) {
                Costs.recordEstimate(target.provider().prices(), call, served, delivered);
            }
            answer.close();
            attempt.close();
        }
    }
}
