/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.spi.Right;
import java.util.Map;

/**
 * One line of the table of routes.
 *
 * @param method the HTTP method
 * @param path the path, whose variables stand in braces
 * @param right what the caller's key must allow
 * @param action what answers
 */
record Route(String method, String path, Right right, Action action) {
    /** Answers requests of a route. */
    interface Action {
        /** Starts the answer; may block, may go on in another thread, and fails by throwing or by the exchange. */
        void start(Exchange exchange, Map<String, String> variables);
    }
}
