/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.api.Body;
import dev.postern.api.JsonView;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.StreamDecoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of chunks in OpenAI's form.
 *
 * <p>The answer is complete at {@code [DONE]} or, where the bytes end without it, if every choice had its
 * {@code finish_reason}. An {@code error} anywhere in a chunk, an event named {@code error} and a finish_reason that
 * means failure end it as an error. Nothing counts after that. Objects that are no chunks, such as pings, are read over.
 */
final class ChunkDecoder implements StreamDecoder {
    /** No provider gives more choices; beyond it they share a mark, so that a hostile index costs no memory. */
    private static final int MAX_CHOICE_INDEX = 1023;

    private final StreamUsage usageWish;
    private final ChunkForm form;
    private final BitSet seen = new BitSet(1);
    private final BitSet finished = new BitSet(1);
    private @Nullable Body lastWithUsage;
    private boolean ended;

    ChunkDecoder(Call call) {
        this.usageWish = StreamUsage.of(call.body());
        this.form = new ChunkForm(call, usageWish);
    }

    @Override
    public void decode(Frame frame, Sink out) {
        byte[] data = frame.data();
        if (ended || isBlank(data)) {
            return;
        }
        if (isDone(data)) {
            complete(out);
        } else if ("error".equals(frame.event())) {
            fail(errorEvent(data), out);
        } else {
            read(Body.parse(data), out);
        }
    }

    @Override
    public void end(Sink out) {
        if (!ended && !seen.isEmpty() && seen.equals(finished)) {
            complete(out);
        }
    }

    private void read(Body chunk, Sink out) {
        JsonView root = chunk.json();
        if (!root.isObject()) {
            throw malformed("a chunk", root);
        }
        JsonView error = root.get("error");
        if ((error.exists() && !error.isNull()) || root.get("object").stringEquals("error")) {
            fail(chunk, out);
            return;
        }
        JsonView usage = root.get("usage");
        if (usage.isObject()) {
            lastWithUsage = chunk;
            Usage.of(chunk).ifPresent(out::usage);
        }
        if (!root.get("choices").isArray()) {
            return;
        }
        boolean onlyUsage = usage.isObject() && !root.get("choices").at(0).exists();
        if (!onlyUsage || usageWish == StreamUsage.EVERY) {
            pass(form.edit(chunk, root), out);
        }
    }

    private void pass(Edits edits, Sink out) {
        int position = 0;
        for (JsonView choice : edits.root().get("choices").elements()) {
            if (!choice.isObject()) {
                throw malformed("a choice", choice);
            }
            ChoiceFields fields = new ChoiceFields(choice, form.contentName());
            if (FinishReason.isFailure(fields.finishReason())) {
                ended = true;
                String problem = "the stream ended " + FinishReason.problem(fields.finishReason());
                out.error(ErrorForm.BAD_GATEWAY, ErrorForm.unusable(problem));
                return;
            }
            mark(fields, position);
            form.complete(choice, fields, position++, edits);
        }
        form.complete(edits);
        out.chunk(edits.apply());
    }

    /** Notes which choices were seen and which are finished. */
    private void mark(ChoiceFields fields, int position) {
        long index = fields.index().integer().orElse(position);
        int mark = (int) Math.max(0, Math.min(index, MAX_CHOICE_INDEX));
        seen.set(mark);
        if (fields.finishReason().kind() == JsonView.Kind.STRING) {
            finished.set(mark);
        }
    }

    private void complete(Sink out) {
        ended = true;
        if (usageWish == StreamUsage.LAST && lastWithUsage != null) {
            out.chunk(form.usageChunk(lastWithUsage));
        }
        out.complete();
    }

    private void fail(Body error, Sink out) {
        ended = true;
        int status = ErrorForm.status(error);
        out.error(status, ErrorForm.read(error, status));
    }

    /** Reads the data of an event that is named an error, and so is one whatever it holds. */
    private static Body errorEvent(byte[] data) {
        try {
            return Body.parse(data);
        } catch (MalformedBodyException e) {
            String text = new String(data, StandardCharsets.UTF_8);
            return ErrorForm.ofText(text, ErrorForm.BAD_GATEWAY);
        }
    }

    private static MalformedBodyException malformed(String expected, JsonView found) {
        return new MalformedBodyException(
                "expected " + expected + ", found " + found.kind().phrase(), 1, 1);
    }

    private static boolean isDone(byte[] data) {
        if (data[0] != '[' || data.length > 32) {
            return false;
        }
        return new String(data, StandardCharsets.UTF_8).strip().equals("[DONE]");
    }

    private static boolean isBlank(byte[] data) {
        for (byte b : data) {
            if (b != ' ' && b != '\t' && b != '\n') {
                return false;
            }
        }
        return true;
    }
}
