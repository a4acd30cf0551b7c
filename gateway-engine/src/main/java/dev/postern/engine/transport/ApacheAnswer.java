/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/** An answer whose body is read from the leased connection. */
final class ApacheAnswer implements TransportAnswer {
    private final Exchange exchange;
    private final ClassicHttpResponse response;
    private final Duration idleTimeout;
    private final @Nullable InputStream body;
    private final String encoding;
    private long unread;
    private boolean atEnd;
    private volatile boolean closed;
    private volatile @Nullable Headers headers;

    ApacheAnswer(Exchange exchange, ClassicHttpResponse response, Duration idleTimeout) throws IOException {
        this.exchange = exchange;
        this.response = response;
        this.idleTimeout = idleTimeout;
        HttpEntity entity = response.getEntity();
        this.body = entity == null ? null : entity.getContent();
        this.unread = entity == null ? 0 : entity.getContentLength();
        this.encoding = encoding(response);
        if (unread == 0) {
            finish();
        }
    }

    private static String encoding(ClassicHttpResponse response) {
        Header[] found = response.getHeaders("content-encoding");
        if (found.length == 0) {
            return "identity";
        }
        String value = found[0].getValue();
        return found.length > 1 || value == null ? "several" : value.trim().toLowerCase(Locale.ROOT);
    }

    @Override
    public int status() {
        return response.getCode();
    }

    @Override
    public Headers headers() {
        Headers known = headers;
        if (known == null) {
            known = copyHeaders();
            headers = known;
        }
        return known;
    }

    private Headers copyHeaders() {
        Headers.Builder copy = Headers.builder();
        for (Header header : response.getHeaders()) {
            String value = header.getValue();
            try {
                copy.add(header.getName(), value == null ? "" : value);
            } catch (IllegalArgumentException e) {
                // Not a header that may be passed on or logged; the rest of the answer is none the worse for it.
            }
        }
        return copy.build();
    }

    boolean isIdentity() {
        return encoding.isEmpty() || encoding.equals("identity");
    }

    String encoding() {
        return encoding;
    }

    long announcedBytes() {
        return unread;
    }

    RuntimeException failure(String words, @Nullable Throwable cause) {
        RuntimeException failure = exchange.failure(words, cause);
        close();
        return failure;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (!isIdentity() && !atEnd) {
            throw failure("its body is encoded though that was not asked for", null);
        }
        return readRaw(buffer, offset, length);
    }

    int readRaw(byte[] buffer, int offset, int length) {
        InputStream in = body;
        if (atEnd || in == null) {
            return -1;
        }
        if (closed) {
            throw failure("the answer is closed", null);
        }
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            throw broken(e);
        }
        if (count < 0) {
            finish();
        } else if (unread > 0) {
            unread -= count;
            if (unread == 0) {
                finish();
            }
        }
        return count;
    }

    private RuntimeException broken(Exception cause) {
        boolean silent = cause instanceof SocketTimeoutException;
        RuntimeException failure = silent && !exchange.isEnded()
                ? exchange.failure("silent for " + Durations.words(idleTimeout), cause)
                : exchange.failure(cause);
        close();
        return failure;
    }

    private void finish() {
        atEnd = true;
        if (DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, response, exchange)) {
            exchange.complete(keepAlive());
        } else {
            exchange.discard();
        }
    }

    private TimeValue keepAlive() {
        return DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, exchange);
    }

    @Override
    public byte[] readAll(int maxBytes) {
        return new WholeBody(this, maxBytes).read();
    }

    @Override
    public void close() {
        closed = true;
        exchange.discard();
    }
}
