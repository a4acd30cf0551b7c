/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.api.CallReport;
import dev.postern.api.GatewayException;
import dev.postern.server.Caller;
import dev.postern.server.ServerLimits;
import dev.postern.server.connection.WatchedEndPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer, which is given once. */
final class Exchange {
    static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ServerLimits limits;
    private final LongAdder inFlight;
    private final PendingBodies pendingBodies;
    private final @Nullable WatchedEndPoint endPoint;
    private final long begun = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final long id = ThreadLocalRandom.current().nextLong();
    private String traceId = "";
    private Caller caller = Caller.ANYONE;
    private @Nullable CallReport report;
    private boolean bodyIsOnItsWay;
    private volatile boolean bodyIsAwaited;

    Exchange(
            Request request,
            Response response,
            Callback callback,
            ServerLimits limits,
            LongAdder inFlight,
            PendingBodies pendingBodies) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.limits = limits;
        this.inFlight = inFlight;
        this.pendingBodies = pendingBodies;
        this.endPoint = WatchedEndPoint.of(request.getConnectionMetaData().getConnection());
        if (endPoint != null) {
            endPoint.requestBegan();
        }
        inFlight.increment();
    }

    Request request() {
        return request;
    }

    String remoteAddress() {
        return Request.getRemoteAddr(request);
    }

    HttpFields headers() {
        return request.getHeaders();
    }

    /** Returns the connection where it can be watched. */
    @Nullable
    WatchedEndPoint endPoint() {
        return endPoint;
    }

    ServerLimits limits() {
        return limits;
    }

    PendingBodies pendingBodies() {
        return pendingBodies;
    }

    Caller caller() {
        return caller;
    }

    void caller(Caller known) {
        this.caller = known;
    }

    String traceId() {
        if (traceId.isEmpty()) {
            traceId = Hex.random32();
        }
        return traceId;
    }

    void traceId(String given) {
        this.traceId = given;
    }

    /** Notes how a call came about, for its headers and its access line. */
    void report(@Nullable CallReport latest) {
        if (latest != null) {
            this.report = latest;
        }
    }

    /** Sets a header of the answer; a value that no header may have is left out. */
    void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    HttpFields.Mutable answerHeaders() {
        return response.getHeaders();
    }

    /** Takes the right to answer; false where that has happened. */
    boolean claim() {
        return answered.compareAndSet(false, true);
    }

    /** Answers in full. */
    void answer(int status, HttpField contentType, ByteBuffer body) {
        if (claim()) {
            send(status, contentType, body);
        }
    }

    private void send(int status, HttpField contentType, ByteBuffer body) {
        begin(status, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        try {
            write(true, body);
            if (bodyIsOnItsWay) {
                Linger.discard(request, () -> end(null));
            } else {
                end(null);
            }
        } catch (IOException e) {
            end(e);
        }
    }

    /** Sets the status and the headers that every answer has. */
    void begin(int status, HttpField contentType) {
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(contentType);
        headers.put(CallHeaders.TRACE_ID, traceId());
        if (!headers.contains(ReportHeaders.REQUEST_ID)) {
            headers.put(ReportHeaders.REQUEST_ID, "req_" + Hex.of16(id));
        }
        if (status >= 400) {
            keepConnectionUsable();
        }
    }

    /** Begins an answer whose end shows, also on a connection that closes after it. */
    void beginChunked(int status, HttpField contentType) {
        begin(status, contentType);
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
        }
    }

    /** What is left of the body is read if it is there already; a connection with more to come is closed. */
    private void keepConnectionUsable() {
        if (bodyIsAwaited) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        } else if (!Linger.discardAvailable(request)
                && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            bodyIsOnItsWay = true;
        }
    }

    /** Writes and waits until the caller's side has taken it. */
    void write(boolean last, ByteBuffer bytes) throws IOException {
        BlockingWrite.write(request, response, last, bytes, limits.writeStall());
    }

    /** Answers with an error while another thread may wait for the body, which nobody else may read then. */
    void failAwaiting(Throwable failure) {
        bodyIsAwaited = true;
        fail(failure);
    }

    /** Answers with an error; an answer that has begun is broken off. */
    void fail(Throwable failure) {
        ErrorAnswer error = errorOf(failure);
        if (!claim()) {
            end(failure);
            return;
        }
        Duration wait = error.retryAfter();
        if (wait != null) {
            header("retry-after", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000)));
        }
        if (error.status() == 401) {
            header("www-authenticate", "Bearer");
        }
        send(error.status(), JSON, ByteBuffer.wrap(error.toBytes()));
    }

    ErrorAnswer errorOf(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal.answer();
        }
        if (failure instanceof GatewayException gateway) {
            ErrorAnswer error = ErrorAnswer.of(gateway, traceId());
            if (error.status() == 500) {
                LOG.warn("request with trace id {} failed", traceId(), failure);
            }
            return error;
        }
        LOG.error("request with trace id {} failed", traceId(), failure);
        return ErrorAnswer.internal(traceId());
    }

    /** Ends the exchange, once. */
    void end(@Nullable Throwable failure) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        inFlight.decrement();
        if (endPoint != null) {
            endPoint.requestEnded();
        }
        AccessLog.write(this, response.getStatus(), report, System.nanoTime() - begun, failure != null);
        if (failure == null) {
            callback.succeeded();
        } else {
            callback.failed(failure);
        }
    }
}
