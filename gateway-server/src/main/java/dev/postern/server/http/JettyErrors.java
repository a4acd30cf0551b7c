/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Gives errors that arise before a request gets here, in the parser or while the server stops, the shape of all others. */
public final class JettyErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        ErrorAnswer error = error(status);
        response.setStatus(error.status());
        response.getHeaders().put(new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json"));
        if (status == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        response.write(true, ByteBuffer.wrap(error.toBytes()), callback);
        return true;
    }

    private static ErrorAnswer error(int status) {
        return switch (status) {
            case 404 -> ErrorAnswer.invalid(status, "no such route; docs/http.md lists them");
            case 408 -> ErrorAnswer.of(status, "timeout_error", "the request did not arrive in time");
            case 413 -> ErrorAnswer.invalid(status, "the body is too large");
            case 414 -> ErrorAnswer.invalid(status, "the request line is too long");
            case 415 -> ErrorAnswer.invalid(status, "expected content-type: application/json");
            case 426, 505 -> ErrorAnswer.invalid(status, "expected HTTP/1.1 or HTTP/2");
            case 431 -> ErrorAnswer.invalid(status, "the headers are too large");
            case 501 -> ErrorAnswer.invalid(status, "this method or transfer coding is not supported");
            case 503 -> ErrorAnswer.of(status, "overloaded_error", "the gateway is stopping or overloaded");
            default ->
                status < 500
                        ? ErrorAnswer.invalid(status, "the request is malformed")
                        : ErrorAnswer.of(status, "internal_error", "the gateway failed");
        };
    }
}
