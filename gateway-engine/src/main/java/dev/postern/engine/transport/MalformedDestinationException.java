/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

/** Says what is wrong with the text of a base URL or host, without repeating the text, which may hold a secret. */
final class MalformedDestinationException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedDestinationException(String problem) {
        super(problem);
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}
