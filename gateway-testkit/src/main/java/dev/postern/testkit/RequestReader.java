/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests off one connection. */
final class RequestReader {
    private static final int MOST_LINE_BYTES = 64 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final int MOST_BODY_BYTES = 256 * 1024 * 1024;
    private static final byte[] CONTINUE = Bytes.ascii("HTTP/1.1 100 Continue\r\n\r\n");

    private final CallerLink link;
    private final long connection;
    private byte[] line = new byte[256];

    RequestReader(CallerLink link, long connection) {
        this.link = link;
        this.connection = connection;
    }

    /** The request line and headers. */
    record Head(
            long connection, String method, String target, boolean http10, List<Map.Entry<String, String>> headers) {

        /** Returns the first value of a header, or null. */
        @Nullable
        String header(String name) {
            for (Map.Entry<String, String> header : headers) {
                if (header.getKey().equalsIgnoreCase(name)) {
                    return header.getValue();
                }
            }
            return null;
        }

        boolean keepAlive() {
            String value = header("connection");
            return value == null
                    ? !http10
                    : http10 ? value.equalsIgnoreCase("keep-alive") : !value.equalsIgnoreCase("close");
        }
    }

    /** Says that the bytes are no request that this reader takes. */
    static final class BadRequestException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        BadRequestException(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Reads the next head; null if the caller closed the connection between two requests. */
    @Nullable
    Head head() throws IOException {
        String start = line(true);
        if (start == null) {
            return null;
        }
        int first = start.indexOf(' ');
        int second = start.lastIndexOf(' ');
        if (first <= 0 || second <= first + 1 || !start.startsWith("HTTP/1.", second + 1)) {
            throw new BadRequestException(400, "Malformed request line.");
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>(16);
        for (String text = text(); !text.isEmpty(); text = text()) {
            int colon = text.indexOf(':');
            if (colon <= 0 || text.charAt(colon - 1) <= ' ' || text.charAt(0) <= ' ') {
                throw new BadRequestException(400, "Malformed header.");
            }
            if (headers.size() == MOST_HEADERS) {
                throw new BadRequestException(431, "Too many headers.");
            }
            headers.add(Map.entry(
                    text.substring(0, colon), text.substring(colon + 1).trim()));
        }
        String target = start.substring(first + 1, second);
        return new Head(connection, start.substring(0, first), target, start.endsWith("1.0"), List.copyOf(headers));
    }

    /** Reads the body that a head announces, after {@code 100 Continue} where it is expected. */
    byte[] body(Head head) throws IOException {
        String length = head.header("content-length");
        String coding = head.header("transfer-encoding");
        if (length != null && coding != null) {
            throw new BadRequestException(400, "Both Content-Length and Transfer-Encoding.");
        }
        String expect = head.header("expect");
        if (expect != null && expect.equalsIgnoreCase("100-continue")) {
            link.write(CONTINUE);
        }
        if (length != null) {
            return exactly(number(length, 10));
        }
        if (coding == null) {
            return Bytes.NONE;
        }
        if (!coding.equalsIgnoreCase("chunked")) {
            throw new BadRequestException(501, "Only chunked is known.");
        }
        return chunks();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String text = text();
            int extension = text.indexOf(';');
            int size = number(
                    extension < 0 ? text.trim() : text.substring(0, extension).trim(), 16);
            if (size == 0) {
                break;
            }
            if (body.size() + (long) size > MOST_BODY_BYTES) {
                throw new BadRequestException(413, "The body is too large.");
            }
            body.writeBytes(exactly(size));
            if (!text().isEmpty()) {
                throw new BadRequestException(400, "A chunk is longer than it says.");
            }
        }
        String trailer = text();
        while (!trailer.isEmpty()) {
            // Trailers carry nothing that is recorded.
            trailer = text();
        }
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = link.read(length);
        if (bytes.length < length) {
            throw new CallerGoneException(null);
        }
        return bytes;
    }

    private static int number(String text, int radix) throws BadRequestException {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), radix);
            value = value * radix + digit;
            if (digit < 0) {
                throw new BadRequestException(400, "Malformed length.");
            }
            if (value > MOST_BODY_BYTES) {
                throw new BadRequestException(413, "The body is too large.");
            }
        }
        if (text.isEmpty()) {
            throw new BadRequestException(400, "Malformed length.");
        }
        return (int) value;
    }

    private String text() throws IOException {
        String text = line(false);
        if (text == null) {
            throw new CallerGoneException(null);
        }
        return text;
    }

    /** Reads a line without its end; null at the end of the stream. An empty line before a request is skipped. */
    private @Nullable String line(boolean start) throws IOException {
        int length = 0;
        for (int next = link.read(); next >= 0; next = link.read()) {
            if (next == '\n') {
                int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                if (end > 0 || !start) {
                    return new String(line, 0, end, StandardCharsets.ISO_8859_1);
                }
                length = 0;
                continue;
            }
            if (length == line.length) {
                if (length == MOST_LINE_BYTES) {
                    throw new BadRequestException(431, "A header line is too long.");
                }
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) next;
        }
        return null;
    }
}
