/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds one JSON text: validated once, read in place, sent on byte for byte.
 *
 * <p>A body comes from bytes ({@link #parse(byte[])}), from values ({@link #object()}) or from a Gson tree
 * ({@link #of(JsonElement)}). One strict pass over the bytes checks them and notes where the members of the root object
 * stand; nothing is copied or decoded before somebody asks. What nobody changes goes out as it came in, with its
 * blanks, its order and its unknown members; a change splices the text once and yields a new body.
 *
 * <p>Reading by name treats a member that is {@code null} as absent. Readers of the wrong type throw an
 * {@link InvalidRequestException} that names the member; {@link #json()} gives a view that never does.
 *
 * <p>Immutable and thread-safe, provided that nobody writes into an array given to {@code parse}. Equal bytes make
 * equal bodies. Never prints its content, which may hold secrets.
 */
public final class Body {
    static final Body NULL = new Body("null".getBytes(StandardCharsets.UTF_8), JsonSpans.NO_MEMBERS);
    private static final Body EMPTY = parse(new byte[] {'{', '}'});

    private final byte[] bytes;
    private final int[] index;
    private final int root;
    private int hash;
    private Map.@Nullable Entry<List<String>, Optional<Body>> canonical;

    private Body(byte[] bytes, int[] index) {
        this.bytes = bytes;
        this.index = index;
        this.root = JsonSpans.skipBlanks(bytes, 0);
    }

    /**
     * Validates a text under {@link JsonLimits#DEFAULT}.
     *
     * @param json UTF-8; kept, not copied: the caller gives the array away and writes to it no more
     * @throws MalformedBodyException if it is no JSON, with line and column; see {@link #parse(byte[], JsonLimits)}
     */
    public static Body parse(byte[] json) {
        return parse(json, JsonLimits.DEFAULT);
    }

    /**
     * Validates a text, about 1 µs a KB.
     *
     * <p>Takes any value at the root, by RFC 8259 to the letter. Refuses besides: bytes that are not UTF-8, a byte order
     * mark, a name that occurs twice in one object at any depth, however it is escaped, and what exceeds the limits.
     * Lone surrogates written as escapes are let through and kept.
     *
     * @param json UTF-8; kept, not copied: the caller gives the array away and writes to it no more
     * @throws MalformedBodyException if it is no JSON, with line and column
     */
    public static Body parse(byte[] json, JsonLimits limits) {
        return new Body(json, JsonScanner.scan(json, limits));
    }

    /**
     * Writes a tree, at once: later changes to it do not show.
     *
     * @throws IllegalArgumentException if it holds NaN or an infinity
     */
    public static Body of(JsonElement value) {
        JsonBuffer out = new JsonBuffer(256);
        JsonTrees.write(value, out);
        return trusted(out.toBytes());
    }

    /** Begins an object that is written as its members are put. */
    public static BodyBuilder object() {
        return new BodyBuilder(256);
    }

    /** Returns the empty object {@code {}}, the body of calls that send none. */
    public static Body empty() {
        return EMPTY;
    }

    static Body trusted(byte[] json) {
        return new Body(json, JsonSpans.index(json, JsonSpans.skipBlanks(json, 0)));
    }

    static Body trusted(byte[] json, int[] index) {
        return new Body(json, index);
    }

    /** Returns the length of the text in bytes. */
    public int size() {
        return bytes.length;
    }

    /** Returns a copy of the text in UTF-8. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Writes the text in UTF-8 with one call of {@code out}, which is neither flushed nor closed. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** Returns the text in UTF-8 as a read-only buffer of its own; copies nothing. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Returns the text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether the root is an object. */
    public boolean isObject() {
        return bytes[root] == '{';
    }

    /** Whether the root object has a member of this name; {@code null} counts. */
    public boolean has(String name) {
        return find(name) >= 0;
    }

    /**
     * Returns a member's text; empty if it is absent or {@code null}.
     *
     * @throws InvalidRequestException if it is no string
     */
    public Optional<String> string(String name) {
        JsonView view = typed(name, JsonView.Kind.STRING, "a string");
        return view == null ? Optional.empty() : view.string();
    }

    /**
     * Returns a whole number; {@code 1.0} and {@code 1e2} are whole. Empty if the member is absent or {@code null}.
     *
     * @throws InvalidRequestException if it is no number, has a fraction, or does not fit 64 bits
     */
    public OptionalLong integer(String name) {
        JsonView view = typed(name, JsonView.Kind.NUMBER, "an integer");
        if (view == null) {
            return OptionalLong.empty();
        }
        OptionalLong value = view.integer();
        if (value.isEmpty()) {
            BigDecimal number = view.decimal().orElse(BigDecimal.ZERO);
            throw mismatch(
                    name,
                    "an integer",
                    JsonNumbers.isFraction(number) ? "a number with a fraction" : "a number beyond 64 bits");
        }
        return value;
    }

    /**
     * Returns a number exactly; empty if the member is absent or {@code null}.
     *
     * @throws InvalidRequestException if it is no number, or its exponent is beyond ±999
     */
    public Optional<BigDecimal> decimal(String name) {
        JsonView view = typed(name, JsonView.Kind.NUMBER, "a number");
        if (view == null) {
            return Optional.empty();
        }
        Optional<BigDecimal> value = view.decimal();
        if (value.isEmpty()) {
            throw mismatch(name, "a number", "one too large or too small to read");
        }
        return value;
    }

    /**
     * Returns a boolean.
     *
     * @param absent the answer if the member is absent or {@code null}
     * @throws InvalidRequestException if it is something else: {@code "true"} in quotes is
     */
    public boolean bool(String name, boolean absent) {
        JsonView view = typed(name, JsonView.Kind.BOOLEAN, "a boolean");
        return view == null ? absent : view.bool().orElse(absent);
    }

    /** Returns a view of the root; copies nothing. */
    public JsonView json() {
        return new JsonView(this, root, JsonSpans.blanksFrom(bytes));
    }

    /** Reads the text into a Gson tree of the caller's own, which costs several times what validating did. */
    public JsonElement toJson() {
        return JsonTrees.read(text());
    }

    /** Replaces a member of the root object, or appends it. */
    public Body with(String name, String value) {
        JsonBuffer out = new JsonBuffer(value.length() + 16);
        out.string(value);
        return with(name, out.bytes(), out.size());
    }

    /** Replaces a member of the root object, or appends it. */
    public Body with(String name, long value) {
        byte[] digits = Long.toString(value).getBytes(StandardCharsets.UTF_8);
        return with(name, digits, digits.length);
    }

    /** Replaces a member of the root object, or appends it. */
    public Body with(String name, boolean value) {
        byte[] literal = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
        return with(name, literal, literal.length);
    }

    /** Replaces a member of the root object, or appends it. */
    public Body with(String name, JsonElement value) {
        return with(name, of(value));
    }

    /** Replaces a member of the root object, or appends it. */
    public Body with(String name, Body value) {
        return with(name, value.bytes, value.bytes.length);
    }

    /**
     * Removes what a path leads to.
     *
     * @param dottedPath names and, in arrays, positions from 0: {@code logit_bias}, {@code messages.0.name}. A name with
     *     a dot in it cannot be written; {@link #edit()} takes any
     * @return this body if nothing is there
     */
    public Body without(String dottedPath) {
        JsonView container = json();
        int from = 0;
        for (int dot = dottedPath.indexOf('.'); dot >= 0; dot = dottedPath.indexOf('.', from)) {
            container = BodyEditor.step(container, dottedPath.substring(from, dot));
            from = dot + 1;
        }
        String last = dottedPath.substring(from);
        if (!BodyEditor.step(container, last).exists()) {
            return this;
        }
        return container.isArray()
                ? edit().remove(container, Integer.parseInt(last)).apply()
                : edit().remove(container, last).apply();
    }

    /**
     * Returns the text in the one form that all equal values have: members sorted by name, no blanks, escapes and numbers
     * written in one way ({@code 1.0} as {@code 1}). About 2 µs a KB; asked again with the same list, it is remembered.
     *
     * <p>Lone surrogates stay escapes, so that no two texts that differ become one.
     *
     * @param without names of members of the root object to leave out; keep the list and pass the same one
     * @return empty if the value nests deeper than 100 levels or has an object of more than 4096 members
     */
    public Optional<Body> canonical(List<String> without) {
        // Racing threads compute the same; an entry's fields are final, so whoever sees one sees it whole.
        Map.Entry<List<String>, Optional<Body>> known = canonical;
        if (known == null || !isSame(known.getKey(), without)) {
            known = Map.entry(without, Optional.ofNullable(JsonCanonical.of(bytes, root, without)));
            canonical = known;
        }
        return known.getValue();
    }

    @SuppressWarnings("ReferenceEquality") // comparing the names would cost what remembering saves
    private static boolean isSame(List<String> known, List<String> asked) {
        return known == asked;
    }

    /** Begins several changes that are applied with one copy. */
    public BodyEditor edit() {
        return new BodyEditor(this);
    }

    /** Whether both have the same bytes; blanks and order count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        // Racing threads compute the same.
        int known = hash;
        if (known == 0) {
            known = Arrays.hashCode(bytes);
            hash = known;
        }
        return known;
    }

    /** Returns the size, never the content. */
    @Override
    public String toString() {
        return "Body[" + bytes.length + " bytes]";
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isRoot(int position) {
        return position == root;
    }

    int members() {
        return index.length / JsonSpans.STRIDE;
    }

    JsonView member(String name) {
        int member = find(name);
        return member < 0
                ? JsonView.missing()
                : new JsonView(this, index[member + JsonSpans.VALUE], index[member + JsonSpans.VALUE_END]);
    }

    Body slice(int from, int to) {
        return from == 0 && to == bytes.length ? this : trusted(Arrays.copyOfRange(bytes, from, to));
    }

    private int find(String name) {
        for (int i = 0; i < index.length; i += JsonSpans.STRIDE) {
            if (JsonText.matches(bytes, index[i + JsonSpans.NAME], index[i + JsonSpans.NAME_END], name)) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable JsonView typed(String name, JsonView.Kind kind, String expected) {
        requireObject();
        JsonView view = member(name);
        if (!view.exists() || view.isNull()) {
            return null;
        }
        if (view.kind() != kind) {
            throw mismatch(name, expected, view.kind().phrase());
        }
        return view;
    }

    private static InvalidRequestException mismatch(String name, String expected, String found) {
        return new InvalidRequestException(name + ": expected " + expected + ", found " + found, name);
    }

    private void requireObject() {
        if (!isObject()) {
            throw new InvalidRequestException(
                    "expected a JSON object, found " + json().kind().phrase(), null);
        }
    }

    private Body with(String name, byte[] value, int size) {
        requireObject();
        int member = find(name);
        if (member >= 0) {
            int from = index[member + JsonSpans.VALUE];
            int to = index[member + JsonSpans.VALUE_END];
            return new Body(splice(from, to, value, size), shifted(member + JsonSpans.VALUE_END, size - (to - from)));
        }
        JsonBuffer out = new JsonBuffer(name.length() + size + 8);
        if (index.length != 0) {
            out.ascii(',');
        }
        int nameAt = out.size() + 1;
        out.string(name);
        int nameEnd = out.size() - 1;
        out.ascii(':');
        out.raw(value, 0, size);
        int at = index.length == 0 ? root + 1 : index[index.length - JsonSpans.STRIDE + JsonSpans.VALUE_END];
        int[] grown = Arrays.copyOf(index, index.length + JsonSpans.STRIDE);
        grown[index.length + JsonSpans.NAME] = at + nameAt;
        grown[index.length + JsonSpans.NAME_END] = at + nameEnd;
        grown[index.length + JsonSpans.VALUE] = at + out.size() - size;
        grown[index.length + JsonSpans.VALUE_END] = at + out.size();
        return new Body(splice(at, at, out.bytes(), out.size()), grown);
    }

    private byte[] splice(int from, int to, byte[] insert, int size) {
        byte[] result = new byte[bytes.length - (to - from) + size];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(insert, 0, result, from, size);
        System.arraycopy(bytes, to, result, from + size, bytes.length - to);
        return result;
    }

    private int[] shifted(int from, int distance) {
        int[] result = index.clone();
        for (int i = from; i < result.length; i++) {
            result[i] += distance;
        }
        return result;
    }
}
