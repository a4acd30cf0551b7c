/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The states of an automaton, three numbers each; jumps are relative, so that any stretch of it may be copied.
 *
 * <p>After Thompson (1968), in the form of Cox, "Regular Expression Matching: the Virtual Machine Approach".
 */
final class Program {
    /** Takes the character {@code x}. */
    static final int CHAR = 0;
    /** Takes a character of set {@code x}. */
    static final int SET = 1;
    /** Goes on at both {@code x} and {@code y}. */
    static final int SPLIT = 2;
    /** Goes on at {@code x}. */
    static final int JUMP = 3;
    /** Holds at the text's start. */
    static final int START = 4;
    /** Holds at the text's end. */
    static final int END = 5;
    /** Holds at the edge of a word where {@code x} is 1, elsewhere where it is 0. */
    static final int EDGE = 6;
    /** Ends the search. */
    static final int FOUND = 7;

    private static final int STRIDE = 3;
    private static final int MAX_STATES = 2_000;

    private final List<CharRanges> sets = new ArrayList<>();
    private int[] code = new int[16 * STRIDE];
    private int size;

    int size() {
        return size;
    }

    int op(int state) {
        return code[state * STRIDE];
    }

    int x(int state) {
        return code[state * STRIDE + 1];
    }

    int y(int state) {
        return code[state * STRIDE + 2];
    }

    CharRanges set(int state) {
        return sets.get(x(state));
    }

    void add(int op, int x, int y) throws PatternException {
        insert(size, op, x, y);
    }

    void add(CharRanges set) throws PatternException {
        sets.add(set);
        add(SET, sets.size() - 1, 0);
    }

    void insert(int at, int op, int x, int y) throws PatternException {
        reserve(1);
        System.arraycopy(code, at * STRIDE, code, (at + 1) * STRIDE, (size - at) * STRIDE);
        code[at * STRIDE] = op;
        code[at * STRIDE + 1] = x;
        code[at * STRIDE + 2] = y;
        size++;
    }

    /** Lets the jump go to what is added next. */
    void land(int jump) {
        code[jump * STRIDE + 1] = size - jump;
    }

    /** Removes everything from a state on, and returns it. */
    int[] cut(int from) {
        int[] stretch = Arrays.copyOfRange(code, from * STRIDE, size * STRIDE);
        size = from;
        return stretch;
    }

    static int states(int[] stretch) {
        return stretch.length / STRIDE;
    }

    void paste(int[] stretch) throws PatternException {
        reserve(states(stretch));
        System.arraycopy(stretch, 0, code, size * STRIDE, stretch.length);
        size += states(stretch);
    }

    private void reserve(int more) throws PatternException {
        if (size + more > MAX_STATES) {
            throw new PatternException("too large; its repetitions written out, " + MAX_STATES + " signs are allowed");
        }
        if ((size + more) * STRIDE > code.length) {
            code = Arrays.copyOf(code, Math.max(code.length * 2, (size + more) * STRIDE));
        }
    }
}
