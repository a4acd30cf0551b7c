/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection over a {@link SocketChannel}.
 *
 * <p>The channel gives two things that a plain socket does not: an interrupt ends its reads and writes on platform
 * threads too, and whether the provider has closed it meanwhile can be seen without waiting.
 */
final class PooledConnection extends DefaultManagedHttpClientConnection {
    static final int MAX_HEADER_LINE_BYTES = 16 * 1024;
    static final int MAX_HEADERS = 100;

    private static final Http1Config HTTP1 = Http1Config.custom()
            .setMaxLineLength(MAX_HEADER_LINE_BYTES)
            .setMaxHeaderCount(MAX_HEADERS)
            .build();
    private static final DefaultHttpRequestWriterFactory WRITERS = new DefaultHttpRequestWriterFactory(HTTP1);
    private static final DefaultHttpResponseParserFactory PARSERS = new DefaultHttpResponseParserFactory(HTTP1);
    private static final AtomicLong IDS = new AtomicLong();

    private @Nullable PausableInput input;
    private @Nullable ChunkedBody chunks;

    PooledConnection() {
        super("postern-" + IDS.incrementAndGet(), null, null, HTTP1, null, null, null, WRITERS, PARSERS);
    }

    // The library's own binding copies every byte into its debug log, credentials included; these two do not.
    @Override
    public void bind(Socket socket) throws IOException {
        bind(new PausableHolder(socket));
    }

    @Override
    public void bind(SSLSocket secure, Socket socket) throws IOException {
        bind(new PausableHolder(secure, socket));
    }

    // Nor are headers written to its debug log.
    @Override
    protected void onRequestSubmitted(@Nullable ClassicHttpRequest request) {}

    @Override
    protected void onResponseReceived(@Nullable ClassicHttpResponse response) {}

    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream in) {
        chunks = length == ContentLengthStrategy.CHUNKED ? new ChunkedBody(buffer, in) : null;
        return chunks == null ? super.createContentInputStream(length, buffer, in) : chunks;
    }

    /**
     * Looks without waiting whether an idle connection has ended or has bytes that nobody asked for. The library's own
     * check waits a millisecond for them.
     */
    @Override
    public boolean isStale() throws IOException {
        SocketHolder holder = getSocketHolder();
        SocketChannel channel = holder == null ? null : holder.getBaseSocket().getChannel();
        if (channel == null || !channel.isOpen()) {
            return true;
        }
        channel.configureBlocking(false);
        try {
            return channel.read(ByteBuffer.allocate(1)) != 0;
        } finally {
            channel.configureBlocking(true);
        }
    }

    /** Returns whether bytes beyond the answer have been read already, which the next call would take for its own. */
    boolean hasLeftovers() throws IOException {
        PausableInput paused = input;
        if (paused == null) {
            return false;
        }
        if (chunks != null && chunks.hasLeftovers()) {
            return true;
        }
        paused.paused = true;
        try {
            return isDataAvailable(Timeout.DISABLED);
        } finally {
            paused.paused = false;
        }
    }

    private final class PausableHolder extends SocketHolder {
        PausableHolder(Socket socket) {
            super(socket);
        }

        PausableHolder(SSLSocket secure, Socket socket) {
            super(secure, socket);
        }

        @Override
        protected InputStream getInputStream(Socket socket) throws IOException {
            PausableInput pausable = new PausableInput(super.getInputStream(socket));
            input = pausable;
            return pausable;
        }
    }

    /** Passes reads through; while paused it has nothing, so that only what is buffered above it counts. */
    private static final class PausableInput extends FilterInputStream {
        private final SocketTimeoutException nothing = new Nothing();

        private boolean paused;

        PausableInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (paused) {
                throw nothing;
            }
            return in.read(buffer, offset, length);
        }
    }

    /** Has no stack trace: it is thrown once a call. */
    private static final class Nothing extends SocketTimeoutException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
