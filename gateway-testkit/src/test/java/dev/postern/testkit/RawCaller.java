/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A caller of few words: writes a request on a socket and shows every byte of what comes back. */
final class RawCaller implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private long deadline = Long.MAX_VALUE;

    RawCaller(ScriptedUpstream upstream) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), upstream.port());
        socket.setTcpNoDelay(true);
        // A hang guard only.
        socket.setSoTimeout(20_000);
        in = socket.getInputStream();
    }

    /** An answer that was received whole. */
    record Received(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonObject json() {
            return JsonParser.parseString(text()).getAsJsonObject();
        }

        /** The data of each event, where lines end with LF. */
        List<String> events() {
            List<String> events = new ArrayList<>();
            for (String line : text().split("\n")) {
                if (line.startsWith("data: ")) {
                    events.add(line.substring(6));
                }
            }
            return events;
        }
    }

    static Received call(ScriptedUpstream upstream, String path, String body) throws IOException {
        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post(path, body);
            return caller.receive();
        }
    }

    static Received chat(ScriptedUpstream upstream, String body) throws IOException {
        return call(upstream, "/v1/chat/completions", body);
    }

    static String ask(String model, String text) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    static String stream(String model, String text) {
        return ask(model, text).replace("\"messages\"", "\"stream\":true,\"messages\"");
    }

    void post(String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send("POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer esecret_1\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body);
    }

    void get(String path) throws IOException {
        send("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer esecret_1\r\n\r\n");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads one answer; fails with EOFException if it breaks off. */
    Received receive() throws IOException {
        String statusLine = line();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        byte[] body;
        if (headers.containsKey("content-length")) {
            body = exactly(Integer.parseInt(headers.get("content-length")));
        } else if (headers.containsKey("transfer-encoding")) {
            body = chunks();
        } else {
            body = status == 100 ? new byte[0] : in.readAllBytes();
        }
        return new Received(status, headers, body);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    /** Ends every later read with an exception, once so much time is over. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
        deadline = System.nanoTime() + millis * 1_000_000L;
    }

    /** Reads one chunk of a stream. */
    String chunk() throws IOException {
        String chunk = new String(exactly(Integer.parseInt(line(), 16)), StandardCharsets.UTF_8);
        line();
        return chunk;
    }

    byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("got " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    String line() throws IOException {
        if (System.nanoTime() > deadline) {
            throw new IOException("out of patience");
        }
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the line broke off after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Reads to the end of the connection, headers included. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    int read() throws IOException {
        return in.read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
