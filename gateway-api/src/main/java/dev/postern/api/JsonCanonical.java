/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a validated text so that equal values have equal bytes: members in the order of their names' bytes, no blanks,
 * one way to escape, one way to write a number.
 *
 * <p>Members are written in the order they come and put into order when their object ends: mostly they are few.
 * One use; not thread-safe.
 */
final class JsonCanonical {
    /** What nests deeper is no request that anybody sends twice, and this recursion must end. */
    private static final int MAX_DEPTH = 100;

    private static final int MAX_MEMBERS = 4096;
    private static final int INSERTION_SORTED = 16;

    /** Positions kept of a member that is written: where it begins, where its name ends, where it ends. */
    private static final int STRIDE = 3;

    private final byte[] json;
    private final JsonBuffer out;
    private int[] spans = new int[16 * STRIDE];
    private int used;
    private int at;

    private JsonCanonical(byte[] json, int root) {
        this.json = json;
        this.out = new JsonBuffer(json.length + 2);
        this.at = root;
    }

    /** Returns the canonical text, or null if the value nests too deep or has an object with too many members. */
    static @Nullable Body of(byte[] json, int root, List<String> without) {
        JsonCanonical canonical = new JsonCanonical(json, root);
        if (json[root] != '{') {
            return canonical.value(1) ? Body.trusted(canonical.out.toBytes()) : null;
        }
        return canonical.object(1, without) ? Body.trusted(canonical.out.toBytes(), canonical.index()) : null;
    }

    private boolean value(int depth) {
        int from = at;
        byte first = json[from];
        if (first == '{') {
            return object(depth, List.of());
        }
        if (first == '[') {
            return array(depth);
        }
        if (first == '"') {
            string();
            return true;
        }
        at = JsonSpans.valueEnd(json, from);
        if (first == 't' || first == 'f' || first == 'n') {
            out.raw(json, from, at);
        } else {
            JsonNumbers.canonical(json, from, at, out);
        }
        return true;
    }

    private boolean array(int depth) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        out.ascii('[');
        at = JsonSpans.first(json, at);
        boolean first = true;
        while (json[at] != ']') {
            if (!first) {
                out.ascii(',');
            }
            first = false;
            if (!value(depth + 1)) {
                return false;
            }
            at = JsonSpans.next(json, at);
        }
        at++;
        out.ascii(']');
        return true;
    }

    private boolean object(int depth, List<String> without) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        out.ascii('{');
        int base = used;
        boolean sorted = true;
        at = JsonSpans.first(json, at);
        while (json[at] != '}') {
            if (!without.isEmpty() && isLeftOut(without)) {
                at = JsonSpans.valueEnd(json, JsonSpans.value(json, JsonSpans.closingQuote(json, at + 1)));
            } else if (!member(depth, base)) {
                return false;
            } else {
                sorted = sorted && (used - base == STRIDE || compare(used - 2 * STRIDE, used - STRIDE) < 0);
            }
            at = JsonSpans.next(json, at);
        }
        at++;
        if (!sorted) {
            sort(base);
        }
        if (used == base) {
            out.ascii('}');
        } else {
            // Every member ends with a comma, so that they can change places.
            out.replaceLast('}');
        }
        if (depth > 1) {
            used = base;
        }
        return true;
    }

    private boolean isLeftOut(List<String> without) {
        int nameEnd = JsonSpans.closingQuote(json, at + 1);
        for (int i = 0; i < without.size(); i++) {
            if (JsonText.matches(json, at + 1, nameEnd, without.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean member(int depth, int base) {
        if (used - base == MAX_MEMBERS * STRIDE) {
            return false;
        }
        int start = out.size();
        string();
        int nameEnd = out.size() - 1;
        out.ascii(':');
        at = JsonSpans.value(json, at - 1);
        if (!value(depth + 1)) {
            return false;
        }
        out.ascii(',');
        if (used == spans.length) {
            spans = Arrays.copyOf(spans, used * 2);
        }
        spans[used] = start;
        spans[used + 1] = nameEnd;
        spans[used + 2] = out.size();
        used += STRIDE;
        return true;
    }

    private int compare(int left, int right) {
        byte[] text = out.bytes();
        return Arrays.compareUnsigned(text, spans[left] + 1, spans[left + 1], text, spans[right] + 1, spans[right + 1]);
    }

    /** Puts the members of the object that ends here into order, the spans too. */
    private void sort(int base) {
        int[] order = order(base);
        int from = spans[base];
        byte[] written = Arrays.copyOfRange(out.bytes(), from, out.size());
        int[] old = Arrays.copyOfRange(spans, base, used);
        out.truncate(from);
        int next = base;
        for (int member : order) {
            int start = old[member];
            int moved = out.size() - start;
            out.raw(written, start - from, old[member + 2] - from);
            spans[next] = start + moved;
            spans[next + 1] = old[member + 1] + moved;
            spans[next + 2] = out.size();
            next += STRIDE;
        }
    }

    /** Returns the offsets of the members' spans in the order of their names. */
    private int[] order(int base) {
        int count = (used - base) / STRIDE;
        int[] order = new int[count];
        if (count > INSERTION_SORTED) {
            Integer[] boxed = new Integer[count];
            for (int i = 0; i < count; i++) {
                boxed[i] = i * STRIDE;
            }
            Arrays.sort(boxed, (left, right) -> compare(base + left, base + right));
            for (int i = 0; i < count; i++) {
                order[i] = boxed[i];
            }
            return order;
        }
        for (int i = 0; i < count; i++) {
            int member = i * STRIDE;
            int place = i;
            while (place > 0 && compare(base + order[place - 1], base + member) > 0) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = member;
        }
        return order;
    }

    private void string() {
        int from = at + 1;
        out.ascii('"');
        int stop = JsonStrings.quoteOrBackslash(json, from, json.length);
        while (json[stop] == '\\') {
            out.raw(json, from, stop);
            from = escape(stop);
            stop = JsonStrings.quoteOrBackslash(json, from, json.length);
        }
        out.raw(json, from, stop + 1);
        at = stop + 1;
    }

    private int escape(int backslash) {
        byte kind = json[backslash + 1];
        if (kind != 'u' && kind != '/') {
            out.raw(json, backslash, backslash + 2);
            return backslash + 2;
        }
        int codePoint = JsonText.codePoint(json, backslash, json.length);
        out.codePoint(codePoint);
        return JsonText.escapeEnd(json, backslash, codePoint);
    }

    private int[] index() {
        int[] index = new int[used / STRIDE * JsonSpans.STRIDE];
        for (int from = 0, to = 0; from < used; from += STRIDE, to += JsonSpans.STRIDE) {
            index[to + JsonSpans.NAME] = spans[from] + 1;
            index[to + JsonSpans.NAME_END] = spans[from + 1];
            index[to + JsonSpans.VALUE] = spans[from + 1] + 2;
            index[to + JsonSpans.VALUE_END] = spans[from + 2] - 1;
        }
        return index;
    }
}
