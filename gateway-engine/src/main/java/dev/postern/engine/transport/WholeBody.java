/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Reads a body to its end, with a bound on the bytes that come out and on those that come in. */
final class WholeBody {
    private static final int FIRST_BYTES = 8 * 1024;

    private final ApacheAnswer answer;
    private final int maxBytes;

    WholeBody(ApacheAnswer answer, int maxBytes) {
        this.answer = answer;
        this.maxBytes = maxBytes;
    }

    byte[] read() {
        if (answer.announcedBytes() > maxBytes) {
            throw tooLarge();
        }
        if (answer.isIdentity()) {
            return readIdentity();
        }
        if (answer.encoding().equals("gzip") || answer.encoding().equals("x-gzip")) {
            return inflate();
        }
        throw answer.failure("its body has an encoding that was not asked for", null);
    }

    private RuntimeException tooLarge() {
        return answer.failure("its body has more than " + maxBytes + " bytes, the limit", null);
    }

    private byte[] readIdentity() {
        int announced = (int) answer.announcedBytes();
        if (announced == 0) {
            return new byte[0];
        }
        byte[] bytes = new byte[announced >= 0 ? announced : Math.min(FIRST_BYTES, maxBytes + 1)];
        int size = 0;
        while (true) {
            if (size == bytes.length) {
                bytes = grow(bytes);
            }
            int count = answer.readRaw(bytes, size, bytes.length - size);
            if (count < 0) {
                return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
            }
            size += count;
            if (size > maxBytes) {
                throw tooLarge();
            }
            if (size == announced) {
                return bytes;
            }
        }
    }

    // One byte beyond the limit is room enough to see that it is exceeded.
    private byte[] grow(byte[] bytes) {
        long wanted = Math.min(Math.max(FIRST_BYTES, bytes.length * 2L), maxBytes + 1L);
        return Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }

    private byte[] inflate() {
        Raw raw = new Raw();
        try (GZIPInputStream gzip = new GZIPInputStream(raw)) {
            byte[] bytes = gzip.readNBytes(maxBytes);
            if (gzip.read() >= 0) {
                throw tooLarge();
            }
            raw.expectEnd();
            return bytes;
        } catch (IOException e) {
            throw answer.failure(FailureWords.of(e), e);
        }
    }

    /** The bytes as they come, counted too: blocks that inflate to nothing could go on for ever. */
    private final class Raw extends InputStream {
        private long count;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = answer.readRaw(buffer, offset, length);
            count += Math.max(0, read);
            if (count > maxBytes) {
                throw tooLarge();
            }
            return read;
        }

        void expectEnd() {
            byte[] one = new byte[1];
            if (answer.readRaw(one, 0, 1) >= 0) {
                throw answer.failure("its body is broken", null);
            }
        }
    }
}
