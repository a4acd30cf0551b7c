/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import dev.postern.plugin.semantic.guard.Guards;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows {@code cache evaluate} on a command line. */
final class Arguments {
    static final String USAGE = String.join(
            "\n",
            "usage: postern cache evaluate --pairs FILE.tsv [--threshold 0.9] [--disputed] [--svg FILE.svg]",
            "       postern cache evaluate --benchmark FILE.json [--threshold 0.9]",
            "",
            "  --pairs FILE.tsv      tab-separated text_a, text_b, same (1 or 0), under a header line",
            "  --benchmark FILE.json an array of {\"origin\": \"...\", \"similar\": \"...\"}: stores all origins,",
            "                        asks with all similars",
            "  --threshold N         the least similarity of a hit, 0.5 to 1; the model's default unless given",
            "  --without GUARD       switches a guard off: " + String.join(", ", Guards.ids()),
            "  --embedder ID         minilm unless given",
            "  --disputed            names the near pairs on which label and cache disagree",
            "  --svg FILE.svg        draws precision and recall over the threshold");

    @Nullable
    Path pairs;

    @Nullable
    Path benchmark;

    @Nullable
    Path svg;

    OptionalDouble threshold = OptionalDouble.empty();
    final Set<String> without = new HashSet<>();
    String embedder = "minilm";
    boolean disputed;
    boolean help;

    private Arguments() {}

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException if they are not as the usage says
     */
    static Arguments of(List<String> words) {
        Arguments arguments = new Arguments();
        Iterator<String> each = words.iterator();
        while (each.hasNext()) {
            arguments.option(each.next(), each);
        }
        if (!arguments.help && (arguments.pairs == null) == (arguments.benchmark == null)) {
            throw new IllegalArgumentException("expected either --pairs or --benchmark");
        }
        return arguments;
    }

    private void option(String name, Iterator<String> rest) {
        switch (name) {
            case "--help", "-h" -> help = true;
            case "--disputed" -> disputed = true;
            case "--pairs" -> pairs = Path.of(value(name, rest));
            case "--benchmark" -> benchmark = Path.of(value(name, rest));
            case "--svg" -> svg = Path.of(value(name, rest));
            case "--embedder" -> embedder = value(name, rest);
            case "--threshold" -> threshold = OptionalDouble.of(number(value(name, rest)));
            case "--without" -> without.add(guard(value(name, rest)));
            default -> throw new IllegalArgumentException("unknown option " + name);
        }
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + ": expected a value");
        }
        return rest.next();
    }

    private static String guard(String id) {
        if (!Guards.ids().contains(id)) {
            throw new IllegalArgumentException(
                    "--without: no guard '" + id + "'; present: " + String.join(", ", Guards.ids()));
        }
        return id;
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            if (number >= 0.5 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new IllegalArgumentException("--threshold: expected a number from 0.5 to 1, found " + text);
    }
}
