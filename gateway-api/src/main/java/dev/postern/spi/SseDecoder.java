/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.StreamBrokenException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Splits server-sent events into frames by the rules of the WHATWG HTML standard, section 9.2.6.
 *
 * <p>Lines end with LF, CRLF or CR, also mixed; one byte order mark at the start is skipped; comments, {@code id} and
 * {@code retry} are read over; several {@code data} lines are joined by LF; a block without {@code data} gives no frame.
 * Any split of the bytes gives the same frames. It departs from the standard once: data that is pending when the bytes
 * end becomes a frame even without its blank line, since providers forget that line after their last event.
 *
 * <p>Data is handed on as bytes: each byte is looked at once, and an event whose lines came in one piece is copied once.
 * A line may have 1 MiB and the data of an event 4 MiB; what exceeds that breaks the stream for good.
 */
public final class SseDecoder implements FrameDecoder {
    /** The longest line in bytes, its end not counted: 1 MiB. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    /** The most data of one event in bytes: 4 MiB. */
    public static final int MAX_EVENT_BYTES = 4 << 20;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private final Queue<Frame> frames = new ArrayDeque<>();
    private final ByteStore line = new ByteStore();
    private final ByteStore data = new ByteStore();
    private boolean firstLine = true;
    private boolean skipLineFeed;
    private @Nullable String broken;

    private boolean hasData;
    private @Nullable String event;
    private byte[] lastNameBytes = NOTHING;
    private @Nullable String lastName;

    /** The event's only data line so far, while it still lies in the bytes being fed; from there it is copied once. */
    private byte[] looseBytes = NOTHING;

    private int looseFrom;
    private int looseSize = -1;

    /** Starts at the beginning of a stream. */
    public SseDecoder() {}

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int from = offset;
        if (skipLineFeed && length > 0) {
            skipLineFeed = false;
            from += bytes[from] == '\n' ? 1 : 0;
        }
        while (from < end) {
            int lineEnd = lineEnd(bytes, from, end);
            requireLine(line.size() + lineEnd - from);
            if (lineEnd == end) {
                line.append(bytes, from, end);
                break;
            }
            takeLine(bytes, from, lineEnd);
            from = lineEnd + 1;
            if (bytes[lineEnd] == '\r') {
                if (from == end) {
                    skipLineFeed = true;
                } else if (bytes[from] == '\n') {
                    from++;
                }
            }
        }
        settle();
    }

    @Override
    public void end() {
        if (line.size() > 0) {
            takeLine(NOTHING, 0, 0);
        }
        dispatch();
    }

    @Override
    public @Nullable Frame next() {
        return frames.poll();
    }

    private void takeLine(byte[] bytes, int from, int to) {
        if (line.size() == 0) {
            read(bytes, from, to);
            return;
        }
        line.append(bytes, from, to);
        read(line.bytes(), 0, line.size());
        settle();
        line.clear();
    }

    private void read(byte[] bytes, int lineFrom, int to) {
        int from = lineFrom;
        if (firstLine) {
            firstLine = false;
            from += startsWith(bytes, from, to, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        }
        if (from == to) {
            dispatch();
        } else if (startsWithField(bytes, from, to, DATA)) {
            takeData(bytes, valueStart(bytes, from + DATA.length, to), to);
        } else if (startsWithField(bytes, from, to, EVENT)) {
            takeName(bytes, valueStart(bytes, from + EVENT.length, to), to);
        }
    }

    private void takeData(byte[] bytes, int from, int to) {
        if (hasData) {
            settle();
            requireEvent((long) data.size() + 1 + to - from);
            data.append((byte) '\n');
            data.append(bytes, from, to);
            return;
        }
        requireEvent(to - from);
        hasData = true;
        looseBytes = bytes;
        looseFrom = from;
        looseSize = to - from;
    }

    private void takeName(byte[] bytes, int from, int to) {
        if (!Arrays.equals(bytes, from, to, lastNameBytes, 0, lastNameBytes.length)) {
            lastNameBytes = Arrays.copyOfRange(bytes, from, to);
            lastName = from == to ? null : new String(lastNameBytes, StandardCharsets.UTF_8);
        }
        event = lastName;
    }

    /** Copies data that the caller may overwrite. */
    private void settle() {
        if (looseSize >= 0) {
            data.append(looseBytes, looseFrom, looseFrom + looseSize);
            looseSize = -1;
            looseBytes = NOTHING;
        }
    }

    private void dispatch() {
        if (hasData) {
            frames.add(new Frame(
                    event,
                    looseSize >= 0
                            ? Arrays.copyOfRange(looseBytes, looseFrom, looseFrom + looseSize)
                            : data.toBytes()));
            data.clear();
            looseSize = -1;
            looseBytes = NOTHING;
            hasData = false;
        }
        event = null;
    }

    private void requireLine(long size) {
        if (broken == null && size > MAX_LINE_BYTES) {
            broken = "a line of the event stream exceeds " + MAX_LINE_BYTES + " bytes";
        }
        requireWhole();
    }

    private void requireEvent(long size) {
        if (broken == null && size > MAX_EVENT_BYTES) {
            broken = "an event's data exceeds " + MAX_EVENT_BYTES + " bytes";
        }
        requireWhole();
    }

    private void requireWhole() {
        if (broken != null) {
            line.clear();
            data.clear();
            hasData = false;
            looseSize = -1;
            looseBytes = NOTHING;
            throw new StreamBrokenException(broken);
        }
    }

    /** Returns where the next LF or CR stands, or {@code end}; eight bytes at a time. */
    private static int lineEnd(byte[] bytes, int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            long found = zeroBytes(word ^ ONES * '\n') | zeroBytes(word ^ ONES * '\r');
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    /** Marks zero bytes by their highest bit; the lowest mark is exact (Hacker's Delight, section 6-1). */
    private static long zeroBytes(long word) {
        return word - ONES & ~word & HIGH_BITS;
    }

    private static boolean startsWithField(byte[] bytes, int from, int to, byte[] name) {
        return startsWith(bytes, from, to, name) && (to - from == name.length || bytes[from + name.length] == ':');
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        if (to - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns where a field's value begins: behind the colon, if there is one, and one space. */
    private static int valueStart(byte[] bytes, int nameEnd, int to) {
        int from = Math.min(nameEnd + 1, to);
        return from < to && bytes[from] == ' ' ? from + 1 : from;
    }

    /** Grows by doubling, so that feeding byte by byte stays linear. */
    private static final class ByteStore {
        /** What a stream may keep between events. */
        private static final int KEPT_BYTES = 64 << 10;

        private byte[] bytes = NOTHING;
        private int size;

        int size() {
            return size;
        }

        byte[] bytes() {
            return bytes;
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, size);
        }

        void append(byte value) {
            reserve(1);
            bytes[size++] = value;
        }

        void append(byte[] source, int from, int to) {
            reserve(to - from);
            System.arraycopy(source, from, bytes, size, to - from);
            size += to - from;
        }

        void clear() {
            size = 0;
            if (bytes.length > KEPT_BYTES) {
                bytes = NOTHING;
            }
        }

        private void reserve(int more) {
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(256, Math.max(size + more, 2 * bytes.length)));
            }
        }
    }
}
