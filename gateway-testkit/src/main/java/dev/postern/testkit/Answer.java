/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer before it is laid out on the socket: a whole body, or the data of a stream's events. */
final class Answer {
    final int status;
    final String contentType;
    final byte[] body;
    final @Nullable List<String> events;

    private Answer(int status, String contentType, byte[] body, @Nullable List<String> events) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.events = events;
    }

    static Answer whole(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, body, null);
    }

    static Answer json(String body) {
        return whole(200, "application/json", Bytes.utf8(body));
    }

    static Answer error(int status, ErrorForm form, String message, @Nullable String field) {
        return whole(status, form.contentType(), Bytes.utf8(form.body(status, message, field)));
    }

    static Answer stream(List<String> events) {
        return new Answer(200, "text/event-stream; charset=utf-8", Bytes.NONE, List.copyOf(events));
    }
}
