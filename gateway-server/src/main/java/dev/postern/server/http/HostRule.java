/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import org.eclipse.jetty.server.Request;

/**
 * Which names callers may know the face by.
 *
 * <p>One that is open to everybody on its machine answers to names of that machine only: a page in a browser there could
 * otherwise have its own name resolved to 127.0.0.1 and speak to the face as its own origin.
 */
enum HostRule {
    /** Any name. */
    ANY,
    /** Names of the machine itself. */
    LOOPBACK;

    void check(Request request) {
        if (this == ANY) {
            return;
        }
        String host = request.getHttpURI().getHost();
        if (host != null && !isLoopback(host)) {
            throw Refusal.key(
                    403, "without gateway keys only localhost is answered; create a key to allow other names");
        }
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
