/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

/** Tells code from words by its characters. */
final class Code {
    private static final String MARKS = "_=<>{}()[]\\|@#$^~*`+%";
    private static final String OPERATORS = "+-*/%=<>!&|^~@#$\\";

    private Code() {}

    /** Returns a chunk of text without the marks of a sentence at its end, and the brackets of a sentence around it. */
    static String bare(String chunk) {
        int to = chunk.length();
        while (to > 0 && ",;:.?!\"'".indexOf(chunk.charAt(to - 1)) >= 0) {
            to--;
        }
        int from = 0;
        while (from < to && "\"'".indexOf(chunk.charAt(from)) >= 0) {
            from++;
        }
        String bare = chunk.substring(from, to);
        boolean opens = bare.startsWith("(") || bare.startsWith("[");
        boolean closes = bare.endsWith(")") || bare.endsWith("]");
        if (opens && bare.indexOf('(', 1) < 0 && bare.indexOf('[', 1) < 0) {
            return bare.substring(1, closes && bare.length() > 1 ? bare.length() - 1 : bare.length());
        }
        return closes && bare.indexOf('(') < 0 && bare.indexOf('[') < 0 ? bare.substring(0, bare.length() - 1) : bare;
    }

    static boolean is(String text) {
        if (text.isEmpty() || text.equals("-") || text.equals("&") || text.equals("/") || text.startsWith("**")) {
            return false;
        }
        if (isOperator(text) || isFlag(text) || text.indexOf("::") > 0) {
            return true;
        }
        boolean letter = false;
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (MARKS.indexOf(c) >= 0) {
                return true;
            }
            if (isInner(text, i) && (c == '.' || c == ':') && isName(text, i)) {
                return true;
            }
            if (c == '/' && (i == 0 || text.indexOf('/', i + 1) > 0)) {
                return true;
            }
            letter |= Character.isLetter(c);
            digit |= Character.isDigit(c);
            if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(text.charAt(i - 1))) {
                return true;
            }
        }
        return letter && digit;
    }

    private static boolean isInner(String text, int at) {
        return at > 0 && at < text.length() - 1;
    }

    /** Whether the mark joins parts of a name, as in {@code java.util}, and not letters that stand for words. */
    private static boolean isName(String text, int mark) {
        return Character.isLetterOrDigit(text.charAt(mark - 1))
                && Character.isLowerCase(text.charAt(mark + 1))
                && mark > 1
                && text.length() - mark > 2;
    }

    private static boolean isOperator(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (OPERATORS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.equals("!") && !text.equals("--");
    }

    private static boolean isFlag(String text) {
        int dashes = text.startsWith("--") ? 2 : text.startsWith("-") ? 1 : 0;
        return dashes > 0 && text.length() > dashes && Character.isLetter(text.charAt(dashes));
    }
}
