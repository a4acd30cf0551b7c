/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Where and when figures come from.
 *
 * @param date today in UTC
 * @param jdk the feature version of the JDK
 * @param runtime the JDK's own name and version
 * @param commit the commit of the sources, with {@code -dirty} where files differ from it; {@code unknown} without Git
 * @param cores how many cores the JVM sees
 * @param load the system's load average of the last minute: beyond one busy thread, what other work disturbed
 */
record Surroundings(LocalDate date, int jdk, String runtime, String commit, int cores, double load) {
    static Surroundings now() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return new Surroundings(
                LocalDate.now(ZoneOffset.UTC),
                Runtime.version().feature(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                headCommit(),
                system.getAvailableProcessors(),
                system.getSystemLoadAverage());
    }

    private static String headCommit() {
        String head = git("rev-parse", "--short=12", "HEAD");
        if (head.isEmpty()) {
            return "unknown";
        }
        return git("status", "--porcelain", "--", ".", ":!benchmarks/results").isEmpty() ? head : head + "-dirty";
    }

    private static String git(String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder("git");
            builder.command().addAll(List.of(arguments));
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? out.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("date", date.toString());
        json.addProperty("jdk", jdk);
        json.addProperty("runtime", runtime);
        json.addProperty("commit", commit);
        json.addProperty("cores", cores);
        json.addProperty("load_average_before", Figure.shortly(load));
        return json;
    }
}
