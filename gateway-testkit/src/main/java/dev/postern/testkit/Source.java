/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import org.jspecify.annotations.Nullable;

/** What a fault answers with instead of the wire's own answer. */
final class Source {
    static final Source WIRE = new Source(Kind.WIRE, 200, null, "", Bytes.NONE, 0);

    final Kind kind;
    final int status;
    final @Nullable ErrorForm form;
    final String text;
    final byte[] bytes;
    final long size;

    private Source(Kind kind, int status, @Nullable ErrorForm form, String text, byte[] bytes, long size) {
        this.kind = kind;
        this.status = status;
        this.form = form;
        this.text = text;
        this.bytes = bytes;
        this.size = size;
    }

    /** The kinds of sources. */
    enum Kind {
        /** The wire's answer. */
        WIRE,
        /** The wire's answer with a text of the script's. */
        TEXT,
        /** An error body in some form. */
        ERROR,
        /** Given bytes under a content type. */
        BODY,
        /** The wire's answer with JSON that breaks off. */
        MALFORMED,
        /** A status 200 and no body, or a stream without events. */
        EMPTY,
        /** One endless line. */
        HUGE_LINE,
        /** Bytes that go to the socket as they are. */
        RAW
    }

    static Source text(String text) {
        return new Source(Kind.TEXT, 200, null, text, Bytes.NONE, 0);
    }

    /** A null form means the profile's own. */
    static Source error(int status, @Nullable ErrorForm form, String message) {
        return new Source(Kind.ERROR, status, form, message, Bytes.NONE, 0);
    }

    static Source body(int status, String contentType, byte[] body) {
        return new Source(Kind.BODY, status, null, contentType, body, 0);
    }

    static Source of(Kind kind) {
        return new Source(kind, 200, null, "", Bytes.NONE, 0);
    }

    static Source hugeLine(long bytes) {
        return new Source(Kind.HUGE_LINE, 200, null, "", Bytes.NONE, bytes);
    }

    static Source raw(byte[] bytes) {
        return new Source(Kind.RAW, 200, null, "", bytes.clone(), 0);
    }
}
