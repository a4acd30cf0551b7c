/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.api.InvalidRequestException;
import dev.postern.api.PluginException;
import dev.postern.api.Secret;
import dev.postern.spi.CredentialSource;
import dev.postern.spi.TimeSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The providers' credentials, encrypted on disk and bound to tenant, name, provider and base URL.
 *
 * <p>{@link #find} works on a copy in memory, and decrypts a credential at its first use. A tenant's own goes before
 * everyone's. A change counts when the method that makes it returns; one of another process within a second.
 * Thread-safe.
 */
public final class VirtualKeyStore implements CredentialSource {
    /** How many credentials may be stored. */
    public static final int MAX_KEYS = 10_000;

    private static final int MAX_SECRET_LENGTH = 8192;

    /** A credential as it stands on disk; opened by whoever needs it first. */
    private static final class Entry {
        final StoredVirtualKey key;
        final byte[] sealed;
        volatile @Nullable Credential opened;

        Entry(StoredVirtualKey key, byte[] sealed) {
            this.key = key;
            this.sealed = sealed;
        }
    }

    private final AdminDatabase database;
    private final Vault vault;
    private final TimeSource time;
    private volatile List<StoredVirtualKey> keys = List.of();
    private volatile Map<String, Map<String, Entry>> entries = Map.of();

    VirtualKeyStore(AdminDatabase database, Vault vault, TimeSource time) {
        this.database = database;
        this.vault = vault;
        this.time = time;
    }

    /**
     * Returns the credential.
     *
     * @throws PluginException if it is there and cannot be decrypted
     */
    @Override
    public Optional<Credential> find(String tenant, String name) {
        Map<String, Map<String, Entry>> now = entries;
        Entry entry = now.getOrDefault(tenant, Map.of()).get(name);
        if (entry == null) {
            entry = now.getOrDefault(AdminStore.EVERYONE, Map.of()).get(name);
        }
        if (entry == null) {
            return Optional.empty();
        }
        Credential opened = entry.opened;
        return Optional.of(opened == null ? open(entry) : opened);
    }

    private Credential open(Entry entry) {
        StoredVirtualKey key = entry.key;
        try {
            byte[] plain = vault.open(entry.sealed, place(key));
            Secret secret = Secret.of(new String(plain, StandardCharsets.US_ASCII));
            Credential opened = new Credential(secret, key.provider(), key.baseUrl());
            entry.opened = opened;
            return opened;
        } catch (AdminStoreException e) {
            throw new PluginException("stored credential '" + key.name() + "' " + e.getMessage(), false, e);
        }
    }

    /**
     * Stores a credential, in place of the one of that tenant and name if there is one.
     *
     * @throws InvalidRequestException if a field is wrong, or there are {@value #MAX_KEYS} already
     * @throws AdminStoreException if it cannot be stored, or the master key is missing or another one
     */
    public StoredVirtualKey put(NewVirtualKey wanted) {
        check(wanted);
        return database.change("store the credential", this::load, connection -> insert(connection, wanted));
    }

    private static void check(NewVirtualKey wanted) {
        Names.owner("tenant", wanted.tenant());
        Names.name("name", wanted.name());
        Names.name("provider", wanted.provider());
        Names.baseUrl("base_url", wanted.baseUrl());
        if (wanted.secret().reveal().length() > MAX_SECRET_LENGTH) {
            throw new InvalidRequestException("key: expected at most " + MAX_SECRET_LENGTH + " characters", "key");
        }
    }

    private static @Nullable Long created(Connection connection, String tenant, String name) throws SQLException {
        return Sql.first(
                connection,
                "SELECT created_at FROM virtual_key WHERE tenant = ? AND name = ?",
                row -> row.getLong(1),
                tenant,
                name);
    }

    private StoredVirtualKey insert(Connection connection, NewVirtualKey wanted) throws SQLException {
        long now = time.now().toEpochMilli();
        Long created = created(connection, wanted.tenant(), wanted.name());
        if (created == null && Sql.number(connection, "SELECT count(*) FROM virtual_key") >= MAX_KEYS) {
            throw new InvalidRequestException("there are " + MAX_KEYS + " stored credentials; delete some", null);
        }
        StoredVirtualKey key = new StoredVirtualKey(
                wanted.tenant(),
                wanted.name(),
                wanted.provider(),
                wanted.baseUrl(),
                Instant.ofEpochMilli(created == null ? now : created),
                Instant.ofEpochMilli(now));
        byte[] plain = wanted.secret().reveal().getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = vault.seal(connection, plain, place(key));
        Sql.update(
                connection,
                "INSERT OR REPLACE INTO virtual_key"
                        + " (tenant, name, provider, base_url, secret, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                key.tenant(),
                key.name(),
                key.provider(),
                key.baseUrl(),
                sealed,
                key.createdAt().toEpochMilli(),
                now);
        return key;
    }

    /** Stores a credential as {@link #put} does, but refuses a name that is taken. */
    public StoredVirtualKey create(NewVirtualKey wanted) {
        check(wanted);
        return database.change("store the credential", this::load, connection -> {
            if (created(connection, wanted.tenant(), wanted.name()) != null) {
                throw new InvalidRequestException(
                        "name: there is a credential of that name; replace it, or choose another", "name");
            }
            return insert(connection, wanted);
        });
    }

    /** Returns what is known of a tenant's credential, everyone's not counted. */
    public Optional<StoredVirtualKey> get(String tenant, String name) {
        Entry entry = entries.getOrDefault(tenant, Map.of()).get(name);
        return entry == null ? Optional.empty() : Optional.of(entry.key);
    }

    /** Returns one tenant's credentials by name, without everyone's. */
    public List<StoredVirtualKey> list(String tenant) {
        return keys.stream().filter(key -> key.tenant().equals(tenant)).toList();
    }

    /** Returns all credentials, by tenant and name. */
    public List<StoredVirtualKey> list() {
        return keys;
    }

    /**
     * Deletes a credential.
     *
     * @return whether there was one
     * @throws AdminStoreException if that cannot be stored
     */
    public boolean delete(String tenant, String name) {
        return database.change(
                "delete the credential",
                this::load,
                connection ->
                        Sql.update(connection, "DELETE FROM virtual_key WHERE tenant = ? AND name = ?", tenant, name)
                                == 1);
    }

    void load(Connection connection) throws SQLException {
        List<Entry> rows =
                Sql.list(connection, "SELECT * FROM virtual_key ORDER BY tenant, name", VirtualKeyStore::entry);
        Map<String, Map<String, Entry>> loaded = new HashMap<>();
        for (Entry row : rows) {
            loaded.computeIfAbsent(row.key.tenant(), tenant -> new HashMap<>()).put(row.key.name(), row);
        }
        keys = rows.stream().map(row -> row.key).toList();
        entries = loaded;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        StoredVirtualKey key = new StoredVirtualKey(
                row.getString("tenant"),
                row.getString("name"),
                row.getString("provider"),
                row.getString("base_url"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
        return new Entry(key, row.getBytes("secret"));
    }

    private static String[] place(StoredVirtualKey key) {
        return new String[] {
            "virtual-key", key.tenant(), key.name(), key.provider(), Objects.requireNonNullElse(key.baseUrl(), "")
        };
    }
}
