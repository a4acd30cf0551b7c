/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The one connection to the file, and the order of things: a change is on disk, then in memory, then acknowledged.
 *
 * <p>A lock of {@code java.util.concurrent} guards the connection, since a virtual thread that waits in
 * {@code synchronized} would hold its carrier. Readers of the copies in memory never come here.
 */
final class AdminDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminDatabase.class);
    private static final String NAME = "admin.db";
    private static final int BUSY_MILLIS = 5000;

    /** Work on the connection, within a transaction. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** A copy of tables in memory. */
    interface Copy {
        /** Reads the tables again; leaves the old copy in place if that fails. */
        void load(Connection connection) throws SQLException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;
    private List<Copy> copies = List.of();
    private long knownVersion;
    private boolean stale;
    private boolean closed;

    private AdminDatabase(Connection connection) {
        this.connection = connection;
    }

    static AdminDatabase open(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            // Before SQLite opens it: the journal files take their permissions from it.
            DataFolder.privateFile(file);
        } catch (IOException e) {
            throw new AdminStoreException("cannot write " + file + ": " + DataFolder.reason(e), e);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        // Revoked and replaced secrets are overwritten, not left in free pages.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        try {
            return new AdminDatabase(config.createConnection("jdbc:sqlite:" + file));
        } catch (SQLException e) {
            throw failure("open " + file, e);
        }
    }

    /** Makes the tables and the first copies. */
    void begin(List<Copy> first) {
        lock.lock();
        try {
            copies = List.copyOf(first);
            if (!Schema.isCurrent(connection)) {
                transact("BEGIN IMMEDIATE", c -> {
                    Schema.apply(c);
                    return true;
                });
            }
            loadAll();
        } catch (SQLException e) {
            throw failure("read the data folder", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes a change and brings one copy up to date with it before it returns.
     *
     * @param doing what an error says could not be done
     */
    <T> T change(String doing, Copy copy, Work<T> work) {
        lock.lock();
        try {
            open();
            T result = transact("BEGIN IMMEDIATE", work);
            reload(copy);
            return result;
        } catch (SQLException e) {
            throw failure(doing, e);
        } finally {
            lock.unlock();
        }
    }

    /** Reads what the copies do not hold. */
    <T> T read(String doing, Work<T> work) {
        lock.lock();
        try {
            open();
            return transact("BEGIN", work);
        } catch (SQLException e) {
            throw failure(doing, e);
        } finally {
            lock.unlock();
        }
    }

    /** Brings all copies up to date if another process has changed the file. */
    void refresh() {
        lock.lock();
        try {
            if (!closed && (stale || knownVersion != version())) {
                loadAll();
            }
        } catch (SQLException e) {
            throw failure("look for changes", e);
        } finally {
            lock.unlock();
        }
    }

    private void loadAll() throws SQLException {
        // Asked before the tables are read: a change in between is seen again, not missed.
        long version = version();
        transact("BEGIN", c -> {
            for (Copy copy : copies) {
                copy.load(c);
            }
            return true;
        });
        knownVersion = version;
        stale = false;
    }

    private void reload(Copy copy) {
        try {
            transact("BEGIN", c -> {
                copy.load(c);
                return true;
            });
        } catch (SQLException e) {
            // The change itself is on disk and stays acknowledged; the next look reads everything again.
            stale = true;
            LOG.warn("cannot read back a change; trying again", e);
        }
    }

    private long version() throws SQLException {
        return Sql.number(connection, "PRAGMA data_version");
    }

    private <T> T transact(String begin, Work<T> work) throws SQLException {
        Sql.run(connection, begin);
        boolean done = false;
        try {
            T result = work.run(connection);
            Sql.run(connection, "COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    private void rollBack() {
        try {
            Sql.run(connection, "ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("SQLite had rolled back by itself", e);
        }
    }

    private void open() {
        if (closed) {
            throw new AdminStoreException("the store is closed");
        }
    }

    private static AdminStoreException failure(String doing, SQLException e) {
        return new AdminStoreException("cannot " + doing + ": " + reason(e.getErrorCode() & 0xff), e);
    }

    private static String reason(int code) {
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return "another process has held the database for " + BUSY_MILLIS + " ms; try again";
        }
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return "the disk is full";
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return "this user may not write to the data folder";
        }
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return NAME + " is damaged or no database; put a backup in its place";
        }
        return "SQLite error " + code;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                connection.close();
            }
        } catch (SQLException e) {
            throw failure("close the database", e);
        } finally {
            lock.unlock();
        }
    }
}
