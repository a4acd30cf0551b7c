/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.api.Body;
import dev.postern.api.Cost;
import dev.postern.api.Reply;
import dev.postern.api.Usage;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.Call;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known about the answer to a call, and the ways to tell one. */
interface Answers {
    /** What a new answer took, or the stored answer that it is a copy of. */
    record Facts(
            @Nullable Usage usage,
            @Nullable Cost cost,
            @Nullable CachedAnswer source) {}

    Facts facts(Call call);

    /** Notes that a stored answer is served. */
    void serve(CachedAnswer answer, Call call);

    /** Returns a whole answer in the form that the call asks for. */
    Reply told(Reply.Whole whole, Call call);

    /** Returns the stream so that {@code whole} gets the whole answer once it has ended well. */
    Reply.Streaming recorded(Reply.Streaming stream, Call call, Consumer<Body> whole);
}
