/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings the database to this version's tables: the numbered scripts, in their order, each once. */
final class Schema {
    private static final List<String> SCRIPTS = List.of("001-keys-configs-credentials.sql");

    private Schema() {}

    /** Whether nothing is missing, and nothing is newer than this. */
    static boolean isCurrent(Connection connection) throws SQLException {
        return Sql.number(connection, "PRAGMA user_version") == SCRIPTS.size();
    }

    /** Runs what is missing; within the caller's transaction, so all of it or nothing. */
    static void apply(Connection connection) throws SQLException {
        long version = Sql.number(connection, "PRAGMA user_version");
        if (version > SCRIPTS.size()) {
            throw new AdminStoreException("the data folder was written by a newer Postern (schema " + version
                    + ", this one knows " + SCRIPTS.size() + "); use that one");
        }
        for (int i = (int) version; i < SCRIPTS.size(); i++) {
            run(connection, script(SCRIPTS.get(i)));
        }
        if (version < SCRIPTS.size()) {
            Sql.run(connection, "PRAGMA user_version = " + SCRIPTS.size());
        }
    }

    private static void run(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String part : script.split(";\\s*\n", -1)) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
        }
    }

    private static String script(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name + " from the jar", e);
        }
    }
}
