/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two texts, and whether one answer serves both.
 *
 * @param one the text that was asked first
 * @param other the text that is asked then
 * @param same whether a hit would be right
 */
record LabelledPair(String one, String other, boolean same) {
    private static final String HEADER = "text_a\ttext_b\tsame";

    /**
     * Reads tab-separated pairs under a header line {@code text_a text_b same}; {@code same} is 1 or 0.
     *
     * @throws IOException if the file cannot be read, or a line is of another form; the message names the line
     */
    static List<LabelledPair> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
            throw new IOException(file + ": expected a first line 'text_a<tab>text_b<tab>same'");
        }
        List<LabelledPair> pairs = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                pairs.add(pair(file, i + 1, lines.get(i).split("\t", -1)));
            }
        }
        return pairs;
    }

    private static LabelledPair pair(Path file, int line, String[] fields) throws IOException {
        if (fields.length != 3 || !fields[2].strip().matches("[01]")) {
            throw new IOException(file + ":" + line + ": expected two texts and 1 or 0, separated by tabs");
        }
        return new LabelledPair(fields[0], fields[1], fields[2].strip().equals("1"));
    }
}
