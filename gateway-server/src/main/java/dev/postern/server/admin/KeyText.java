/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.server.GatewayKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The form of a gateway key: {@code pst_}, an id of 10 characters, 32 random bytes as 43, 6 to check the rest.
 *
 * <p>All but the prefix is base 62, so a double click selects it whole and nothing needs escaping. The check characters
 * are a CRC-32, by which a typo or a cut key is told without a look-up.
 */
final class KeyText {
    static final int ID_LENGTH = 10;
    static final int LENGTH = 63;

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PREFIX_LENGTH = 4;
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_LENGTH = 43;
    private static final int CHECK_LENGTH = 6;
    private static final int CHECKED_LENGTH = LENGTH - CHECK_LENGTH;

    private KeyText() {}

    /** Returns a new id. */
    static String newId(SecureRandom random) {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** Returns a new key of that id. */
    static String newKey(String id, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = GatewayKeys.PREFIX + id + base62(new BigInteger(1, secret), SECRET_LENGTH);
        return text + base62(BigInteger.valueOf(crc(ascii(text))), CHECK_LENGTH);
    }

    /** Returns the key's bytes, one a character; whatever is not ASCII becomes something that no key has. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether this could be a key that was given out. */
    static boolean isWellFormed(byte[] key) {
        if (key.length != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean fits = i < PREFIX_LENGTH ? key[i] == GatewayKeys.PREFIX.charAt(i) : isBase62(key[i]);
            if (!fits) {
                return false;
            }
        }
        long check = crc(key);
        for (int i = LENGTH - 1; i >= CHECKED_LENGTH; i--) {
            if (key[i] != ALPHABET.charAt((int) (check % ALPHABET.length()))) {
                return false;
            }
            check /= ALPHABET.length();
        }
        return true;
    }

    /** Returns the id in a well-formed key. */
    static String id(String key) {
        return key.substring(PREFIX_LENGTH, PREFIX_LENGTH + ID_LENGTH);
    }

    /** Returns what is stored in place of the key. It needs no salt and no stretching: it is of 32 random bytes. */
    static byte[] hash(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }

    private static boolean isBase62(byte character) {
        return (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z');
    }

    private static long crc(byte[] key) {
        CRC32 crc = new CRC32();
        crc.update(key, 0, CHECKED_LENGTH);
        return crc.getValue();
    }

    private static String base62(BigInteger number, int length) {
        char[] digits = new char[length];
        BigInteger rest = number;
        BigInteger base = BigInteger.valueOf(ALPHABET.length());
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            digits[i] = ALPHABET.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(digits);
    }
}
