/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * One accepted socket: buffered reads, single writes, and waits that end at once when the caller leaves.
 *
 * <p>A caller that shuts down only its sending side counts as gone, since HTTP gives no sign to tell the two apart.
 */
final class CallerLink {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long MILLI = 1_000_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    CallerLink(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Reads one byte; -1 at the end. */
    int read() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    /** Reads up to {@code length} bytes, fewer only at the end. */
    byte[] read(int length) throws IOException {
        byte[] bytes = new byte[length];
        int buffered = Math.min(length, limit - position);
        System.arraycopy(buffer, position, bytes, 0, buffered);
        position += buffered;
        int read = in.readNBytes(bytes, buffered, length - buffered);
        return buffered + read == length ? bytes : Arrays.copyOf(bytes, buffered + read);
    }

    void write(byte[] bytes) throws CallerGoneException {
        try {
            out.write(bytes, 0, bytes.length);
        } catch (IOException failure) {
            throw new CallerGoneException(failure);
        }
    }

    /** Waits for a time, reading all the while. */
    void pause(Duration time) throws CallerGoneException {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        try {
            while (left > 0) {
                if (left < MILLI || !listen((int) Math.min(Integer.MAX_VALUE, (left + MILLI - 1) / MILLI))) {
                    LockSupport.parkNanos(Math.min(left, MILLI));
                }
                left = end - System.nanoTime();
            }
            if (time.toNanos() >= MILLI) {
                socket.setSoTimeout(0);
            }
        } catch (IOException failure) {
            throw new CallerGoneException(failure);
        }
    }

    /** Waits until the caller leaves, and says so. */
    CallerGoneException stall() {
        try {
            while (in.read(buffer, 0, buffer.length) >= 0) {
                // What a caller sends into the silence is dropped: no answer can follow.
                position = limit;
            }
            return new CallerGoneException(null);
        } catch (IOException failure) {
            return new CallerGoneException(failure);
        }
    }

    /** Reads ahead for at most {@code millis}; false if the buffer has no room to listen. */
    private boolean listen(int millis) throws IOException {
        if (position == limit) {
            position = 0;
            limit = 0;
        }
        if (limit == buffer.length) {
            return false;
        }
        socket.setSoTimeout(millis);
        try {
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                throw new CallerGoneException(null);
            }
            limit += read;
        } catch (SocketTimeoutException heardNothing) {
            return true;
        }
        return true;
    }

    /** Closes with FIN. */
    void finish() throws IOException {
        socket.shutdownOutput();
        socket.close();
    }

    /** Closes with RST, dropping what is still unsent. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
