/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;

/** Says whether a test runs in its long form, and where that form writes its figures. */
final class Soak {
    private static final boolean LONG = Boolean.getBoolean("postern.soak");

    private Soak() {}

    static int times(int inVerify, int inSoak) {
        return LONG ? inSoak : inVerify;
    }

    static long seed() {
        long seed = Long.getLong("postern.soak.seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dpostern.soak.seed=" + seed + ")");
        return seed;
    }

    /** Writes the figures of a long run beside those of the benchmarks. */
    static void record(String name, Map<String, Object> figures) throws IOException {
        if (!LONG) {
            return;
        }
        JsonObject json = new JsonObject();
        json.addProperty("date", LocalDate.now(java.time.ZoneOffset.UTC).toString());
        json.addProperty("jdk", Runtime.version().toString());
        json.addProperty("commit", System.getProperty("postern.commit", "unknown"));
        json.addProperty("command", "./postern soak");
        figures.forEach((key, value) -> json.addProperty(key, String.valueOf(value)));
        Path folder = Path.of(System.getProperty("postern.results", "target/soak"));
        Files.createDirectories(folder);
        String file = "soak-" + name + "-jdk" + Runtime.version().feature() + ".json";
        Files.writeString(
                folder.resolve(file),
                new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
    }
}
