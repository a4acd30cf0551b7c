/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Accepts connections on 127.0.0.1 and gives each a thread. */
final class Acceptor implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final int MOST_SECONDS_TO_CLOSE = 10;

    private final ServerSocket server;
    private final Responder responder;
    private final Recorder recorder;
    private final Duration betweenWrites;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final Thread acceptor;
    private volatile boolean closing;

    private Acceptor(ServerSocket server, Responder responder, Recorder recorder, Duration betweenWrites) {
        this.server = server;
        this.responder = responder;
        this.recorder = recorder;
        this.betweenWrites = betweenWrites;
        String name = "postern-upstream-" + server.getLocalPort();
        this.threads = Threads.forConnections(name);
        this.acceptor = new Thread(this::accept, name + "-accept");
        this.acceptor.setDaemon(true);
    }

    static Acceptor start(int port, Responder responder, Recorder recorder, Duration betweenWrites) {
        ServerSocket server = listen(port);
        Acceptor acceptor = new Acceptor(server, responder, recorder, betweenWrites);
        acceptor.acceptor.start();
        return acceptor;
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket server = new ServerSocket();
            try {
                // A restart on the same port must not wait for old connections to time out.
                server.setReuseAddress(true);
                server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
                return server;
            } catch (IOException failure) {
                server.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, failure);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!closing) {
            try {
                serve(server.accept());
            } catch (IOException failure) {
                // Closed, or a connection that died in the backlog: the loop's condition tells which.
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        sockets.add(socket);
        long number = recorder.connectionOpened();
        Connection connection = new Connection(socket, number, responder, recorder, betweenWrites, () -> closing);
        try {
            threads.execute(() -> {
                try {
                    connection.run();
                } finally {
                    sockets.remove(socket);
                    recorder.connectionClosed();
                }
            });
        } catch (RejectedExecutionException closed) {
            sockets.remove(socket);
            recorder.connectionClosed();
            socket.close();
            return;
        }
        if (closing) {
            socket.close();
        }
    }

    /** Closes the port and every connection, and waits until their threads are gone. */
    @Override
    public void close() {
        closing = true;
        closeQuietly(server);
        threads.shutdown();
        sockets.forEach(Acceptor::closeQuietly);
        try {
            acceptor.join(TimeUnit.SECONDS.toMillis(MOST_SECONDS_TO_CLOSE));
            // Those that wait without reading a socket are ended by the interrupt.
            threads.shutdownNow();
            if (!threads.awaitTermination(MOST_SECONDS_TO_CLOSE, TimeUnit.SECONDS)) {
                throw new IllegalStateException("threads of the upstream on port " + port() + " did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while closing the upstream", interrupted);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyBroken) {
            // It is out of use either way.
            return;
        }
    }
}
