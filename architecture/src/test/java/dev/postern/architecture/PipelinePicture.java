/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import dev.postern.spi.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a call's way, outermost first, each as position and step: {@code TARGET retry}.
 *
 * <p>The README names steps in words for readers, {@code describe()} by ids; {@link #WORDS} says which is which.
 */
final class PipelinePicture {
    private static final String PLUGIN = "plugin";

    /** The README's words, and the ids in a description that they stand for. */
    private static final Map<String, String> WORDS = Map.of(
            "plugins' stages", PLUGIN,
            "admission", "admission",
            "exact cache", "cache",
            "fallback", "fallback",
            "parameters", "params",
            "retry", "retry",
            "target's limit", "limit",
            "breaker", "breaker",
            "attempt deadline", "deadline",
            "provider", "provider");

    private PipelinePicture() {}

    /** Reads the fenced block that names all four positions. */
    static List<String> ofReadme() throws IOException {
        String readme = Files.readString(House.ROOT.resolve("README.md"));
        String picture = Arrays.stream(readme.split("(?m)^```.*$"))
                .filter(part -> Arrays.stream(Position.values()).allMatch(position -> part.contains(position.name())))
                .filter(part -> !part.contains("\n#"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md has no block with CALL, ROUTE, TARGET and ATTEMPT"));
        List<String> steps = new ArrayList<>();
        String position = "";
        for (String line : picture.lines().toList()) {
            String words = line.replaceAll("[└│├─]", " ").strip();
            String first = words.split("\\s+")[0];
            if (isPosition(first)) {
                position = first;
            }
            if (!position.isEmpty()) {
                steps.addAll(steps(position, words));
            }
        }
        return steps;
    }

    private static List<String> steps(String position, String words) {
        return WORDS.keySet().stream()
                .filter(words::contains)
                .sorted(Comparator.comparingInt(words::indexOf))
                .map(word -> position + " " + WORDS.get(word))
                .toList();
    }

    /** Reads the text of {@code Gateway.describe()}. */
    static List<String> ofDescription(String description) {
        List<String> steps = new ArrayList<>();
        for (String line : description.lines().toList()) {
            String step = step(line.strip().split(" "));
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static @Nullable String step(String[] words) {
        if (words[0].equals("provider")) {
            return Position.ATTEMPT + " provider";
        }
        if (!isPosition(words[0])) {
            return null;
        }
        return words[0] + " " + (words[1].startsWith(Witness.PREFIX) ? PLUGIN : words[1]);
    }

    private static boolean isPosition(String word) {
        return Arrays.stream(Position.values())
                .anyMatch(position -> position.name().equals(word));
    }
}
