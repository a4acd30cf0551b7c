/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is secret at rest: AES-256-GCM, a fresh nonce each time, bound to where it belongs.
 *
 * <p>The database keeps a fingerprint of the master key once something is encrypted, so that another key is refused
 * before it writes anything.
 */
final class Vault {
    private static final byte FORM = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String FINGERPRINT = "master_key_fingerprint";

    private final MasterKey masterKey;
    private final SecureRandom random = new SecureRandom();

    Vault(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /**
     * Encrypts within a transaction that may write.
     *
     * @param place where it belongs; another place cannot be given to {@link #open}
     * @throws AdminStoreException if the master key is missing, or another one than before
     */
    byte[] seal(Connection connection, byte[] plain, String... place) throws SQLException {
        SecretKey key = writingKey(connection);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, place);
            return ByteBuffer.allocate(1 + NONCE_BYTES + cipher.getOutputSize(plain.length))
                    .put(FORM)
                    .put(nonce)
                    .put(cipher.doFinal(plain))
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks AES-GCM", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws AdminStoreException if the master key is missing or another one, or the text was changed
     */
    byte[] open(byte[] sealed, String... place) {
        SecretKey key = masterKey.existing();
        try {
            if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORM) {
                throw new GeneralSecurityException("not of this form");
            }
            byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, key, nonce, place)
                    .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new AdminStoreException(
                    "cannot be decrypted: the master key is not the one it was stored with, or the"
                            + " database was changed by hand; restore the key, or store it again");
        }
    }

    /** Refuses a master key that is missing or another one, if anything is encrypted. */
    void verify(Connection connection) throws SQLException {
        if (inUse(connection)) {
            matching(connection, masterKey.existing());
        }
    }

    private SecretKey writingKey(Connection connection) throws SQLException {
        if (inUse(connection)) {
            return matching(connection, masterKey.existing());
        }
        SecretKey key = masterKey.existingOrNew();
        Sql.update(connection, "INSERT OR REPLACE INTO setting VALUES (?, ?)", FINGERPRINT, fingerprint(key));
        return key;
    }

    private static boolean inUse(Connection connection) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT EXISTS (SELECT 1 FROM virtual_key)"
                                + " OR EXISTS (SELECT 1 FROM config_version WHERE sealed = 1)")
                == 1;
    }

    private static SecretKey matching(Connection connection, SecretKey key) throws SQLException {
        byte[] known =
                Sql.first(connection, "SELECT value FROM setting WHERE name = ?", row -> row.getBytes(1), FINGERPRINT);
        if (!MessageDigest.isEqual(known, fingerprint(key))) {
            throw new AdminStoreException(
                    "the master key is not the one that the stored credentials are encrypted with;"
                            + " restore the old one (" + MasterKey.VARIABLE + " or master.key); nothing was changed");
        }
        return key;
    }

    private static byte[] fingerprint(SecretKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return mac.doFinal("postern master key".getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HMAC-SHA-256", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String... place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        for (String part : place) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            cipher.updateAAD(bytes);
        }
        return cipher;
    }
}
