/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.regex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a pattern and writes the program for it as it goes. */
final class PatternReader {
    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_GROUPS_OPEN = 50;
    private static final int MAX_REPEATS = 1_000;
    private static final int UNBOUNDED = -1;

    private final Program program = new Program();
    private final String pattern;
    private final boolean anyCase;
    private int at;
    private int open;

    private PatternReader(String pattern) throws PatternException {
        if (pattern.length() > MAX_LENGTH) {
            throw new PatternException("longer than " + MAX_LENGTH + " characters");
        }
        this.pattern = pattern;
        this.anyCase = pattern.startsWith("(?i)");
        this.at = anyCase ? 4 : 0;
    }

    static Program read(String pattern) throws PatternException {
        PatternReader reader = new PatternReader(pattern);
        reader.alternatives();
        if (reader.at < pattern.length()) {
            throw reader.problem("a ) without its (");
        }
        reader.program.add(Program.FOUND, 0, 0);
        return reader.program;
    }

    private void alternatives() throws PatternException {
        List<Integer> jumps = new ArrayList<>();
        int start = program.size();
        sequence();
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            program.insert(start, Program.SPLIT, 1, program.size() - start + 2);
            jumps.add(program.size());
            program.add(Program.JUMP, 0, 0);
            start = program.size();
            sequence();
        }
        jumps.forEach(program::land);
    }

    private void sequence() throws PatternException {
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            int start = program.size();
            boolean repeatable = atom();
            repetition(start, repeatable);
        }
    }

    /** Reads one atom; returns whether it may be repeated. */
    private boolean atom() throws PatternException {
        char c = pattern.charAt(at++);
        switch (c) {
            case '(' -> group();
            case '[' -> program.add(set());
            case '.' -> program.add(CharRanges.dot());
            case '^' -> program.add(Program.START, 0, 0);
            case '$' -> program.add(Program.END, 0, 0);
            case '\\' -> {
                return escaped();
            }
            case '*', '+', '?' -> throw problem("nothing to repeat before " + c);
            default -> literal(c);
        }
        return c != '^' && c != '$';
    }

    private void literal(char c) throws PatternException {
        if (anyCase && Character.toLowerCase(c) != Character.toUpperCase(c)) {
            CharRanges both = new CharRanges(true);
            both.add(Character.toLowerCase(c), Character.toLowerCase(c));
            both.add(Character.toUpperCase(c), Character.toUpperCase(c));
            program.add(both);
        } else {
            program.add(Program.CHAR, c, 0);
        }
    }

    private void group() throws PatternException {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (pattern.startsWith("?", at)) {
            throw problem("of groups that begin with (? only (?:…) is known, and (?i) at the very start; there is no"
                    + " look-ahead or look-behind");
        }
        if (++open > MAX_GROUPS_OPEN) {
            throw problem("groups nested deeper than " + MAX_GROUPS_OPEN);
        }
        alternatives();
        if (at == pattern.length()) {
            throw problem("a ( without its )");
        }
        at++;
        open--;
    }

    private boolean escaped() throws PatternException {
        char c = at < pattern.length() ? pattern.charAt(at) : 0;
        if (c == 'b' || c == 'B') {
            at++;
            program.add(Program.EDGE, c == 'b' ? 1 : 0, 0);
            return false;
        }
        CharRanges ranges = new CharRanges(anyCase);
        int single = escape(ranges);
        if (single < 0) {
            program.add(ranges);
        } else {
            literal((char) single);
        }
        return true;
    }

    /** Reads what stands behind a backslash; returns the character, or -1 once a class is added to the ranges. */
    private int escape(CharRanges ranges) throws PatternException {
        if (at == pattern.length()) {
            throw problem("a \\ at the end");
        }
        char c = pattern.charAt(at++);
        if (ranges.addClass(c)) {
            return -1;
        }
        int control = "tnrfv".indexOf(c);
        if (control >= 0) {
            return "\t\n\r\f\u000b".charAt(control);
        }
        if (c == 'x' || c == 'u') {
            return hex(c == 'x' ? 2 : 4);
        }
        boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letterOrDigit) {
            throw problem("\\" + c + " is not known");
        }
        return c;
    }

    private int hex(int digits) throws PatternException {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < pattern.length() ? Character.digit(pattern.charAt(at++), 16) : -1;
            if (digit < 0) {
                throw problem("expected " + digits + " hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private CharRanges set() throws PatternException {
        CharRanges ranges = new CharRanges(anyCase);
        if (pattern.startsWith("^", at)) {
            at++;
            ranges.negate();
        }
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            int from = member(ranges);
            if (from < 0 || !pattern.startsWith("-", at) || pattern.startsWith("-]", at)) {
                addSingle(ranges, from);
                continue;
            }
            at++;
            int to = at < pattern.length() ? member(ranges) : -1;
            if (to < 0) {
                // As in JavaScript, a dash beside a class is a dash.
                addSingle(ranges, from);
                addSingle(ranges, '-');
            } else if (to < from) {
                throw problem("a range that does not run upwards");
            } else {
                ranges.add((char) from, (char) to);
            }
        }
        if (at == pattern.length()) {
            throw problem("a [ without its ]");
        }
        at++;
        return ranges;
    }

    private static void addSingle(CharRanges ranges, int c) {
        if (c >= 0) {
            ranges.add((char) c, (char) c);
        }
    }

    private int member(CharRanges ranges) throws PatternException {
        char c = pattern.charAt(at++);
        if (c != '\\') {
            return c;
        }
        if (pattern.startsWith("b", at)) {
            at++;
            return '\b';
        }
        return escape(ranges);
    }

    private void repetition(int start, boolean repeatable) throws PatternException {
        char c = at < pattern.length() ? pattern.charAt(at) : 0;
        int[] bounds = c == '*'
                ? new int[] {0, UNBOUNDED}
                : c == '+' ? new int[] {1, UNBOUNDED} : c == '?' ? new int[] {0, 1} : c == '{' ? braces() : null;
        if (bounds == null) {
            return;
        }
        if (!repeatable) {
            throw problem("nothing to repeat before " + c);
        }
        if (c != '{') {
            at++;
        }
        // A lazy repetition finds the same texts.
        if (pattern.startsWith("?", at)) {
            at++;
        }
        repeat(program.cut(start), bounds[0], bounds[1]);
    }

    /** Reads <code>{n}</code>, <code>{n,}</code> or <code>{n,m}</code>; null where the brace is a brace and nothing more. */
    private int @Nullable [] braces() throws PatternException {
        int close = pattern.indexOf('}', at);
        int comma = pattern.indexOf(',', at);
        if (close < 0) {
            return null;
        }
        boolean one = comma < 0 || comma > close;
        int least = number(at + 1, one ? close : comma);
        int most = one ? least : comma + 1 == close ? UNBOUNDED : number(comma + 1, close);
        boolean open = !one && comma + 1 == close;
        if (least < 0 || (most < 0 && !open)) {
            return null;
        }
        at = close + 1;
        if (Math.max(least, most) > MAX_REPEATS || (!open && most < least)) {
            throw problem("expected repetitions from 0 to " + MAX_REPEATS + ", the lower number first");
        }
        return new int[] {least, most};
    }

    private int number(int from, int to) {
        int value = from == to ? -1 : 0;
        for (int i = from; i < to; i++) {
            char c = pattern.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = Math.min(MAX_REPEATS + 1, value * 10 + c - '0');
        }
        return value;
    }

    private void repeat(int[] stretch, int least, int most) throws PatternException {
        int length = Program.states(stretch);
        if (length == 0) {
            return;
        }
        for (int i = 0; i < least; i++) {
            program.paste(stretch);
        }
        if (most == UNBOUNDED) {
            program.add(Program.SPLIT, 1, length + 2);
            program.paste(stretch);
            program.add(Program.JUMP, -length - 1, 0);
        }
        for (int i = least; i < most; i++) {
            program.add(Program.SPLIT, 1, length + 1);
            program.paste(stretch);
        }
    }

    private PatternException problem(String what) {
        return new PatternException(what + ", at character " + at);
    }
}
