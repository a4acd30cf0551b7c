/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.attack;

import dev.postern.clients.ServedGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests byte by byte as no HTTP client would send them, and what came back. */
final class Wire {
    static final String HELLO =
            "{\"model\":\"" + ServedGateway.MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hi\"}]}";

    /** What every request here carries and no answer may. */
    static final String SECRET = "esecret_caller_2323";

    private static final int GUARD_MILLIS = 30_000;

    private Wire() {}

    /**
     * What came back.
     *
     * @param usable whether the same connection answered one more request; otherwise it was closed
     */
    record Answer(int status, String head, String body, boolean usable) {}

    /** The head of a chat call with a valid key, without length and without the empty line at its end. */
    static String head(String... lines) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nx-portkey-api-key: " + ServedGateway.KEY
                + "\r\nContent-Type: application/json\r\n"
                + (lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n");
    }

    /** A whole chat call with more header lines. */
    static byte[] call(String... lines) {
        return withBody(head(lines), HELLO.getBytes(StandardCharsets.UTF_8));
    }

    /** A whole chat call with this body. */
    static byte[] body(byte[] body) {
        return withBody(head("Authorization: Bearer " + SECRET), body);
    }

    static byte[] withBody(String head, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(latin(head + "Content-Length: " + body.length + "\r\n\r\n"));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** One byte for each character, so that tests can write any. */
    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends bytes, reads one answer, and tries the connection once more. */
    static Answer send(int port, byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(GUARD_MILLIS);
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            String head = head(in);
            int status = Integer.parseInt(head.substring(9, 12));
            String body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
            return new Answer(status, head, body, usable(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean usable(Socket socket) {
        try {
            socket.getOutputStream().write(latin("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
            String head = head(socket.getInputStream());
            if (!head.startsWith("HTTP/1.1 200")) {
                throw new AssertionError("the next request on the connection was answered with " + head);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after \"" + head + "\"");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int length(String head) {
        String name = "content-length:";
        for (String line : head.split("\r\n")) {
            if (line.regionMatches(true, 0, name, 0, name.length())) {
                return Integer.parseInt(line.substring(name.length()).strip());
            }
        }
        return 0;
    }
}
