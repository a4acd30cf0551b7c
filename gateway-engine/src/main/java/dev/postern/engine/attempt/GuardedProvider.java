/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.attempt;

import dev.postern.api.GatewayException;
import dev.postern.api.Headers;
import dev.postern.api.PluginException;
import dev.postern.api.Reply;
import dev.postern.api.Secret;
import dev.postern.engine.discovery.PluginOrigin;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.FrameDecoder;
import dev.postern.spi.PriceTable;
import dev.postern.spi.Provider;
import dev.postern.spi.StreamDecoder;
import dev.postern.spi.UpstreamAnswer;
import dev.postern.spi.UpstreamRequest;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a provider's adapter to its contract: whatever it throws, and null in place of a result, becomes an error that
 * names it and its jar.
 */
public final class GuardedProvider implements Provider {
    private final Provider provider;
    private final PluginOrigin origin;
    private final String named;

    /** Guards an adapter; {@code id} is what configs call it. */
    public GuardedProvider(String id, Provider provider) {
        this.provider = provider;
        this.origin = PluginOrigin.of(provider.getClass());
        this.named = "provider '" + id + "' (" + origin + ")";
    }

    /** Returns where the adapter came from. */
    public PluginOrigin origin() {
        return origin;
    }

    private <T> T hold(String method, boolean sent, Supplier<? extends @Nullable T> work) {
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            throw broken(method, sent, e);
        }
        if (result == null) {
            throw new PluginException(named + " returned null from " + method, sent, null);
        }
        return result;
    }

    private RuntimeException broken(String method, boolean sent, Throwable failure) {
        if (failure instanceof GatewayException told) {
            return told;
        }
        if (failure instanceof OutOfMemoryError memory) {
            throw memory;
        }
        String problem =
                named + " failed in " + method + " with " + failure.getClass().getName();
        return new PluginException(problem, sent, failure);
    }

    @Override
    public URI baseUrl() {
        return hold("baseUrl", false, provider::baseUrl);
    }

    @Override
    public UpstreamRequest encode(Call call) {
        return hold("encode", false, () -> provider.encode(call));
    }

    @Override
    public Headers authorization(Secret key) {
        return hold("authorization", false, () -> provider.authorization(key));
    }

    @Override
    public Reply.Whole decode(Call call, UpstreamAnswer answer) {
        return hold("decode", true, () -> provider.decode(call, answer));
    }

    @Override
    public boolean streams(Headers upstream) {
        return hold("streams", true, () -> provider.streams(upstream));
    }

    @Override
    public FrameDecoder frames() {
        return new GuardedFrames(hold("frames", true, provider::frames));
    }

    @Override
    public StreamDecoder streamDecoder(Call call) {
        return new GuardedDecoder(hold("streamDecoder", true, () -> provider.streamDecoder(call)));
    }

    @Override
    public Headers answerHeaders(Headers upstream) {
        return hold("answerHeaders", true, () -> provider.answerHeaders(upstream));
    }

    @Override
    public PriceTable prices() {
        return hold("prices", true, provider::prices);
    }

    @Override
    public String unreachableHint() {
        return hold("unreachableHint", false, provider::unreachableHint);
    }

    @Override
    public int maxConcurrent() {
        return hold("maxConcurrent", false, provider::maxConcurrent);
    }

    private final class GuardedFrames implements FrameDecoder {
        private final FrameDecoder frames;

        GuardedFrames(FrameDecoder frames) {
            this.frames = frames;
        }

        @Override
        public void feed(byte[] bytes, int offset, int length) {
            try {
                frames.feed(bytes, offset, length);
            } catch (RuntimeException | Error e) {
                throw broken("frames", true, e);
            }
        }

        @Override
        public void end() {
            try {
                frames.end();
            } catch (RuntimeException | Error e) {
                throw broken("frames", true, e);
            }
        }

        @Override
        public @Nullable Frame next() {
            try {
                return frames.next();
            } catch (RuntimeException | Error e) {
                throw broken("frames", true, e);
            }
        }
    }

    private final class GuardedDecoder implements StreamDecoder {
        private final StreamDecoder decoder;

        GuardedDecoder(StreamDecoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public void decode(Frame frame, Sink out) {
            try {
                decoder.decode(frame, out);
            } catch (RuntimeException | Error e) {
                throw broken("streamDecoder", true, e);
            }
        }

        @Override
        public void end(Sink out) {
            try {
                decoder.end(out);
            } catch (RuntimeException | Error e) {
                throw broken("streamDecoder", true, e);
            }
        }
    }
}
