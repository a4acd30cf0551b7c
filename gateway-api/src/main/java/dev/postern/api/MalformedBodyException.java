/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

/**
 * A body is not strict JSON, or exceeds the limits on JSON; the message has the place and never the content.
 */
public final class MalformedBodyException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /** Says what is wrong at a line and column, both from 1; the column counts characters. */
    public MalformedBodyException(String problem, int line, int column) {
        super(
                "line " + line + ", column " + column + ": " + problem,
                400,
                "invalid_request_error",
                "malformed-body",
                false,
                false,
                null);
        this.line = line;
        this.column = column;
    }

    /** Returns the line of the fault, from 1. */
    public int line() {
        return line;
    }

    /** Returns the column of the fault in characters, from 1. */
    public int column() {
        return column;
    }
}
