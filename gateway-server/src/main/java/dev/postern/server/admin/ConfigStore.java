/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import com.google.gson.JsonElement;
import dev.postern.api.ConfigException;
import dev.postern.api.InvalidRequestException;
import dev.postern.spi.ConfigSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The saved configs, with their versions.
 *
 * <p>{@link #find} works on a copy in memory; a tenant's own config goes before everyone's of that name. A change counts
 * when the method that makes it returns; one of another process within a second. A config whose text holds a provider's
 * key is encrypted as credentials are. Thread-safe.
 */
public final class ConfigStore implements ConfigSource {
    /** How many configs may be saved. */
    public static final int MAX_CONFIGS = 1000;
    /** How long a config's text may be, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1 << 20;
    /** How long the texts of all configs may be together, in bytes, as they are held in memory. */
    public static final int MAX_TOTAL_BYTES = 64 << 20;
    /** How many versions of a config are kept; older ones are forgotten. */
    public static final int MAX_VERSIONS = 100;
    /** What every id begins with, and no name does. */
    public static final String ID_PREFIX = "pc-";

    private final AdminDatabase database;
    private final ConfigTable table;
    private volatile ConfigBook book = ConfigBook.EMPTY;

    ConfigStore(AdminDatabase database, ConfigTable table) {
        this.database = database;
        this.table = table;
    }

    /**
     * Returns the config of that name or id.
     *
     * @throws dev.postern.api.PluginException if it is there and cannot be decrypted
     */
    @Override
    public Optional<NamedConfig> find(String tenant, String name) {
        ConfigBook now = book;
        ConfigBook.Entry entry = now.find(tenant, name);
        if (entry == null) {
            entry = now.find(AdminStore.EVERYONE, name);
        }
        return entry == null ? Optional.empty() : Optional.of(table.opened(entry));
    }

    /**
     * Saves a config: a new one, or a new version of the one of that tenant and name.
     *
     * @throws ConfigException if the check refuses it
     * @throws InvalidRequestException if the name or the length is wrong, or there is no room
     * @throws AdminStoreException if it cannot be stored
     */
    public SavedConfig put(NewConfig wanted, ConfigCheck check) {
        ConfigRules.check(wanted, check);
        return database.change("save the config", this::load, connection -> {
            SavedConfig known = ConfigTable.named(connection, wanted.tenant(), wanted.name());
            return known == null ? table.insert(connection, wanted) : table.add(connection, known, wanted);
        });
    }

    /** Saves a config as {@link #put} does, but refuses a name that is taken. */
    public SavedConfig create(NewConfig wanted, ConfigCheck check) {
        ConfigRules.check(wanted, check);
        return database.change("save the config", this::load, connection -> {
            refuseTaken(connection, wanted.tenant(), wanted.name());
            return table.insert(connection, wanted);
        });
    }

    /**
     * Saves a new version of the config of that id, under its old name or a new one.
     *
     * @return the config; empty if the tenant has none of that id
     * @throws ConfigException if the check refuses it
     * @throws InvalidRequestException if the name or the length is wrong, the name is taken, or there is no room
     * @throws AdminStoreException if it cannot be stored
     */
    public Optional<SavedConfig> update(String id, NewConfig wanted, ConfigCheck check) {
        ConfigRules.check(wanted, check);
        return database.change("save the config", this::load, connection -> {
            SavedConfig known = ConfigTable.withId(connection, wanted.tenant(), id);
            if (known == null) {
                return Optional.empty();
            }
            rename(connection, known, wanted.name());
            return Optional.of(table.add(connection, known, wanted));
        });
    }

    /**
     * Gives a config another name; its text and version stay.
     *
     * @return the config; empty if the tenant has none of that id
     * @throws InvalidRequestException if the name is wrong or taken
     * @throws AdminStoreException if it cannot be stored
     */
    public Optional<SavedConfig> rename(String tenant, String id, String name) {
        ConfigRules.name(name);
        return database.change("rename the config", this::load, connection -> {
            SavedConfig known = ConfigTable.withId(connection, tenant, id);
            if (known == null) {
                return Optional.empty();
            }
            rename(connection, known, name);
            return Optional.ofNullable(ConfigTable.withId(connection, tenant, id));
        });
    }

    private static void rename(Connection connection, SavedConfig known, String name) throws SQLException {
        if (!known.name().equals(name)) {
            refuseTaken(connection, known.tenant(), name);
            Sql.update(connection, "UPDATE config SET name = ? WHERE id = ?", name, known.id());
        }
    }

    private static void refuseTaken(Connection connection, String tenant, String name) throws SQLException {
        if (ConfigTable.named(connection, tenant, name) != null) {
            throw new InvalidRequestException(
                    "name: there is a config of that name; change it, or choose another", "name");
        }
    }

    /** Returns what is known of the config of that name or id in a tenant, everyone's not counted. */
    public Optional<SavedConfig> get(String tenant, String name) {
        ConfigBook.Entry entry = book.find(tenant, name);
        return entry == null ? Optional.empty() : Optional.of(entry.config());
    }

    /** Returns the config of that name or id in a tenant as it may be shown: with providers' keys masked. */
    public Optional<JsonElement> shown(String tenant, String name) {
        ConfigBook.Entry entry = book.find(tenant, name);
        return entry == null
                ? Optional.empty()
                : Optional.of(ConfigText.shown(table.opened(entry).json()));
    }

    /** Returns the kept versions of the config of that id, the oldest first. */
    public List<SavedConfig> versions(String id) {
        return database.read("read the versions", connection -> ConfigTable.versions(connection, id));
    }

    /** Returns one tenant's configs by name, without everyone's. */
    public List<SavedConfig> list(String tenant) {
        return list().stream().filter(config -> config.tenant().equals(tenant)).toList();
    }

    /** Returns all configs, by tenant and name. */
    public List<SavedConfig> list() {
        return book.list();
    }

    /**
     * Deletes a config with all versions.
     *
     * @param name the name or id
     * @return whether there was one
     * @throws AdminStoreException if that cannot be stored
     */
    public boolean delete(String tenant, String name) {
        return database.change(
                "delete the config",
                this::load,
                connection -> Sql.update(
                                connection,
                                "DELETE FROM config WHERE tenant = ? AND (id = ? OR name = ?)",
                                tenant,
                                name,
                                name)
                        == 1);
    }

    void load(Connection connection) throws SQLException {
        book = ConfigTable.load(connection, book);
    }
}
