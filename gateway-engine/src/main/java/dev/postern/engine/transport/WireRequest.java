/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.Body;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/** Builds the message for the wire: the provider's headers, and those that are the connection's own. */
final class WireRequest {
    private static final Header USER_AGENT = new BasicHeader("User-Agent", "postern/" + version());
    // Nothing is inflated on the way through; a provider that sends gzip all the same is met with a counted inflate.
    private static final Header ACCEPT_ENCODING = new BasicHeader("Accept-Encoding", "identity");
    private static final Header CONTENT_TYPE = new BasicHeader("Content-Type", "application/json");

    private WireRequest() {}

    static ClassicHttpRequest of(TransportRequest request) {
        Destination destination = request.destination();
        String path = destination.basePath() + request.path();
        ClassicHttpRequest message = new BasicClassicHttpRequest(request.method(), destination.target(), path);
        message.addHeader(destination.hostHeader());
        message.addHeader(ACCEPT_ENCODING);
        request.headers().forEach((name, value) -> {
            if (!belongsToTheConnection(name)) {
                message.addHeader(new BasicHeader(name, value));
            }
        });
        if (!message.containsHeader("user-agent")) {
            message.addHeader(USER_AGENT);
        }
        addBody(message, request.body());
        return message;
    }

    private static void addBody(ClassicHttpRequest message, @Nullable Body body) {
        if (body == null) {
            return;
        }
        if (!message.containsHeader("content-type")) {
            message.addHeader(CONTENT_TYPE);
        }
        message.addHeader(new BasicHeader("Content-Length", Integer.toString(body.size())));
        message.setEntity(new BodyEntity(body));
    }

    private static boolean belongsToTheConnection(String name) {
        return switch (name) {
            case "host",
                    "content-length",
                    "transfer-encoding",
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "upgrade",
                    "expect",
                    "accept-encoding" -> true;
            default -> false;
        };
    }

    private static String version() {
        String version = WireRequest.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
