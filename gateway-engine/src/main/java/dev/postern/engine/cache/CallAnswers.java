/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.api.Body;
import dev.postern.api.CallReport;
import dev.postern.api.Reply;
import dev.postern.engine.call.CallRecord;
import dev.postern.engine.stream.RecordedStream;
import dev.postern.engine.stream.StreamAsWhole;
import dev.postern.engine.stream.WholeAsStream;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.Call;
import java.util.function.Consumer;

/** Reads the facts of answers from the record of their call. */
final class CallAnswers implements Answers {
    private final int maxBytes;

    CallAnswers(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public Facts facts(Call call) {
        if (!(call.recorder() instanceof CallRecord record)) {
            return new Facts(null, null, null);
        }
        CallReport report = record.report();
        return new Facts(report.usage().orElse(null), report.cost().orElse(null), record.replayed());
    }

    @Override
    public void serve(CachedAnswer answer, Call call) {
        if (call.recorder() instanceof CallRecord record) {
            record.replayed(answer);
        }
    }

    @Override
    public Reply told(Reply.Whole whole, Call call) {
        return call.streaming() ? WholeAsStream.of(whole, call) : whole;
    }

    @Override
    public Reply.Streaming recorded(Reply.Streaming stream, Call call, Consumer<Body> whole) {
        StreamAsWhole recording = StreamAsWhole.begin(call.operation(), maxBytes);
        return recording == null ? stream : stream.map(events -> new RecordedStream(events, recording, whole));
    }
}
