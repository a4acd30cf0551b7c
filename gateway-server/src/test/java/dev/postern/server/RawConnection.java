/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A socket that speaks HTTP byte by byte, well or badly. */
final class RawConnection implements AutoCloseable {
    /** An answer as it came; {@code chunks} are those of the chunked coding, one for each write of the server. */
    record Answer(int status, String head, String body, List<String> chunks) {}

    private static final int GUARD_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private boolean complete;
    private boolean behindChunk;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        socket.setSoTimeout(GUARD_MILLIS);
        socket.setTcpNoDelay(true);
    }

    static RawConnection to(int port) {
        try {
            return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A POST with length, to be written as it is. */
    static String post(String path, String json, String... headerLines) {
        StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        request.append("Content-Type: application/json\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return request.append("Content-Length: " + length + "\r\n\r\n")
                .append(json)
                .toString();
    }

    RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one answer. */
    Answer read() {
        try {
            String head = head();
            int status = Integer.parseInt(head.substring(9, 12));
            List<String> chunks = new ArrayList<>();
            String body;
            if (headerOf(head, "transfer-encoding").contains("chunked")) {
                readChunks(chunks);
                body = String.join("", chunks);
            } else {
                String length = headerOf(head, "content-length");
                body = new String(
                        in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length)), StandardCharsets.UTF_8);
            }
            return new Answer(status, head, body, chunks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readChunks(List<String> chunks) throws IOException {
        try {
            int length = Integer.parseInt(line().strip(), 16);
            while (length > 0) {
                chunks.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
                line();
                length = Integer.parseInt(line().strip(), 16);
            }
            line();
            complete = true;
        } catch (EOFException e) {
            complete = false;
        }
    }

    /** Whether the last chunked answer came to its end. */
    boolean isComplete() {
        return complete;
    }

    /** Reads the head of an answer, up to and without its empty line. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** Reads one chunk; empty for the last. The line break behind a chunk may come with the next one only. */
    String chunk() throws IOException {
        if (behindChunk) {
            line();
        }
        int length = Integer.parseInt(line().strip(), 16);
        behindChunk = length > 0;
        String chunk = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (length == 0) {
            line();
        }
        return chunk;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed after \"" + line.toString(StandardCharsets.UTF_8) + "\"");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    static String headerOf(String head, String name) {
        for (String line : head.split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
                return line.substring(colon + 1).strip();
            }
        }
        return "";
    }

    /** Waits until the server closes; whatever comes before is returned. */
    String readToEnd() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // A reset is a close, too.
            return "";
        }
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
