/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged survives kill -9: a process stores keys, configs and credentials and says each once it is
 * stored; it is killed at a random moment, and all it has said must be there. 200 rounds with {@code -Dpostern.soak=true}.
 */
@Tag("soak")
class CrashTest {
    private static final int ROUNDS = Boolean.getBoolean("postern.soak") ? 200 : 4;
    private static final int ROUNDS_PER_FOLDER = 10;

    @TempDir
    Path root;

    @Test
    @Timeout(1200)
    void whatWasAcknowledgedSurvivesKill() throws Exception {
        long seed = Long.getLong("postern.soak.seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dpostern.soak.seed=" + seed + ")");
        Random random = new Random(seed);
        List<String> acknowledged = new ArrayList<>();

        for (int round = 0; round < ROUNDS; round++) {
            if (round % ROUNDS_PER_FOLDER == 0) {
                acknowledged.clear();
            }
            Path folder = root.resolve("data" + round / ROUNDS_PER_FOLDER);
            acknowledged.addAll(writeUntilKilled(folder, 1 + random.nextInt(90)));

            try (AdminStore store = AdminStore.openForServer(folder, MasterKey.inFolder(folder))) {
                verify(store, acknowledged);
            }
            assertThat(integrity(folder)).isEqualTo("ok");
        }
    }

    private static List<String> writeUntilKilled(Path folder, int lines) throws Exception {
        List<String> said = new ArrayList<>();
        try (AdminProcess writer = AdminProcess.start("write", folder)) {
            for (int i = 0; i < lines; i++) {
                String line = writer.line();
                assertThat(line).as("line of the writer").isNotNull();
                said.add(line);
            }
            said.addAll(writer.kill());
        }
        return said;
    }

    private static void verify(AdminStore store, List<String> acknowledged) {
        Map<String, Long> newest = new HashMap<>();
        for (String line : acknowledged) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("key")) {
                assertThat(store.keys().find(words[1])).as(words[1]).isPresent();
            } else {
                newest.merge(words[0], Long.valueOf(words[1]), Math::max);
            }
        }
        newest.forEach(
                (name, number) -> assertThat(stored(store, name)).as(name).isGreaterThanOrEqualTo(number));
    }

    private static long stored(AdminStore store, String name) {
        String text = name.startsWith("config")
                ? store.configs().find("acme", name).orElseThrow().json()
                : store.virtualKeys().find("acme", name).orElseThrow().secret().reveal();
        return Long.parseLong(text.replaceAll("[^0-9]", ""));
    }

    private static String integrity(Path folder) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("admin.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA integrity_check")) {
            row.next();
            return row.getString(1);
        }
    }
}
