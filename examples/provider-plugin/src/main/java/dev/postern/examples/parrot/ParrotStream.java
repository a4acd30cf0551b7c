/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.parrot;

import dev.postern.api.Body;
import dev.postern.api.JsonView;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.StreamDecoder;

/** Reads a parrot's lines; the one that has {@code cost_words} is the last. */
final class ParrotStream implements StreamDecoder {
    private final Call call;
    private final String voice;

    ParrotStream(Call call, String voice) {
        this.call = call;
        this.voice = voice;
    }

    @Override
    public void decode(Frame frame, Sink out) {
        JsonView line = Body.parse(frame.data()).json();
        JsonView squawk = line.get("squawk");
        if (squawk.exists()) {
            out.error(502, ParrotForm.error(squawk.string().orElse("")));
            return;
        }
        String text = line.get("heard").string().orElse("");
        if (!text.isEmpty()) {
            out.chunk(ParrotForm.chunk(call, voice, text));
        }
        if (line.get("cost_words").exists()) {
            out.chunk(ParrotForm.chunk(call, voice, ""));
            out.usage(ParrotForm.usage(call, line.toBody()));
            out.complete();
        }
    }

    @Override
    public void end(Sink out) {
        // Lines that end without cost_words are a cut stream, which the gateway reports.
    }
}
