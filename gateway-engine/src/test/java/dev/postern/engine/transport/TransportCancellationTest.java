/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Body;
import dev.postern.api.Cancellation;
import dev.postern.api.UnreachableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cancellation and an interrupt end every phase of a call, on platform and on virtual threads.
 *
 * <p>Every limit of the transport here lies far beyond the test's own timeout, so nothing else can have ended the call.
 */
@Timeout(30)
class TransportCancellationTest {
    private static final Duration FAR = Duration.ofMinutes(10);

    private final ApacheTransport transport =
            new ApacheTransport(TransportFixture.limits(1, FAR, FAR), HostResolver.system());

    static List<CallEnder> enders() {
        return CallEnder.all();
    }

    /** Sends from another thread, ends the call once it is in its phase, and returns how it ended. */
    private static UnreachableException endIn(
            CallEnder ender, Transport transport, TransportRequest request, CallEnder.Phase reached) throws Exception {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<UnreachableException> failed = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = ender.start(() -> {
            try (TransportAnswer answer = transport.send(request, cancellation)) {
                answer.readAll(1 << 20);
                failed.completeExceptionally(new AssertionError("the call succeeded"));
            } catch (UnreachableException e) {
                failed.complete(e);
            } catch (Throwable e) {
                failed.completeExceptionally(e);
            }
            flag.complete(Thread.currentThread().isInterrupted());
        });
        reached.await();
        CallEnder.awaitBlocked(caller);

        ender.end(caller, cancellation);

        UnreachableException failure = failed.get(20, TimeUnit.SECONDS);
        assertThat(flag.get(20, TimeUnit.SECONDS)).isEqualTo(ender.interrupts());
        assertThat(failure.problem()).contains(ender.word());
        return failure;
    }

    private void assertNothingLeased() {
        assertThat(transport.leased()).isZero();
        assertThat(transport.available()).isZero();
        transport.close();
    }

    @ParameterizedTest
    @MethodSource("enders")
    void lookUpEnds(CallEnder ender) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (ApacheTransport blocked = new ApacheTransport(TransportFixture.limits(1, FAR, FAR), host -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        })) {
            Destination named = Destination.parse("http://slow.test", "base_url");

            UnreachableException failure = endIn(ender, blocked, TransportFixture.post(named), asked::await);

            assertThat(failure.sent()).isFalse();
            assertThat(blocked.leased()).isZero();
        } finally {
            never.countDown();
        }
    }

    @ParameterizedTest
    @MethodSource("enders")
    void waitForAConnectionEnds(CallEnder ender) throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
            connection.awaitEnd();
        })) {
            TransportAnswer only = transport.send(TransportFixture.post(server.destination()), new Cancellation());

            UnreachableException failure =
                    endIn(ender, transport, TransportFixture.post(server.destination()), () -> {});

            assertThat(failure.sent()).isFalse();
            only.close();
            assertNothingLeased();
        }
    }

    @ParameterizedTest
    @MethodSource("enders")
    void connectEnds(CallEnder ender) throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> queue = TransportFaultsTest.fill(full);
            Destination hole = Destination.parse("http://127.0.0.1:" + full.getLocalPort(), "base_url");

            UnreachableException failure = endIn(ender, transport, TransportFixture.post(hole), () -> {});

            assertThat(failure.sent()).isFalse();
            assertNothingLeased();
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    /** The first handshake of a process loads classes for longer, on a busy machine, than a handshake may take. */
    private void shakeHandsOnce() throws Exception {
        try (ScriptedServer closing = new ScriptedServer(connection -> {})) {
            Destination secure = Destination.parse("https://127.0.0.1:" + closing.port(), "base_url");
            assertThatThrownBy(() -> transport.send(TransportFixture.post(secure), new Cancellation()))
                    .isInstanceOf(UnreachableException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("enders")
    void handshakeEnds(CallEnder ender) throws Exception {
        shakeHandsOnce();
        CountDownLatch accepted = new CountDownLatch(1);
        try (ScriptedServer mute = new ScriptedServer(connection -> {
            accepted.countDown();
            connection.awaitEnd();
        })) {
            Destination secure = Destination.parse("https://127.0.0.1:" + mute.port(), "base_url");

            UnreachableException failure = endIn(ender, transport, TransportFixture.post(secure), accepted::await);

            assertThat(failure.sent()).isFalse();
            mute.awaitEnd();
            assertNothingLeased();
        }
    }

    @ParameterizedTest
    @MethodSource("enders")
    void writeToAProviderThatDoesNotReadEnds(CallEnder ender) throws Exception {
        CountDownLatch accepted = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer deaf = new ScriptedServer(connection -> {
            accepted.countDown();
            over.await();
            connection.awaitEnd();
        })) {
            byte[] large = ("{\"text\":\"" + "x".repeat(9 << 20) + "\"}").getBytes(UTF_8);
            TransportRequest request = TransportFixture.post(deaf.destination(), Body.parse(large));

            UnreachableException failure = endIn(ender, transport, request, accepted::await);

            assertThat(failure.sent()).isTrue();
            over.countDown();
            deaf.awaitEnd();
            assertNothingLeased();
        }
    }

    @ParameterizedTest
    @MethodSource("enders")
    void waitForTheAnswerEnds(CallEnder ender) throws Exception {
        try (ScriptedServer silent = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.awaitEnd();
        })) {
            UnreachableException failure =
                    endIn(ender, transport, TransportFixture.post(silent.destination()), silent::awaitRequest);

            assertThat(failure.sent()).isTrue();
            silent.awaitEnd();
            assertNothingLeased();
        }
    }

    @ParameterizedTest
    @MethodSource("enders")
    void readOfTheBodyEnds(CallEnder ender) throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        try (ScriptedServer stalling = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            answered.countDown();
            connection.awaitEnd();
        })) {
            UnreachableException failure =
                    endIn(ender, transport, TransportFixture.post(stalling.destination()), answered::await);

            assertThat(failure.sent()).isTrue();
            stalling.awaitEnd();
            assertNothingLeased();
        }
    }

    @Test
    void cancellationOfAnAnswerThatNobodyReadsClosesItsConnection() throws Exception {
        try (ScriptedServer stalling = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            connection.awaitEnd();
        })) {
            Cancellation cancellation = new Cancellation();
            TransportAnswer answer = transport.send(TransportFixture.post(stalling.destination()), cancellation);

            cancellation.cancel(Cancellation.Reason.DEADLINE);

            assertThat(transport.leased()).isZero();
            stalling.awaitEnd();
            answer.close();
            assertNothingLeased();
        }
    }

    @Test
    void closeFromAnotherThreadEndsTheRead() throws Exception {
        try (ScriptedServer stalling = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            connection.awaitEnd();
        })) {
            TransportAnswer answer = transport.send(TransportFixture.post(stalling.destination()), new Cancellation());
            CompletableFuture<Throwable> failed = new CompletableFuture<>();
            Thread reader = new Thread(() -> {
                try {
                    failed.completeExceptionally(new AssertionError(answer.readAll(100).length));
                } catch (UnreachableException e) {
                    failed.complete(e);
                }
            });
            reader.start();
            CallEnder.awaitBlocked(reader);

            answer.close();

            assertThat(failed.get(20, TimeUnit.SECONDS)).isInstanceOf(UnreachableException.class);
            stalling.awaitEnd();
            assertNothingLeased();
        }
    }

    @Test
    void callThatIsCancelledBeforehandSendsNothing() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"))) {
            Cancellation cancellation = new Cancellation();
            cancellation.cancel(Cancellation.Reason.CALLER);

            UnreachableException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                    UnreachableException.class,
                    () -> transport.send(TransportFixture.post(server.destination()), cancellation));

            assertThat(failure.sent()).isFalse();
            assertThat(server.connections).hasValue(0);
            assertNothingLeased();
        }
    }

    @Test
    void cancellationAfterTheEndDoesNotTouchTheConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"))) {
            Cancellation cancellation = new Cancellation();
            try (TransportAnswer answer = transport.send(TransportFixture.post(server.destination()), cancellation)) {
                answer.readAll(100);
            }

            cancellation.cancel(Cancellation.Reason.CALLER);

            assertThat(transport.available()).isEqualTo(1);
            transport
                    .send(TransportFixture.post(server.destination()), new Cancellation())
                    .readAll(100);
            assertThat(server.connections).hasValue(1);
            transport.close();
        }
    }

    @Test
    void closingTheTransportEndsRunningCalls() throws Exception {
        try (ScriptedServer silent = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.awaitEnd();
        })) {
            CompletableFuture<Throwable> failed = new CompletableFuture<>();
            new Thread(() -> {
                        try {
                            transport.send(TransportFixture.post(silent.destination()), new Cancellation());
                        } catch (UnreachableException e) {
                            failed.complete(e);
                        }
                    })
                    .start();
            silent.awaitRequest();

            transport.close();

            assertThat(failed.get(20, TimeUnit.SECONDS)).hasMessageContaining("the gateway is closed");
            silent.awaitEnd();
        }
    }
}
