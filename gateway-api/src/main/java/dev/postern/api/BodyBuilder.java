/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes a JSON object straight into bytes, member by member.
 *
 * <p>Containers are begun and ended in place, with a name inside an object and without one inside an array:
 *
 * <pre>{@code
 * Body body = Body.object()
 *     .put("model", "llama-3")
 *     .beginArray("messages")
 *     .beginObject().put("role", "user").put("content", "Hi").end()
 *     .end()
 *     .build();
 * }</pre>
 *
 * <p>Every misuse, a name given twice included, is an {@link IllegalStateException} or
 * {@link IllegalArgumentException} at once. One use; not thread-safe.
 */
public final class BodyBuilder {
    private final JsonBuffer out;
    private final Nesting nesting = new Nesting();
    private int[] index = new int[8 * JsonSpans.STRIDE];
    private int indexed;
    private boolean first = true;

    /** Begins an object of about so many bytes. */
    BodyBuilder(int size) {
        out = new JsonBuffer(size);
        nesting.enterObject();
        out.ascii('{');
    }

    /** Puts a string into the current object. */
    public BodyBuilder put(String name, String value) {
        name(name);
        out.string(value);
        return written();
    }

    /** Puts a whole number into the current object. */
    public BodyBuilder put(String name, long value) {
        name(name);
        out.ascii(Long.toString(value));
        return written();
    }

    /**
     * Puts a number into the current object.
     *
     * @throws IllegalArgumentException for NaN and infinities
     */
    public BodyBuilder put(String name, double value) {
        String text = finite(value);
        name(name);
        out.ascii(text);
        return written();
    }

    /** Puts a boolean into the current object. */
    public BodyBuilder put(String name, boolean value) {
        name(name);
        out.ascii(value ? "true" : "false");
        return written();
    }

    /** Puts a number into the current object, exactly. */
    public BodyBuilder put(String name, BigDecimal value) {
        name(name);
        out.ascii(value.toString());
        return written();
    }

    /** Puts a value into the current object as its body is written. */
    public BodyBuilder put(String name, Body value) {
        name(name);
        out.raw(value.bytes(), 0, value.size());
        return written();
    }

    /** Puts a tree into the current object. */
    public BodyBuilder put(String name, JsonElement value) {
        return put(name, Body.of(value));
    }

    /** Puts {@code null} into the current object. */
    public BodyBuilder putNull(String name) {
        return put(name, Body.NULL);
    }

    /** Begins an object as a member of the current one. */
    public BodyBuilder beginObject(String name) {
        name(name);
        return openObject();
    }

    /** Begins an array as a member of the current object. */
    public BodyBuilder beginArray(String name) {
        name(name);
        return openArray();
    }

    /** Adds a string to the current array. */
    public BodyBuilder add(String value) {
        element();
        out.string(value);
        return written();
    }

    /** Adds a whole number to the current array. */
    public BodyBuilder add(long value) {
        element();
        out.ascii(Long.toString(value));
        return written();
    }

    /**
     * Adds a number to the current array.
     *
     * @throws IllegalArgumentException for NaN and infinities
     */
    public BodyBuilder add(double value) {
        String text = finite(value);
        element();
        out.ascii(text);
        return written();
    }

    /** Adds a boolean to the current array. */
    public BodyBuilder add(boolean value) {
        element();
        out.ascii(value ? "true" : "false");
        return written();
    }

    /** Adds a value to the current array as its body is written. */
    public BodyBuilder add(Body value) {
        element();
        out.raw(value.bytes(), 0, value.size());
        return written();
    }

    /** Adds a tree to the current array. */
    public BodyBuilder add(JsonElement value) {
        return add(Body.of(value));
    }

    /** Adds {@code null} to the current array. */
    public BodyBuilder addNull() {
        return add(Body.NULL);
    }

    /** Begins an object as an element of the current array. */
    public BodyBuilder beginObject() {
        element();
        return openObject();
    }

    /** Begins an array as an element of the current array. */
    public BodyBuilder beginArray() {
        element();
        return openArray();
    }

    /** Ends the container begun last; the root ends with {@link #build()}. */
    public BodyBuilder end() {
        if (nesting.depth() <= 1) {
            throw new IllegalStateException("no array or object to end; build() ends the root");
        }
        out.ascii(nesting.inObject() ? '}' : ']');
        leave();
        return written();
    }

    /**
     * Returns the body.
     *
     * @throws IllegalStateException if a container is still open, or the body was built already
     */
    public Body build() {
        if (nesting.depth() != 1) {
            throw new IllegalStateException(
                    nesting.depth() == 0 ? "built already" : nesting.depth() - 1 + " containers are still open");
        }
        out.ascii('}');
        leave();
        return Body.trusted(out.toBytes(), Arrays.copyOf(index, indexed));
    }

    /** Puts the parameters that a typed request has collected. */
    void parameters(Map<String, Object> all) {
        for (Map.Entry<String, Object> parameter : all.entrySet()) {
            parameter(parameter.getKey(), parameter.getValue());
        }
    }

    private void parameter(String name, Object value) {
        if (value instanceof String text) {
            put(name, text);
        } else if (value instanceof Long number) {
            put(name, number);
        } else if (value instanceof Double number) {
            put(name, number);
        } else if (value instanceof JsonElement element) {
            put(name, element);
        } else if (value instanceof List<?> texts) {
            beginArray(name);
            for (Object text : texts) {
                add(text.toString());
            }
            end();
        } else {
            throw new IllegalArgumentException(name + ": no JSON form for " + value.getClass());
        }
    }

    private void name(String name) {
        if (nesting.depth() == 0 || !nesting.inObject()) {
            throw new IllegalStateException("'" + name + "' needs an object around it");
        }
        comma();
        int from = out.size() + 1;
        out.string(name);
        int to = out.size() - 1;
        if (!nesting.add(out.bytes(), from, to, JsonText.isEscaped(out.bytes(), from, to))) {
            throw new IllegalArgumentException("the object has '" + name + "' already");
        }
        out.ascii(':');
        if (nesting.depth() == 1) {
            note(from, to);
        }
    }

    private void note(int from, int to) {
        if (indexed == index.length) {
            index = Arrays.copyOf(index, indexed * 2);
        }
        index[indexed + JsonSpans.NAME] = from;
        index[indexed + JsonSpans.NAME_END] = to;
        index[indexed + JsonSpans.VALUE] = out.size();
        indexed += JsonSpans.STRIDE;
    }

    private void element() {
        if (nesting.depth() == 0 || nesting.inObject()) {
            throw new IllegalStateException("a value without a name needs an array around it");
        }
        comma();
    }

    private void comma() {
        if (!first) {
            out.ascii(',');
        }
    }

    private BodyBuilder openObject() {
        nesting.enterObject();
        out.ascii('{');
        first = true;
        return this;
    }

    private BodyBuilder openArray() {
        nesting.enterArray();
        out.ascii('[');
        first = true;
        return this;
    }

    private BodyBuilder written() {
        first = false;
        if (nesting.depth() == 1) {
            index[indexed - JsonSpans.STRIDE + JsonSpans.VALUE_END] = out.size();
        }
        return this;
    }

    private void leave() {
        int duplicate = nesting.leave(out.bytes());
        if (duplicate >= 0) {
            int to = JsonSpans.closingQuote(out.bytes(), duplicate);
            String name = JsonText.unescape(out.bytes(), duplicate, to);
            throw new IllegalArgumentException("the object has '" + name + "' already");
        }
    }

    private static String finite(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value);
        }
        return Double.toString(value);
    }
}
