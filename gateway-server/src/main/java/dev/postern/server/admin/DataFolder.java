/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes the data folder and its files readable by their owner only, where the file system can. */
final class DataFolder {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");

    private DataFolder() {}

    /** Makes the folder unless it is there; one that is there keeps its permissions, which may be meant. */
    static Path prepare(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(absolute)) {
                Files.createDirectories(absolute, mode(absolute, OWNERS_FOLDER));
            }
            return absolute.toRealPath();
        } catch (IOException e) {
            throw new AdminStoreException(
                    "cannot make the data folder " + absolute + ": " + reason(e)
                            + "; choose another, or give this user the right to write there",
                    e);
        }
    }

    /** Makes an empty file for the owner only, unless it is there; in that case takes others' rights away. */
    static void privateFile(Path file) throws IOException {
        try {
            Files.createFile(file, mode(file, OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            if (isPosix(file) && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
        }
    }

    /** Whether anybody but the owner may read or write it. */
    static boolean isOpenToOthers(Path file) throws IOException {
        return isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
    }

    /** Makes new names in the folder survive a power loss, where the system can. */
    static void sync(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Says why a file could not be used; the plain message is only the path. */
    static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "");
    }

    private static FileAttribute<?>[] mode(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
