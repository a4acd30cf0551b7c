/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.api.Cancellation;
import dev.postern.api.UnreachableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Each fault of a connection: what the error says, and whether the request counts as sent. */
class TransportFaultsTest extends TransportFixture {
    TransportFaultsTest() {
        super(limits(2, Duration.ofMillis(500), Duration.ofMillis(300)));
    }

    private static UnreachableException failureOf(Transport transport, Destination destination) {
        return catchThrowableOfType(
                UnreachableException.class,
                () -> transport.send(post(destination), new Cancellation()).close());
    }

    private static void assertNotSent(UnreachableException failure, Destination destination, String words) {
        assertThat(failure.problem()).isEqualTo("the provider could not be reached: " + words + " (nothing was sent)");
        assertThat(failure.sent()).isFalse();
    }

    private static void assertSent(UnreachableException failure, ScriptedServer server, String words) {
        assertThat(failure.problem())
                .isEqualTo("the provider gave no usable answer: " + words + " (the request was sent)");
        assertThat(failure.sent()).isTrue();
    }

    @Test
    void refusedConnectionIsNotSent() throws Exception {
        Destination nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = Destination.parse("http://127.0.0.1:" + closed.getLocalPort(), "base_url");
        }

        UnreachableException failure = failureOf(transport, nobody);

        assertNotSent(failure, nobody, "connection refused");
        assertThat(failure).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void unknownHostIsNotSent() {
        Destination unknown = Destination.parse("http://nowhere.invalid:81", "base_url");
        try (ApacheTransport blind = new ApacheTransport(LIMITS, host -> {
            throw new UnknownHostException(host);
        })) {
            assertNotSent(failureOf(blind, unknown), unknown, "unknown host");
            assertThat(blind.leased()).isZero();
        }
    }

    @Test
    void resolverThatHangsOrBreaksIsNotSent() {
        Destination named = Destination.parse("http://slow.test:81", "base_url");
        CountDownLatch never = new CountDownLatch(1);
        try (ApacheTransport hanging =
                        new ApacheTransport(limits(2, Duration.ofMillis(50), Duration.ofSeconds(1)), host -> {
                            awaitQuietly(never);
                            return List.of();
                        });
                ApacheTransport broken = new ApacheTransport(LIMITS, host -> {
                    throw new IllegalStateException("secret");
                })) {
            assertNotSent(failureOf(hanging, named), named, "its name was not resolved in time");
            assertNotSent(failureOf(broken, named), named, "its name could not be resolved");
            assertThat(hanging.leased() + broken.leased()).isZero();
        } finally {
            never.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void hostThatDoesNotAnswerTheConnectIsNotSent() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // A full backlog drops further attempts silently, as a black hole does.
            List<java.net.Socket> queue = fill(full);
            Destination hole = Destination.parse("http://127.0.0.1:" + full.getLocalPort(), "base_url");

            assertNotSent(failureOf(transport, hole), hole, "no connection within 500 ms");

            for (java.net.Socket socket : queue) {
                socket.close();
            }
        }
    }

    static List<java.net.Socket> fill(ServerSocket listener) throws IOException {
        List<java.net.Socket> queue = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            java.nio.channels.SocketChannel channel = java.nio.channels.SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(listener.getLocalSocketAddress());
            queue.add(channel.socket());
        }
        return queue;
    }

    @Test
    void secondAddressIsTriedWhenTheFirstIsDead() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"));
                ApacheTransport two = new ApacheTransport(
                        LIMITS,
                        host -> List.of(InetAddress.getByName("127.0.0.9"), InetAddress.getByName("127.0.0.1")))) {
            TransportAnswer answer = two.send(post(server.destination("two.test")), new Cancellation());

            assertThat(answer.readAll(10)).hasSize(2);
        }
    }

    @Test
    void waitForAConnectionIsBoundedAndNotSent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
            connection.awaitEnd();
        })) {
            TransportAnswer first = send(server);
            TransportAnswer second = send(server);

            UnreachableException failure = failureOf(server);

            assertNotSent(failure, server.destination(), "no free connection within 1 s");
            first.close();
            second.close();
        }
    }

    @Test
    void resetAfterTheRequestIsSent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.reset();
        })) {
            assertSent(failureOf(server), server, "connection reset");
        }
    }

    @Test
    void closeBeforeAnAnswerIsSent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> connection.readRequest())) {
            assertSent(failureOf(server), server, "connection closed before an answer");
        }
    }

    @Test
    void answerThatIsNotHttpIsSent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("SSH-2.0-OpenSSH\r\n\r\n");
            connection.awaitEnd();
        })) {
            assertSent(failureOf(server), server, "it does not speak HTTP/1.1");
        }
    }

    @Test
    void cutHeadIsSent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Le");
        })) {
            UnreachableException failure = failureOf(server);

            assertThat(failure.sent()).isTrue();
        }
    }

    @Test
    void cutBodiesAreSent() throws Exception {
        List<String> cuts = List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
        for (String cut : cuts) {
            try (ScriptedServer server = new ScriptedServer(connection -> {
                connection.readRequest();
                connection.write(cut);
            })) {
                assertSent(failureOf(server), server, "its answer was cut off");
            }
        }
    }

    @Test
    void brokenChunkIsSent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabcde\r\n");
            connection.awaitEnd();
        })) {
            assertSent(failureOf(server), server, "its body is broken");
        }
    }

    @Test
    void resetInTheBodyIsSentAndWhatCameBeforeIsRead() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            read.await();
            connection.reset();
        })) {
            TransportAnswer answer = send(server);
            byte[] buffer = new byte[10];

            assertThat(answer.read(buffer, 0, 10)).isEqualTo(3);
            read.countDown();
            UnreachableException failure =
                    catchThrowableOfType(UnreachableException.class, () -> answer.read(buffer, 0, 10));

            assertSent(failure, server, "connection reset");
        }
    }

    @Test
    void silenceInTheBodyEndsAfterTheIdleTimeout() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            connection.awaitEnd();
        })) {
            assertSent(failureOf(server), server, "silent for 300 ms");
            server.awaitEnd();
        }
    }

    @Test
    void thinkingBeforeTheFirstByteIsNotSilence() throws Exception {
        CountDownLatch idleTimeoutTwice = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            // Longer than the idle timeout of 300 ms.
            assertThat(idleTimeoutTwice.await(700, java.util.concurrent.TimeUnit.MILLISECONDS))
                    .isFalse();
            connection.write(ScriptedServer.ok("{}"));
        })) {
            assertThat(call(server)).isEqualTo("{}");
        }
    }

    @Test
    void closedTransportSendsNothing() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"))) {
            transport.close();
            transport.close();

            assertNotSent(failureOf(server), server.destination(), "the gateway is closed");
            assertThat(server.connections).hasValue(0);
        }
    }
}
