/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Objects;
import java.util.function.Supplier;

/** What {@link Gateway#call} returns: the reply, of any status, and the report on how it came about. */
public final class Answer implements AutoCloseable {
    private final Reply reply;
    private final Supplier<CallReport> report;

    /** Joins a reply and its report; the report of a stream grows until the stream has ended. */
    public Answer(Reply reply, Supplier<CallReport> report) {
        this.reply = Objects.requireNonNull(reply, "reply");
        this.report = Objects.requireNonNull(report, "report");
    }

    /** Returns the reply. */
    public Reply reply() {
        return reply;
    }

    /** Returns the report as it stands now; that of a stream is final once the stream has ended. */
    public CallReport report() {
        return report.get();
    }

    @Override
    public void close() {
        reply.close();
    }
}
