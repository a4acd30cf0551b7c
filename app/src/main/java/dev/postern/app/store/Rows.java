/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.store;

import dev.postern.app.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Prints lines in columns, two blanks apart; not thread-safe. */
final class Rows {
    private final List<List<String>> rows = new ArrayList<>();

    Rows(String... titles) {
        rows.add(List.of(titles));
    }

    void add(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell.toString());
        }
        rows.add(row);
    }

    /** Prints them, or a note where there is none. */
    void print(Terminal terminal, String none) {
        if (rows.size() == 1) {
            terminal.note(none);
            return;
        }
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            terminal.print(line.toString().stripTrailing());
        }
    }
}
