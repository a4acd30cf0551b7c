/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.regex;

/**
 * A regular expression whose search takes at most as many steps as its signs times the text's characters.
 *
 * <p>Understands JavaScript's syntax as far as that is possible: groups, alternatives, classes, {@code * + ?},
 * <code>{n,m}</code>, {@code ^ $ \b}, and {@code (?i)} at the start; no look-around and no references back. Compares
 * UTF-16 code units. Immutable and thread-safe.
 */
public final class LinearRegex {
    private final Program program;

    private LinearRegex(Program program) {
        this.program = program;
    }

    /**
     * Reads a pattern.
     *
     * @throws PatternException if it is wrong, has what we lack, or would need too many states
     */
    public static LinearRegex compile(String pattern) throws PatternException {
        return new LinearRegex(PatternReader.read(pattern));
    }

    /**
     * Returns whether the expression is found anywhere in a text.
     *
     * @param steps pays for the search; where they do not suffice the answer is false
     */
    public boolean find(String text, Steps steps) {
        return !steps.exceeded() && new Search(program, text, steps).run();
    }

    /** One search: all states at once, character by character. */
    private static final class Search {
        private final Program program;
        private final String text;
        private final Steps steps;
        private final int[] stack;
        // In which round, counted from 1, a state was last reached: each state once a round.
        private final int[] reached;
        private int[] states;
        private int[] nextStates;
        private int count;
        private boolean found;

        Search(Program program, String text, Steps steps) {
            this.program = program;
            this.text = text;
            this.steps = steps;
            this.stack = new int[program.size()];
            this.reached = new int[program.size()];
            this.states = new int[program.size()];
            this.nextStates = new int[program.size()];
        }

        boolean run() {
            boolean anchored = program.op(0) == Program.START;
            int here = 0;
            for (int at = 0; at <= text.length(); at++) {
                count = here;
                if (at == 0 || !anchored) {
                    reach(0, at, states);
                }
                if (found || (anchored && count == 0)) {
                    return found;
                }
                here = at == text.length() ? 0 : step(at);
                if (found || steps.exceeded()) {
                    return found;
                }
            }
            return false;
        }

        /** Takes one character; returns how many states are left. */
        private int step(int at) {
            int before = count;
            count = 0;
            char c = text.charAt(at);
            int cost = 1;
            for (int i = 0; i < before; i++) {
                int state = states[i];
                boolean taken;
                if (program.op(state) == Program.CHAR) {
                    taken = program.x(state) == c;
                } else {
                    CharRanges set = program.set(state);
                    cost += set.cost();
                    taken = set.contains(c);
                }
                if (taken) {
                    reach(state + 1, at + 1, nextStates);
                }
            }
            steps.take(cost);
            int[] swap = states;
            states = nextStates;
            nextStates = swap;
            return count;
        }

        /** Adds the states that are reached from one without another character. */
        private void reach(int from, int at, int[] into) {
            int depth = push(from, at, 0);
            int cost = 0;
            while (depth > 0) {
                int state = stack[--depth];
                cost++;
                int op = program.op(state);
                if (op == Program.FOUND) {
                    found = true;
                } else if (op == Program.CHAR || op == Program.SET) {
                    into[count++] = state;
                } else if (op == Program.SPLIT) {
                    depth = push(state + program.y(state), at, depth);
                    depth = push(state + program.x(state), at, depth);
                } else if (op == Program.JUMP) {
                    depth = push(state + program.x(state), at, depth);
                } else if (holds(op, program.x(state), at)) {
                    depth = push(state + 1, at, depth);
                }
            }
            steps.take(cost);
        }

        private int push(int state, int at, int depth) {
            if (reached[state] == at + 1) {
                return depth;
            }
            reached[state] = at + 1;
            stack[depth] = state;
            return depth + 1;
        }

        private boolean holds(int op, int edge, int at) {
            if (op == Program.START) {
                return at == 0;
            }
            if (op == Program.END) {
                return at == text.length();
            }
            boolean before = at > 0 && CharRanges.isWord(text.charAt(at - 1));
            boolean after = at < text.length() && CharRanges.isWord(text.charAt(at));
            return (before != after) == (edge == 1);
        }
    }
}
