/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that encrypts provider credentials: 32 bytes, given in Base64 or kept in a file of the data folder.
 *
 * <p>Nothing is read or made before it is needed. Without it the credentials cannot be read: keep a copy, and not beside
 * the backups of the data folder. Never prints itself.
 */
public final class MasterKey {
    /** The environment variable that holds the key in Base64. */
    public static final String VARIABLE = "POSTERN_MASTER_KEY";

    private static final Logger LOG = LoggerFactory.getLogger(MasterKey.class);
    private static final String FILE = "master.key";
    private static final int BYTES = 32;
    private static final int MAX_FILE_BYTES = 1024;

    private final @Nullable Path folder;
    private volatile @Nullable SecretKey key;

    private MasterKey(@Nullable Path folder, @Nullable SecretKey key) {
        this.folder = folder;
        this.key = key;
    }

    /**
     * Takes the key from a text.
     *
     * @param base64 32 bytes in Base64, as {@code openssl rand -base64 32} prints them
     * @throws AdminStoreException if it is something else
     */
    public static MasterKey of(String base64) {
        return new MasterKey(null, parse(base64, VARIABLE));
    }

    /** Takes the key from the file {@code master.key} in a folder; the first credential to be stored makes it. */
    public static MasterKey inFolder(Path folder) {
        return new MasterKey(folder, null);
    }

    /**
     * Takes the key from {@value #VARIABLE} where that is set, else from the file in the folder.
     *
     * @throws AdminStoreException if the variable is no key
     */
    public static MasterKey from(Map<String, String> environment, Path folder) {
        String base64 = environment.get(VARIABLE);
        return base64 == null || base64.isBlank() ? inFolder(folder) : of(base64);
    }

    /** Returns the key. */
    SecretKey existing() {
        SecretKey known = key;
        if (known != null) {
            return known;
        }
        Path file = file();
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw malformed(file.toString());
            }
            if (DataFolder.isOpenToOthers(file)) {
                LOG.warn("{} can be read by other users; run chmod 600 on it", file);
            }
            SecretKey read = parse(Files.readString(file, StandardCharsets.US_ASCII), file.toString());
            key = read;
            return read;
        } catch (NoSuchFileException e) {
            throw new AdminStoreException(
                    "the master key is missing: stored credentials need " + file + " or " + VARIABLE
                            + "; restore it; nothing was changed",
                    e);
        } catch (IOException e) {
            throw new AdminStoreException("cannot read " + file + ": " + DataFolder.reason(e), e);
        }
    }

    /** Returns the key, and makes it if there is none; only while nobody else can do so. */
    SecretKey existingOrNew() {
        if (key == null && !Files.exists(file())) {
            create(file());
        }
        return existing();
    }

    private Path file() {
        if (folder == null) {
            throw new IllegalStateException("a key that was given has no file");
        }
        return folder.resolve(FILE);
    }

    private static void create(Path file) {
        Path part = file.resolveSibling(FILE + ".part");
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        byte[] text = (Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            Files.deleteIfExists(part);
            DataFolder.privateFile(part);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(text);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            DataFolder.sync(file.toAbsolutePath().resolveSibling("."));
        } catch (IOException e) {
            throw new AdminStoreException("cannot write " + file + ": " + DataFolder.reason(e), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    private static SecretKey parse(String base64, String origin) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // Its message quotes a character of the key.
            throw malformed(origin);
        }
        if (bytes.length != BYTES) {
            throw malformed(origin);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static AdminStoreException malformed(String origin) {
        return new AdminStoreException(origin + " holds no master key: expected " + BYTES
                + " bytes in Base64, as `openssl rand -base64 32` prints them");
    }

    @Override
    public String toString() {
        return "MasterKey[***]";
    }
}
