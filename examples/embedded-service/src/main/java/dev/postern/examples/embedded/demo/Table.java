/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded.demo;

import java.util.ArrayList;
import java.util.List;

/** Lays the rows out in columns. */
final class Table {
    private static final List<String> HEAD =
            List.of("call", "target used", "cache", "attempts", "latency", "tokens", "cost", "");
    private static final int FIRST_NUMBER = 3;

    private Table() {}

    static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        for (Row row : rows) {
            lines.add(List.of(
                    row.call(),
                    row.target(),
                    row.cache(),
                    row.attempts(),
                    row.latency(),
                    row.tokens(),
                    row.cost(),
                    row.asExpected() ? "ok" : "UNEXPECTED"));
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        lines.add(1, underlines(widths));
        StringBuilder table = new StringBuilder();
        lines.forEach(line -> table.append(line(line, widths)).append('\n'));
        return table.toString();
    }

    private static List<String> underlines(int[] widths) {
        List<String> underlines = new ArrayList<>();
        for (int width : widths) {
            underlines.add("-".repeat(width));
        }
        return underlines;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            boolean number = i >= FIRST_NUMBER && i < widths.length - 1;
            line.append(number ? padding + cells.get(i) : cells.get(i) + padding)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }
}
