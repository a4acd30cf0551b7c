/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.spi.TimeSource;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateway keys, saved configs and provider credentials of a data folder.
 *
 * <p>One file, {@code admin.db}, in SQLite with {@code synchronous = FULL}: what a method has acknowledged survives a
 * kill and a power loss. A server and any number of commands may have a folder open at one time, a second server may
 * not. The folder is made with mode 0700 and its files with 0600, where the file system knows modes.
 *
 * <p>Tenants: what stands under {@link #EVERYONE} is for all of them, and only the operator puts it there; what stands
 * under another name is for that tenant alone, and goes before everyone's of the same name.
 *
 * <p>Thread-safe. Look-ups for calls take no lock and never touch the disk.
 */
public final class AdminStore implements AutoCloseable {
    /** In place of a tenant: for all of them. No tenant can be called so. */
    public static final String EVERYONE = "*";

    private final AdminDatabase database;
    private final GatewayKeyStore keys;
    private final ConfigStore configs;
    private final VirtualKeyStore virtualKeys;
    private final Vault vault;
    private final @Nullable ServerLock lock;
    private volatile @Nullable Watch watch;

    private AdminStore(AdminDatabase database, MasterKey masterKey, TimeSource time, @Nullable ServerLock lock) {
        this.database = database;
        this.lock = lock;
        this.vault = new Vault(masterKey);
        this.keys = new GatewayKeyStore(database, time);
        this.configs = new ConfigStore(database, new ConfigTable(vault, time));
        this.virtualKeys = new VirtualKeyStore(database, vault, time);
    }

    /**
     * Opens a data folder for a command, beside a running server or not; does not follow changes of other processes.
     *
     * @throws AdminStoreException if the folder cannot be used
     */
    public static AdminStore open(Path folder, MasterKey masterKey) {
        return open(DataFolder.prepare(folder), masterKey, TimeSource.system(), null);
    }

    /**
     * Opens a data folder for a server, and follows changes of other processes: each counts within a second.
     *
     * @throws AdminStoreException if the folder cannot be used, another server runs on it, or the master key does not
     *     fit what is stored
     */
    public static AdminStore openForServer(Path folder, MasterKey masterKey) {
        return openForServer(folder, masterKey, TimeSource.system());
    }

    static AdminStore openForServer(Path folder, MasterKey masterKey, TimeSource time) {
        Path prepared = DataFolder.prepare(folder);
        ServerLock lock = ServerLock.take(prepared);
        try {
            AdminStore store = open(prepared, masterKey, time, lock);
            try {
                store.serve();
                return store;
            } catch (RuntimeException | Error e) {
                store.database.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static AdminStore open(Path prepared, MasterKey masterKey, TimeSource time, @Nullable ServerLock lock) {
        AdminDatabase database = AdminDatabase.open(prepared);
        try {
            AdminStore store = new AdminStore(database, masterKey, time, lock);
            database.begin(List.of(store.keys::load, store.configs::load, store.virtualKeys::load));
            return store;
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    private void serve() {
        database.read("check the master key", connection -> {
            vault.verify(connection);
            return true;
        });
        watch = Watch.start(database);
    }

    /** Returns the gateway keys. */
    public GatewayKeyStore keys() {
        return keys;
    }

    /** Returns the saved configs. */
    public ConfigStore configs() {
        return configs;
    }

    /** Returns the provider credentials. */
    public VirtualKeyStore virtualKeys() {
        return virtualKeys;
    }

    /** Closes the file and gives up the folder; look-ups go on with what they know. Closing twice does nothing. */
    @Override
    public void close() {
        Watch running = watch;
        if (running != null) {
            running.close();
        }
        database.close();
        if (lock != null) {
            lock.close();
        }
    }
}
