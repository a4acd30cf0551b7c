/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Which names callers may know the face by, and which web pages may speak to it.
 *
 * <p>While it is open to everybody on its machine it answers to names of that machine only: a page in a browser there could
 * otherwise have its own name resolved to 127.0.0.1 and speak to the face as its own origin. A page that comes from
 * elsewhere is refused also where it uses the right name. Both end with the first key, which no page has.
 */
final class HostRule {
    private final BooleanSupplier open;

    /**
     * Makes the rule.
     *
     * @param open whether the face asks for no key at this moment
     */
    HostRule(BooleanSupplier open) {
        this.open = open;
    }

    void check(Request request) {
        String host = request.getHttpURI().getHost();
        boolean localHost = host == null || isLoopback(host);
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        boolean localOrigin = origin == null || isLoopback(hostOf(origin));
        if ((localHost && localOrigin) || !open.getAsBoolean()) {
            return;
        }
        throw Refusal.key(
                403,
                localHost
                        ? "without gateway keys no web page from elsewhere is answered; create a key to allow them"
                        : "without gateway keys only localhost is answered; create a key to allow other names");
    }

    /** Returns the host of an origin; empty for one that has none, such as {@code null}. */
    private static String hostOf(String origin) {
        int scheme = origin.indexOf("://");
        if (scheme < 0) {
            return "";
        }
        String authority = origin.substring(scheme + 3);
        int port = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        return port < 0 ? authority : authority.substring(0, port);
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || (host.startsWith("127.") && isDotted(host))
                || host.equals("[::1]")
                || host.equals("::1");
    }

    private static boolean isDotted(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }
}
