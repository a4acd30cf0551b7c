/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Cancellation;
import dev.postern.api.UnreachableException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a connection serves another call, and when it must not. */
class TransportPoolTest extends TransportFixture {
    TransportPoolTest() {
        super(limits(20, Duration.ofSeconds(2), Duration.ofSeconds(20)));
    }

    @Test
    void oneHostMayHaveAllConnections() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
            connection.awaitEnd();
        })) {
            List<TransportAnswer> open = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                open.add(send(server));
            }

            assertThat(transport.leased()).isEqualTo(20);
            open.forEach(TransportAnswer::close);
            assertThat(transport.available()).isZero();
        }
    }

    @Test
    void answerReadToItsAnnouncedLengthGivesTheConnectionBackBeforeClose() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"));
                TransportAnswer answer = send(server)) {
            assertThat(answer.read(new byte[8], 0, 8)).isEqualTo(2);

            assertThat(transport.available()).isEqualTo(1);
            assertThat(answer.read(new byte[8], 0, 8)).isEqualTo(-1);
        }
    }

    @Test
    void bodyNotReadToItsEndCostsTheConnectionAtOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            connection.awaitEnd();
        })) {
            TransportAnswer answer = send(server);
            answer.read(new byte[3], 0, 3);

            answer.close();
            answer.close();

            assertThat(transport.leased() + transport.available()).isZero();
            server.awaitEnd();
        }
    }

    @Test
    void connectionThatTheProviderDoesNotKeepIsNotKept() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")) {
            call(server);

            assertThat(transport.available()).isZero();
        }
    }

    @Test
    void connectionClosedWhileIdleIsReplacedBeforeTheRequestIsSent() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write(ScriptedServer.ok("{}"));
            connection.socket.close();
            closed.countDown();
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(call(server)).isEqualTo("{}");
                closed.await();
                // The check begins after 10 ms of idleness by the wall clock of the library, which cannot be injected.
                new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            }

            assertThat(server.requests).hasSize(3);
            assertThat(server.connections).hasValue(3);
        }
    }

    @Test
    void bytesBeyondTheAnswerNeverReachTheNextCall() throws Exception {
        String twoAnswers = ScriptedServer.ok("{\"for\":\"you\"}") + ScriptedServer.ok("{\"for\":\"another\"}");
        try (ScriptedServer server = ScriptedServer.answering(twoAnswers)) {
            for (int i = 0; i < 3; i++) {
                assertThat(call(server)).isEqualTo("{\"for\":\"you\"}");
            }

            assertThat(server.connections).hasValue(3);
        }
    }

    @Test
    void connectionMadeUnderTheWeakerRuleDoesNotServeCallsUnderTheStronger() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"));
                ApacheTransport local = new ApacheTransport(LIMITS, always("127.0.0.1"))) {
            Destination operators = server.destination("host.test");
            local.send(post(operators), new Cancellation()).readAll(10);
            Destination callers =
                    DestinationPolicy.of(List.of(operators.origin()), List.of()).check(operators.origin());

            Throwable refusal =
                    org.assertj.core.api.Assertions.catchThrowable(() -> local.send(post(callers), new Cancellation()));

            assertThat(refusal).isInstanceOf(dev.postern.api.PermissionException.class);
            assertThat(server.requests).hasSize(1);
            assertThat(local.leased()).isZero();
        }
    }

    @Test
    void addressThatIsCheckedIsTheAddressThatIsConnectedTo() throws Exception {
        // Answers the first look-up with a public address and every later one with loopback, as a rebinding host would.
        List<String> answers = new ArrayList<>(List.of("192.0.2.1"));
        List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
        HostResolver rebinding = host -> {
            asked.add(host);
            return List.of(InetAddress.getByName(answers.isEmpty() ? "127.0.0.1" : answers.remove(0)));
        };
        try (ScriptedServer canary = ScriptedServer.answering(ScriptedServer.ok("{}"));
                ApacheTransport rebound =
                        new ApacheTransport(limits(2, Duration.ofMillis(100), Duration.ofSeconds(1)), rebinding)) {
            String origin = "http://rebind.test:" + canary.port();
            Destination callers =
                    DestinationPolicy.of(List.of(origin), List.of()).check(origin);

            for (int i = 0; i < 3; i++) {
                Throwable refusal = org.assertj.core.api.Assertions.catchThrowable(
                        () -> rebound.send(post(callers), new Cancellation()));
                assertThat(refusal)
                        .isInstanceOf(dev.postern.api.PermissionException.class)
                        .hasMessageContaining("leads into a private or reserved network");
            }

            assertThat(canary.connections).hasValue(0);
            assertThat(asked).hasSize(3);
        }
    }

    @Test
    void cancellationsAtAnyMomentLeakNothingAndMixNothingUp() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            for (String head = connection.readRequest(); head != null; head = connection.readRequest()) {
                String nonce = head.substring(head.indexOf("nonce: ") + 7).split("\r\n")[0];
                connection.write(ScriptedServer.ok(nonce));
            }
        })) {
            ExecutorService callers = Executors.newFixedThreadPool(8);
            List<Future<String>> wrong = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                String nonce = "n" + i;
                int spins = random.nextInt(60_000);
                Cancellation cancellation = new Cancellation();
                wrong.add(callers.submit(() -> {
                    TransportRequest request = new TransportRequest(
                            server.destination(),
                            "POST",
                            "/x",
                            dev.postern.api.Headers.of("nonce", nonce),
                            dev.postern.api.Body.empty());
                    try (TransportAnswer answer = transport.send(request, cancellation)) {
                        String got = new String(answer.readAll(100), java.nio.charset.StandardCharsets.UTF_8);
                        return got.equals(nonce) ? "" : got;
                    } catch (UnreachableException e) {
                        return e.problem().contains("cancelled") ? "" : e.problem();
                    }
                }));
                for (int spin = 0; spin < spins; spin++) {
                    Thread.onSpinWait();
                }
                if (i % 2 == 0) {
                    cancellation.cancel(Cancellation.Reason.CALLER);
                }
            }
            for (Future<String> answer : wrong) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isEmpty();
            }
            callers.shutdown();
        }
    }
}
