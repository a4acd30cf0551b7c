/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Keeps figures as files, and makes a table of them. */
final class ResultsFolder {
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final String INTRODUCTION = """
            # Results

            Written by `./postern bench` from the files beside it: of each suite and JDK the latest. One figure is the median,
            with a tenth of the samples below and a tenth above the range; ratios compare within one run. What each line
            measures stands in the Javadoc of its benchmark. The load average was taken before a run: on a machine of its own
            it is near 0, and what goes beyond the cores has disturbed.
            """;

    private ResultsFolder() {}

    /** Writes the file of one run; one of the same day, JDK and suite is replaced. */
    static void write(Path folder, String suite, Surroundings surroundings, List<Figure> figures) throws IOException {
        JsonObject json = surroundings.toJson();
        json.addProperty("suite", suite);
        json.addProperty("command", "./postern bench " + suite);
        JsonArray rows = new JsonArray();
        figures.forEach(figure -> rows.add(figure.toJson()));
        json.add("figures", rows);
        Files.createDirectories(folder);
        String name = surroundings.date() + "-jdk" + surroundings.jdk() + "-" + suite + ".json";
        Files.writeString(folder.resolve(name), PRETTY.toJson(json) + "\n");
    }

    /** Writes the table of the latest file of each suite and JDK. */
    static void writeTable(Path folder) throws IOException {
        Map<String, JsonObject> latest = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            // Names begin with the date, so later files come later.
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                JsonObject run = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
                // The soak leaves its files here too; they have no figures of this form.
                if (run.has("figures")) {
                    latest.put(text(run, "suite") + " on JDK " + text(run, "jdk"), run);
                }
            }
        }
        StringBuilder page = new StringBuilder(INTRODUCTION);
        latest.forEach((title, run) -> section(page, title, run));
        Files.writeString(folder.resolve("README.md"), page);
    }

    private static void section(StringBuilder page, String title, JsonObject run) {
        page.append("\n## ").append(title).append("\n\n");
        page.append(text(run, "date")).append(", ").append(text(run, "runtime"));
        page.append(", commit ").append(text(run, "commit"));
        page.append(", ").append(text(run, "cores")).append(" cores, load average ");
        page.append(text(run, "load_average_before"));
        page.append(", `").append(text(run, "command")).append("`\n\n");
        page.append("| what | median | range | B/op | ratio | goal |\n|---|---|---|---|---|---|\n");
        for (JsonElement row : run.getAsJsonArray("figures")) {
            row(page, row.getAsJsonObject());
        }
    }

    private static void row(StringBuilder page, JsonObject row) {
        String ratio = row.has("ratio") ? text(row, "ratio") + " × of " + text(row, "base") : "";
        String note = row.has("note") ? " (" + text(row, "note") + ")" : "";
        page.append("| ").append(text(row, "name"));
        page.append(" | ").append(text(row, "median")).append(' ').append(text(row, "unit"));
        page.append(" | ").append(text(row, "low")).append("–").append(text(row, "high"));
        page.append(" | ").append(text(row, "bytes_per_op"));
        page.append(" | ").append(ratio).append(note);
        page.append(" | ").append(text(row, "goal")).append(" |\n");
    }

    private static String text(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsString() : "";
    }
}
