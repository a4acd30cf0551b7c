/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps a second server off a data folder; the system lets go of it when the process ends, however that happens. */
final class ServerLock implements AutoCloseable {
    private static final String NAME = "server.lock";
    /**
     * The folders that this process holds. Closing any channel of a file drops the process's lock on it, so a second
     * attempt must not even open one.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ServerLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static ServerLock take(Path folder) {
        if (!HELD.add(folder)) {
            throw taken(folder, "this one, " + ProcessHandle.current().pid());
        }
        try {
            return new ServerLock(folder, lock(folder));
        } catch (RuntimeException | Error e) {
            HELD.remove(folder);
            throw e;
        }
    }

    private static FileChannel lock(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            DataFolder.privateFile(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    throw taken(folder, holder(channel));
                }
                channel.truncate(0);
                channel.write(
                        StandardCharsets.US_ASCII.encode(
                                Long.toString(ProcessHandle.current().pid())),
                        0);
                return channel;
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        } catch (OverlappingFileLockException e) {
            throw taken(folder, "this one, " + ProcessHandle.current().pid());
        } catch (IOException e) {
            throw new AdminStoreException("cannot lock " + file + ": " + DataFolder.reason(e), e);
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString();
    }

    private static AdminStoreException taken(Path folder, String process) {
        return new AdminStoreException("another server (process " + process + ") runs on the data folder " + folder
                + "; stop it, or give this one a folder of its own");
    }

    @Override
    public void close() {
        // Once only: by the second time the folder may be another's.
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new AdminStoreException("cannot unlock " + folder + ": " + DataFolder.reason(e), e);
        } finally {
            HELD.remove(folder);
        }
    }
}
