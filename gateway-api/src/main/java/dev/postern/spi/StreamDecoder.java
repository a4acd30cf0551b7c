/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Body;
import dev.postern.api.Usage;

/** Reads the frames of one streamed answer and brings them to OpenAI's form; for one stream and one thread. */
@FunctionalInterface
public interface StreamDecoder {
    /**
     * Reads one frame.
     *
     * @throws dev.postern.api.MalformedBodyException if it should be JSON and is not; the stream fails then
     */
    void decode(Frame frame, Sink out);

    /**
     * Takes note that the provider ended the stream's bytes: says {@code complete} if the answer was, else nothing.
     *
     * <p>By default nothing, which suits a wire that marks its end.
     */
    default void end(Sink out) {}

    /** Where a decoder puts what it read; after {@code complete} or {@code error} nothing more counts. */
    interface Sink {
        /** Passes one chunk in OpenAI's form on to the caller. */
        void chunk(Body chunk);

        /** Reports the tokens, whether or not the caller sees them; the last report counts. */
        void usage(Usage usage);

        /** Says that the answer is complete. */
        void complete();

        /**
         * Says that the provider reported an error.
         *
         * @param status the status it stands for, 400 to 599; 502 where the provider gave none
         * @param error {@code {"error":{…}}} in OpenAI's form
         */
        void error(int status, Body error);
    }
}
