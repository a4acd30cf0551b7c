/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** Puts transport failures into short words of our own: what libraries say carries addresses, classes and internals. */
final class FailureWords {
    private FailureWords() {}

    static String of(Throwable failure) {
        if (failure instanceof TransportFault) {
            return String.valueOf(failure.getMessage());
        }
        String words = ofConnection(failure);
        return words == null ? ofMessage(failure) : words;
    }

    private static @Nullable String ofConnection(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof NoRouteToHostException) {
            return "no route to host";
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        if (failure instanceof SSLException) {
            return ofTls(failure);
        }
        return null;
    }

    private static String ofTls(Throwable failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return "its certificate is not for this host";
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return String.valueOf(cause.getMessage()).contains("subject alternative")
                        ? "its certificate is not for this host"
                        : "its certificate is not trusted";
            }
            if (cause instanceof SocketTimeoutException) {
                return "TLS handshake timed out";
            }
        }
        return "TLS failed";
    }

    private static String ofMessage(Throwable failure) {
        if (failure instanceof NoHttpResponseException) {
            return "connection closed before an answer";
        }
        if (failure instanceof TruncatedChunkException) {
            return "its answer was cut off";
        }
        if (failure instanceof MalformedChunkCodingException || failure instanceof ZipException) {
            return "its body is broken";
        }
        if (failure instanceof MessageConstraintException) {
            return "its headers exceed " + PooledConnection.MAX_HEADER_LINE_BYTES + " bytes a line or "
                    + PooledConnection.MAX_HEADERS + " in all";
        }
        if (failure instanceof ConnectionClosedException || failure instanceof EOFException) {
            return "its answer was cut off";
        }
        if (failure instanceof HttpException) {
            return "it does not speak HTTP/1.1";
        }
        if (failure instanceof SocketTimeoutException) {
            return "silent for too long";
        }
        return failure instanceof SocketException && isReset(failure) ? "connection reset" : "connection lost";
    }

    private static boolean isReset(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("reset") || text.contains("broken pipe") || text.contains("aborted");
    }
}
