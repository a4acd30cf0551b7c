/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Arrays;

/**
 * Validates a JSON text in one strict pass and notes where the members of the root object stand.
 *
 * <p>Takes what RFC 8259 and Gson's {@code Strictness.STRICT} take, except: text that is not UTF-8, a byte order mark,
 * no text at all, a name twice in one object, and whatever exceeds the limits. Takes besides, unlike Gson, lone
 * surrogates written as escapes: streams that cut an emoji in two send them. Iterative, so depth costs heap and never
 * the thread's stack. One use per instance; not thread-safe.
 */
final class JsonScanner {
    private final byte[] json;
    private final int end;
    private final JsonLimits limits;
    private final Nesting nesting = new Nesting();
    private int[] index = JsonSpans.NO_MEMBERS;
    private int indexed;
    private int at;
    private int nodes;

    /** Whether the innermost container was opened just now, so that it may close or begin, but not go on. */
    private boolean fresh;

    private JsonScanner(byte[] json, JsonLimits limits) {
        this.json = json;
        this.end = json.length;
        this.limits = limits;
    }

    /**
     * Returns the spans of the root's members as {@link JsonSpans#index} lays them out; empty if it is no object.
     *
     * @throws MalformedBodyException if the text breaks a rule or a limit
     */
    static int[] scan(byte[] json, JsonLimits limits) {
        JsonScanner scanner = new JsonScanner(json, limits);
        scanner.document();
        return scanner.indexed == scanner.index.length ? scanner.index : Arrays.copyOf(scanner.index, scanner.indexed);
    }

    private void document() {
        if (end > limits.maxBytes()) {
            throw new MalformedBodyException("the body exceeds " + limits.maxBytes() + " bytes", 1, 1);
        }
        skipBlanks();
        if (at == end) {
            throw failure("the body is empty", at);
        }
        value();
        while (nesting.depth() != 0) {
            skipBlanks();
            if (nesting.inObject()) {
                memberOrEnd();
            } else {
                elementOrEnd();
            }
        }
        skipBlanks();
        if (at != end) {
            throw unexpected("expected the end of the body");
        }
    }

    private void memberOrEnd() {
        int next = peek();
        if (next == '}') {
            close();
            return;
        }
        if (fresh) {
            fresh = false;
            if (next != '"') {
                throw unexpected("expected a name in quotes or '}'");
            }
        } else {
            if (next != ',') {
                throw unexpected("expected ',' or '}'");
            }
            at++;
            skipBlanks();
            if (peek() != '"') {
                throw unexpected("expected a name in quotes");
            }
        }
        name();
        value();
    }

    private void elementOrEnd() {
        int next = peek();
        if (next == ']') {
            close();
            return;
        }
        if (fresh) {
            fresh = false;
        } else {
            if (next != ',') {
                throw unexpected("expected ',' or ']'");
            }
            at++;
            skipBlanks();
        }
        value();
    }

    /** Passes a name and the colon; leaves the position at the value. */
    private void name() {
        int from = at + 1;
        int to = JsonStrings.plainEnd(json, from, end);
        boolean escaped = false;
        if (to == end || json[to] != '"') {
            int plain = to;
            to = stringEnd(plain) - 1;
            escaped = JsonText.isEscaped(json, plain, to);
        }
        if (!nesting.add(json, from, to, escaped)) {
            throw duplicate(from);
        }
        at = to + 1;
        skipBlanks();
        if (peek() != ':') {
            throw unexpected("expected ':'");
        }
        at++;
        skipBlanks();
        if (nesting.depth() == 1) {
            note(from, to);
        }
    }

    private void value() {
        if (++nodes > limits.maxNodes()) {
            throw failure("more than " + limits.maxNodes() + " values", at);
        }
        switch (peek()) {
            case '"' -> at = stringEnd(at + 1);
            case '{', '[' -> {
                open();
                return;
            }
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected("expected a value");
        }
        noteValueEnd();
    }

    private void open() {
        if (nesting.depth() == limits.maxDepth()) {
            throw failure("nested deeper than " + limits.maxDepth() + " levels", at);
        }
        if (json[at] == '{') {
            nesting.enterObject();
            if (nesting.depth() == 1) {
                index = new int[8 * JsonSpans.STRIDE];
            }
        } else {
            nesting.enterArray();
        }
        fresh = true;
        at++;
    }

    private void close() {
        int duplicate = nesting.leave(json);
        if (duplicate >= 0) {
            throw duplicate(duplicate);
        }
        fresh = false;
        at++;
        noteValueEnd();
    }

    private void note(int from, int to) {
        if (indexed == index.length) {
            index = Arrays.copyOf(index, indexed * 2);
        }
        index[indexed + JsonSpans.NAME] = from;
        index[indexed + JsonSpans.NAME_END] = to;
        index[indexed + JsonSpans.VALUE] = at;
        indexed += JsonSpans.STRIDE;
    }

    private void noteValueEnd() {
        if (nesting.depth() == 1 && indexed != 0) {
            index[indexed - JsonSpans.STRIDE + JsonSpans.VALUE_END] = at;
        }
    }

    private int stringEnd(int from) {
        int quote = JsonStrings.closingQuote(json, from, end);
        if (quote < 0) {
            throw failure(JsonStrings.flaw(json, ~quote, end), ~quote);
        }
        return quote + 1;
    }

    private void number() {
        int behind = JsonNumbers.end(json, at, end);
        if (behind < 0) {
            at = ~behind;
            throw unexpected("expected a digit");
        }
        if (behind - at > limits.maxNumberLength()) {
            throw failure("a number longer than " + limits.maxNumberLength() + " characters", at);
        }
        at = behind;
    }

    private void literal(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (at + i == end || json[at + i] != literal.charAt(i)) {
                throw failure("expected a value; only true, false and null go without quotes", at);
            }
        }
        at += literal.length();
    }

    private void skipBlanks() {
        while (at < end && JsonSpans.isBlank(json[at])) {
            at++;
        }
    }

    private int peek() {
        return at < end ? json[at] : -1;
    }

    private MalformedBodyException duplicate(int name) {
        return failure("the object has this name already", name - 1);
    }

    private MalformedBodyException unexpected(String expected) {
        return failure(expected + ", found " + found(json, at), at);
    }

    private MalformedBodyException failure(String problem, int position) {
        return new MalformedBodyException(problem, line(json, position), column(json, position));
    }

    /** Returns the line, from 1; lines end with a line feed. */
    private static int line(byte[] json, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (json[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    /** Returns the column in code points, from 1; a byte that is no UTF-8 counts as it comes. */
    private static int column(byte[] json, int position) {
        int column = 1;
        for (int i = position - 1; i >= 0 && json[i] != '\n'; i--) {
            // Continuation bytes belong to a character counted by its first byte.
            if ((json[i] & 0xc0) != 0x80) {
                column++;
            }
        }
        return column;
    }

    /** Names the character at a position: printable ASCII as it is, others by their number. */
    private static String found(byte[] json, int position) {
        if (position >= json.length) {
            return "the end of the body";
        }
        byte b = json[position];
        if (b > ' ' && b < 0x7f) {
            return "'" + (char) b + "'";
        }
        if (b < 0 && JsonStrings.sequenceEnd(json, position, json.length) < 0) {
            return "invalid UTF-8";
        }
        return String.format("U+%04X", JsonText.utf8(json, position));
    }
}
