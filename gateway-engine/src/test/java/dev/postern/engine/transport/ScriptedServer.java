/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server on loopback that does exactly what a test's script says, a thread for every connection. */
final class ScriptedServer implements AutoCloseable {
    /** What happens on one connection. */
    interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    /** One accepted connection. */
    static final class Connection {
        final ScriptedServer server;
        final Socket socket;
        final InputStream in;
        final OutputStream out;

        Connection(ScriptedServer server, Socket socket) throws IOException {
            this.server = server;
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /** Reads one request with its body; returns its head, or null at the end of the connection. */
        String readRequest() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.append((char) next);
            }
            String text = head.toString();
            for (String line : text.split("\r\n")) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    in.readNBytes(Integer.parseInt(line.substring(15).trim()));
                }
            }
            server.requests.add(text);
            server.received.countDown();
            return text;
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
            out.flush();
        }

        /** Ends the connection with a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client has closed or reset the connection. */
        void awaitEnd() {
            byte[] ignored = new byte[1 << 16];
            try {
                while (in.read(ignored) >= 0) {
                    continue;
                }
            } catch (IOException e) {
                // A reset is an end too.
            }
            server.ends.countDown();
        }
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final CountDownLatch received = new CountDownLatch(1);
    final CountDownLatch ends = new CountDownLatch(1);
    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final String scheme;

    ScriptedServer(Script script) throws IOException {
        this(script, ServerSocketFactory.getDefault(), "http");
    }

    ScriptedServer(Script script, ServerSocketFactory sockets, String scheme) throws IOException {
        this.script = script;
        this.scheme = scheme;
        this.listener = sockets.createServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon(this::accept);
    }

    /** Answers every request with the same text. */
    static ScriptedServer answering(String answer) throws IOException {
        return new ScriptedServer(connection -> {
            while (connection.readRequest() != null) {
                connection.write(answer);
            }
        });
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            script.run(new Connection(this, socket));
        } catch (IOException | InterruptedException e) {
            // The client or the test ended the connection.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    Destination destination() {
        return Destination.parse(scheme + "://127.0.0.1:" + port(), "base_url");
    }

    Destination destination(String host) {
        return Destination.parse(scheme + "://" + host + ":" + port(), "base_url");
    }

    void awaitRequest() throws InterruptedException {
        if (!received.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no request came");
        }
    }

    void awaitEnd() throws InterruptedException {
        if (!ends.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the client did not close the connection");
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
