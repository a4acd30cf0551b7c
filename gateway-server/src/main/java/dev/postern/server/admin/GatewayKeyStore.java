/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.api.InvalidRequestException;
import dev.postern.api.Secret;
import dev.postern.server.Caller;
import dev.postern.server.GatewayKeys;
import dev.postern.spi.Right;
import dev.postern.spi.TimeSource;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The gateway keys, of which only SHA-256 hashes are stored.
 *
 * <p>{@link #find} works on a copy in memory and costs one hash, whether the id is known or not. A change counts when
 * the method that makes it returns; one of another process within a second. Thread-safe.
 */
public final class GatewayKeyStore implements GatewayKeys {
    /** How many keys may be active at one time. */
    public static final int MAX_ACTIVE = 10_000;

    private static final String COLUMNS = "id, name, tenant, rights, created_at, expires_at, revoked_at, hash";
    private static final Entry UNKNOWN = new Entry(null, new byte[32], Long.MIN_VALUE, Optional.empty());

    /** A key with what a look-up needs; {@code endsAt} is in milliseconds since 1970. */
    private static final class Entry {
        final @Nullable StoredKey key;
        final byte[] hash;
        final long endsAt;
        final Optional<Caller> caller;

        Entry(@Nullable StoredKey key, byte[] hash, long endsAt, Optional<Caller> caller) {
            this.key = key;
            this.hash = hash;
            this.endsAt = endsAt;
            this.caller = caller;
        }
    }

    private final AdminDatabase database;
    private final TimeSource time;
    private final SecureRandom random = new SecureRandom();
    private volatile Map<String, Entry> entries = Map.of();

    GatewayKeyStore(AdminDatabase database, TimeSource time) {
        this.database = database;
        this.time = time;
    }

    /** Whether a key was ever made: revoking the last one does not open the face. */
    @Override
    public boolean required() {
        return !entries.isEmpty();
    }

    @Override
    public Optional<Caller> find(String key) {
        byte[] bytes = KeyText.ascii(key);
        if (!KeyText.isWellFormed(bytes)) {
            return Optional.empty();
        }
        Entry entry = entries.getOrDefault(KeyText.id(key), UNKNOWN);
        boolean same = MessageDigest.isEqual(KeyText.hash(bytes), entry.hash);
        boolean alive = entry.endsAt == Long.MAX_VALUE || time.now().toEpochMilli() < entry.endsAt;
        return same && alive ? entry.caller : Optional.empty();
    }

    /**
     * Makes a key.
     *
     * @throws InvalidRequestException if a field is wrong, or there are {@value #MAX_ACTIVE} active keys
     * @throws AdminStoreException if it cannot be stored
     */
    public CreatedKey create(NewKey wanted) {
        Names.label("name", wanted.name());
        if (wanted.tenant() != null) {
            Names.tenant("tenant", wanted.tenant());
        }
        if (wanted.rights().isEmpty() || wanted.rights().contains(Right.NONE)) {
            throw new InvalidRequestException("rights: expected some of " + words(grantable()), "rights");
        }
        Instant now = now();
        if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(now)) {
            throw new InvalidRequestException("expires_at: expected a moment to come", "expires_at");
        }
        String id = KeyText.newId(random);
        String secret = KeyText.newKey(id, random);
        String tenant = wanted.tenant() == null ? id : wanted.tenant();
        StoredKey key = new StoredKey(id, wanted.name(), tenant, wanted.rights(), now, wanted.expiresAt(), null);
        database.change("store the key", this::load, connection -> {
            insert(connection, key, KeyText.hash(KeyText.ascii(secret)));
            return true;
        });
        return new CreatedKey(key, Secret.of(secret));
    }

    private static void insert(Connection connection, StoredKey key, byte[] hash) throws SQLException {
        long active = Sql.number(
                connection,
                "SELECT count(*) FROM gateway_key WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)",
                key.createdAt().toEpochMilli());
        if (active >= MAX_ACTIVE) {
            throw new InvalidRequestException("there are " + MAX_ACTIVE + " active keys; revoke some", null);
        }
        Sql.update(
                connection,
                "INSERT INTO gateway_key (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, NULL, ?)",
                key.id(),
                key.name(),
                key.tenant(),
                words(key.rights()),
                key.createdAt().toEpochMilli(),
                key.expiresAt() == null ? null : key.expiresAt().toEpochMilli(),
                hash);
    }

    /** Returns all keys, the oldest first, revoked and expired ones too. */
    public List<StoredKey> list() {
        return entries.values().stream()
                .flatMap(entry -> Optional.ofNullable(entry.key).stream())
                .toList();
    }

    /** Returns one tenant's keys, the oldest first. */
    public List<StoredKey> list(String tenant) {
        return list().stream().filter(key -> key.tenant().equals(tenant)).toList();
    }

    /**
     * Revokes a key for good; one that is revoked stays as it is.
     *
     * @return whether there is such a key
     * @throws AdminStoreException if it cannot be stored
     */
    public boolean revoke(String id) {
        return database.change("revoke the key", this::load, connection -> {
            Sql.update(
                    connection,
                    "UPDATE gateway_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                    time.now().toEpochMilli(),
                    id);
            return Sql.number(connection, "SELECT count(*) FROM gateway_key WHERE id = ?", id) == 1;
        });
    }

    /** Returns the time by which keys end, in whole milliseconds, as they are stored. */
    Instant now() {
        return Instant.ofEpochMilli(time.now().toEpochMilli());
    }

    void load(Connection connection) throws SQLException {
        Map<String, Entry> loaded = new LinkedHashMap<>();
        for (Entry entry : Sql.list(
                connection,
                "SELECT " + COLUMNS + " FROM gateway_key ORDER BY created_at, rowid",
                GatewayKeyStore::entry)) {
            if (entry.key != null) {
                loaded.put(entry.key.id(), entry);
            }
        }
        entries = loaded;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Instant expires = moment(row, "expires_at");
        Instant revoked = moment(row, "revoked_at");
        StoredKey key = new StoredKey(
                row.getString("id"),
                row.getString("name"),
                row.getString("tenant"),
                rights(row.getString("rights")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                expires,
                revoked);
        long endsAt = Long.MAX_VALUE;
        if (revoked != null) {
            endsAt = Long.MIN_VALUE;
        } else if (expires != null) {
            endsAt = expires.toEpochMilli();
        }
        Caller caller = new Caller(key.tenant(), key.id(), key.rights());
        return new Entry(key, row.getBytes("hash"), endsAt, Optional.of(caller));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** Reads the words of rights; one that a newer version knows is no right here. */
    private static Set<Right> rights(String words) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (Right right : grantable()) {
            if (Arrays.asList(words.split(",", -1)).contains(right.word())) {
                rights.add(right);
            }
        }
        return rights;
    }

    static Set<Right> grantable() {
        return EnumSet.complementOf(EnumSet.of(Right.NONE));
    }

    static String words(Set<Right> rights) {
        StringJoiner words = new StringJoiner(",");
        for (Right right : Right.values()) {
            if (rights.contains(right)) {
                words.add(right.word());
            }
        }
        return words.toString();
    }
}
