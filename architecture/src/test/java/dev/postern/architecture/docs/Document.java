/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A Markdown file of this repository. */
record Document(Path file, List<String> lines) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** A fenced block: its language, its text, and the line on which the text begins, from 1. */
    record Block(String language, String text, int line) {}

    static Document read(String path) throws IOException {
        return read(ROOT.resolve(path));
    }

    static Document read(Path file) throws IOException {
        return new Document(file, Files.readAllLines(file));
    }

    /** Returns README, CONTRIBUTING, CHANGELOG and the guides. */
    static List<Document> all() throws IOException {
        List<Document> documents = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(name -> name.toString().endsWith(".md"))
                        .sorted()
                        .toList()) {
                    documents.add(read(file));
                }
            }
        }
        return documents;
    }

    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int begun = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("```")) {
                continue;
            }
            if (begun < 0) {
                begun = i;
            } else {
                String text = String.join("\n", lines.subList(begun + 1, i));
                blocks.add(new Block(lines.get(begun).substring(3).strip(), text, begun + 2));
                begun = -1;
            }
        }
        return blocks;
    }

    /** Returns the lines outside of fenced blocks. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean inBlock = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                inBlock = !inBlock;
            } else if (!inBlock) {
                prose.add(line);
            }
        }
        return prose;
    }

    /** Returns the anchors of its headings, as GitHub makes them. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        for (String line : prose()) {
            if (line.startsWith("#")) {
                String title = line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT);
                anchors.add(title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
            }
        }
        return anchors;
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
