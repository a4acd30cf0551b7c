/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Describes how a stream's events are laid out as bytes; every form is legal SSE with the same meaning.
 *
 * <p>Immutable; begin with {@link #lf()}, {@link #crlf()} or {@link #cr()} and add traits.
 */
public final class Framing {
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String lineEnd;
    private final Set<Trait> traits;
    private final int bytesPerWrite;

    private Framing(String lineEnd, Set<Trait> traits, int bytesPerWrite) {
        this.lineEnd = lineEnd;
        this.traits = traits;
        this.bytesPerWrite = bytesPerWrite;
    }

    /** Ends lines with LF, as both profiles do by themselves. */
    public static Framing lf() {
        return new Framing("\n", Set.of(), 0);
    }

    /** Ends lines with CR LF. */
    public static Framing crlf() {
        return new Framing("\r\n", Set.of(), 0);
    }

    /** Ends lines with CR alone. */
    public static Framing cr() {
        return new Framing("\r", Set.of(), 0);
    }

    /** Puts a byte order mark before the first event. */
    public Framing withBom() {
        return with(Trait.BOM);
    }

    /** Puts a comment line before each event. */
    public Framing withComments() {
        return with(Trait.COMMENTS);
    }

    /** Adds {@code id:}, {@code event:} and {@code retry:} lines to each event. */
    public Framing withFields() {
        return with(Trait.FIELDS);
    }

    /** Spreads each JSON event over two {@code data:} lines. */
    public Framing multiLine() {
        return with(Trait.MULTI_LINE);
    }

    /** Leaves out the blank after {@code data:}. */
    public Framing withoutBlank() {
        return with(Trait.NO_BLANK);
    }

    /** Writes the body in pieces of {@code bytes} bytes (at least 1), each flushed by itself, wherever they fall. */
    public Framing splitEvery(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be at least 1, was " + bytes);
        }
        return new Framing(lineEnd, traits, bytes);
    }

    int bytesPerWrite() {
        return bytesPerWrite;
    }

    /** Returns each event as its bytes, in order. */
    List<byte[]> frame(List<String> events) {
        List<byte[]> framed = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            byte[] event = text(events.get(i), i).getBytes(StandardCharsets.UTF_8);
            framed.add(i == 0 && has(Trait.BOM) ? Bytes.join(BOM, event) : event);
        }
        return framed;
    }

    private String text(String data, int number) {
        StringBuilder text = new StringBuilder(data.length() + 16);
        if (has(Trait.COMMENTS)) {
            text.append(": comment ").append(number).append(lineEnd);
        }
        if (has(Trait.FIELDS)) {
            text.append("id: ").append(number).append(lineEnd);
            text.append("event: message").append(lineEnd);
            text.append("retry: 1000").append(lineEnd);
        }
        String field = has(Trait.NO_BLANK) ? "data:" : "data: ";
        if (has(Trait.MULTI_LINE) && data.startsWith("{")) {
            // A line end between JSON tokens is white space, so the joined data means the same.
            text.append(field).append('{').append(lineEnd);
            text.append(field).append(data, 1, data.length());
        } else {
            text.append(field).append(data);
        }
        return text.append(lineEnd).append(lineEnd).toString();
    }

    private boolean has(Trait trait) {
        return traits.contains(trait);
    }

    private Framing with(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new Framing(lineEnd, more, bytesPerWrite);
    }

    private enum Trait {
        BOM,
        COMMENTS,
        FIELDS,
        MULTI_LINE,
        NO_BLANK
    }
}
