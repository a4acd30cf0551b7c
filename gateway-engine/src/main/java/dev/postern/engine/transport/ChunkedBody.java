/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * A body in chunks, read as it comes: all chunks that one read brings go out together.
 *
 * <p>The library's own stream ends a read with the chunk, so that a provider's burst of events, each a chunk, would go on
 * one by one. Decodes in the reader's array, and has no buffer of its own. Takes what the library takes; trailers are
 * read over.
 */
final class ChunkedBody extends InputStream {
    private static final int MAX_SIZE_DIGITS = 15;

    private enum Part {
        SIZE,
        EXTENSION,
        DATA,
        DATA_END,
        TRAILER,
        END
    }

    private final SessionInputBuffer buffer;
    private final InputStream in;
    private Part part = Part.SIZE;
    private long unread;
    private int lineBytes;
    private int trailers;
    private boolean leftovers;

    ChunkedBody(SessionInputBuffer buffer, InputStream in) {
        this.buffer = buffer;
        this.in = in;
    }

    /** Returns whether a read brought bytes from beyond the body's end. */
    boolean hasLeftovers() {
        return leftovers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (part != Part.END) {
            int count = buffer.read(target, offset, length, in);
            if (count < 0) {
                throw part == Part.DATA
                        ? new TruncatedChunkException("a chunk was cut off")
                        : new ConnectionClosedException("the end of the chunks is missing");
            }
            int decoded = decode(target, offset, offset + count);
            if (decoded > 0) {
                return decoded;
            }
        }
        return -1;
    }

    /** Moves the content to the front; returns how much there is. */
    private int decode(byte[] bytes, int start, int end) throws IOException {
        int to = start;
        int from = start;
        while (from < end) {
            if (part == Part.DATA) {
                int size = (int) Math.min(unread, end - from);
                if (from != to) {
                    System.arraycopy(bytes, from, bytes, to, size);
                }
                from += size;
                to += size;
                unread -= size;
                if (unread == 0) {
                    part = Part.DATA_END;
                }
            } else if (part == Part.END) {
                leftovers = true;
                break;
            } else {
                frame(bytes[from++]);
            }
        }
        return to - start;
    }

    private void frame(byte b) throws IOException {
        if (b == '\n') {
            endLine();
            lineBytes = 0;
        } else if (b != '\r') {
            if (++lineBytes > PooledConnection.MAX_HEADER_LINE_BYTES) {
                throw new MessageConstraintException("a line between chunks is too long");
            }
            if (part == Part.SIZE) {
                size(b);
            } else if (part == Part.DATA_END) {
                throw new MalformedChunkCodingException("a chunk is longer than its size");
            }
        }
    }

    private void size(byte b) throws IOException {
        int digit = Character.digit(b, 16);
        if (digit >= 0 && lineBytes <= MAX_SIZE_DIGITS) {
            unread = unread << 4 | digit;
        } else if (lineBytes > 1 && (b == ';' || b == ' ' || b == '\t')) {
            part = Part.EXTENSION;
        } else {
            throw new MalformedChunkCodingException("the size of a chunk is no number");
        }
    }

    private void endLine() throws IOException {
        if (part == Part.DATA_END) {
            part = Part.SIZE;
        } else if (part == Part.TRAILER) {
            endTrailer();
        } else if (lineBytes == 0) {
            throw new MalformedChunkCodingException("the size of a chunk is missing");
        } else {
            part = unread == 0 ? Part.TRAILER : Part.DATA;
        }
    }

    private void endTrailer() throws IOException {
        if (lineBytes == 0) {
            part = Part.END;
        } else if (++trailers > PooledConnection.MAX_HEADERS) {
            throw new MessageConstraintException("too many trailers");
        }
    }
}
