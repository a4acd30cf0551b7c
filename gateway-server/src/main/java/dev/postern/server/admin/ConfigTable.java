/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.api.InvalidRequestException;
import dev.postern.api.PluginException;
import dev.postern.spi.ConfigSource.NamedConfig;
import dev.postern.spi.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes the configs' tables, within the caller's transaction. */
final class ConfigTable {
    private static final String KNOWN = "SELECT c.id, c.tenant, c.name, c.created_at,"
            + " v.version, v.trusted, v.saved_by, v.saved_at FROM config c JOIN config_version v ON v.config_id = c.id";
    private static final String CURRENT = KNOWN + " AND v.version = c.version";
    private static final int ID_RANDOM_BYTES = 6;
    private static final int ID_NAME_LENGTH = 24;

    private final Vault vault;
    private final TimeSource time;
    private final SecureRandom random = new SecureRandom();

    ConfigTable(Vault vault, TimeSource time) {
        this.vault = vault;
        this.time = time;
    }

    static @Nullable SavedConfig named(Connection connection, String tenant, String name) throws SQLException {
        return Sql.first(connection, CURRENT + " WHERE c.tenant = ? AND c.name = ?", ConfigTable::known, tenant, name);
    }

    static @Nullable SavedConfig withId(Connection connection, String tenant, String id) throws SQLException {
        return Sql.first(connection, CURRENT + " WHERE c.tenant = ? AND c.id = ?", ConfigTable::known, tenant, id);
    }

    static List<SavedConfig> versions(Connection connection, String id) throws SQLException {
        return Sql.list(connection, KNOWN + " WHERE c.id = ? ORDER BY v.version", ConfigTable::known, id);
    }

    /** Returns the configs as they are now; texts that are known from before are not read again. */
    static ConfigBook load(Connection connection, ConfigBook before) throws SQLException {
        List<ConfigBook.Entry> entries = new ArrayList<>();
        for (SavedConfig config : Sql.list(connection, CURRENT + " ORDER BY c.tenant, c.name", ConfigTable::known)) {
            ConfigBook.Entry entry = before.version(config.versionId());
            entries.add(entry == null ? read(connection, config) : entry.with(config));
        }
        return new ConfigBook(entries);
    }

    private static ConfigBook.Entry read(Connection connection, SavedConfig config) throws SQLException {
        ConfigBook.Entry entry = Sql.first(
                connection,
                "SELECT body, sealed FROM config_version WHERE config_id = ? AND version = ?",
                row -> new ConfigBook.Entry(config, row.getBytes("body"), row.getBoolean("sealed")),
                config.id(),
                config.version());
        return Objects.requireNonNull(entry, "a row that the same transaction has seen");
    }

    /** Returns a config's text, decrypted at its first use. */
    NamedConfig opened(ConfigBook.Entry entry) {
        NamedConfig known = entry.opened();
        if (known != null) {
            return known;
        }
        SavedConfig config = entry.config();
        byte[] body = entry.isSealed() ? unsealed(config, entry.body()) : entry.body();
        NamedConfig opened =
                new NamedConfig(new String(body, StandardCharsets.UTF_8), config.versionId(), config.trusted());
        entry.opened(opened);
        return opened;
    }

    private byte[] unsealed(SavedConfig config, byte[] body) {
        try {
            return vault.open(body, place(config.tenant(), config.id(), config.version()));
        } catch (AdminStoreException e) {
            throw new PluginException("saved config '" + config.name() + "' " + e.getMessage(), false, e);
        }
    }

    SavedConfig insert(Connection connection, NewConfig wanted) throws SQLException {
        if (Sql.number(connection, "SELECT count(*) FROM config") >= ConfigStore.MAX_CONFIGS) {
            throw new InvalidRequestException(
                    "there are " + ConfigStore.MAX_CONFIGS + " saved configs; delete some", null);
        }
        String id = newId(wanted.name());
        long now = time.now().toEpochMilli();
        Sql.update(
                connection,
                "INSERT INTO config (id, tenant, name, version, created_at) VALUES (?, ?, ?, 0, ?)",
                id,
                wanted.tenant(),
                wanted.name(),
                now);
        return version(connection, id, 1, Instant.ofEpochMilli(now), wanted);
    }

    /** Adds a version under the name that is wanted. */
    SavedConfig add(Connection connection, SavedConfig known, NewConfig wanted) throws SQLException {
        return version(connection, known.id(), known.version() + 1, known.createdAt(), wanted);
    }

    private SavedConfig version(Connection connection, String id, long version, Instant created, NewConfig wanted)
            throws SQLException {
        byte[] text = wanted.json().getBytes(StandardCharsets.UTF_8);
        boolean sealed = ConfigText.holdsKey(wanted.json());
        long now = time.now().toEpochMilli();
        Sql.update(
                connection,
                "INSERT INTO config_version (config_id, version, body, sealed, trusted, saved_by, saved_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                version,
                sealed ? vault.seal(connection, text, place(wanted.tenant(), id, version)) : text,
                sealed,
                wanted.trusted(),
                wanted.savedBy(),
                now);
        Sql.update(connection, "UPDATE config SET version = ? WHERE id = ?", version, id);
        Sql.update(
                connection,
                "DELETE FROM config_version WHERE config_id = ? AND version <= ?",
                id,
                version - ConfigStore.MAX_VERSIONS);
        refuseTooMuch(connection);
        return new SavedConfig(
                id,
                wanted.tenant(),
                wanted.name(),
                version,
                wanted.trusted(),
                wanted.savedBy(),
                created,
                Instant.ofEpochMilli(now));
    }

    private static void refuseTooMuch(Connection connection) throws SQLException {
        long total = Sql.number(
                connection,
                "SELECT sum(length(v.body)) FROM config c"
                        + " JOIN config_version v ON v.config_id = c.id AND v.version = c.version");
        if (total > ConfigStore.MAX_TOTAL_BYTES) {
            throw new InvalidRequestException(
                    "config: all saved configs together have more than " + ConfigStore.MAX_TOTAL_BYTES
                            + " bytes; delete some",
                    "config");
        }
    }

    private String newId(String name) {
        StringBuilder id = new StringBuilder(ConfigStore.ID_PREFIX);
        for (int i = 0; i < name.length() && i < ID_NAME_LENGTH; i++) {
            id.append(name.charAt(i) == '.' || name.charAt(i) == '_' ? '-' : name.charAt(i));
        }
        byte[] bytes = new byte[ID_RANDOM_BYTES];
        random.nextBytes(bytes);
        return id.append('-').append(HexFormat.of().formatHex(bytes)).toString();
    }

    private static SavedConfig known(ResultSet row) throws SQLException {
        return new SavedConfig(
                row.getString("id"),
                row.getString("tenant"),
                row.getString("name"),
                row.getLong("version"),
                row.getBoolean("trusted"),
                row.getString("saved_by"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("saved_at")));
    }

    private static String[] place(String tenant, String id, long version) {
        return new String[] {"config", tenant, id, Long.toString(version)};
    }
}
