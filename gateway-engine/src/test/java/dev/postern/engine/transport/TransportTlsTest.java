/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.api.Cancellation;
import dev.postern.api.UnreachableException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS: what is trusted, what is refused before a byte of the request has left. */
@Timeout(60)
class TransportTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static SSLContext named;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = folder.resolve("named.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=good.test",
                        "-ext",
                        "san=dns:good.test",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        named = context(store);
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted(keys));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    private static KeyStore trusted(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("a", keys.getCertificate("a"));
        return trusted;
    }

    private static ScriptedServer secureServer() throws Exception {
        return new ScriptedServer(
                connection -> {
                    while (connection.readRequest() != null) {
                        connection.write(ScriptedServer.ok("{}"));
                    }
                },
                named.getServerSocketFactory(),
                "https");
    }

    private static final HostResolver LOOPBACK = host -> List.of(InetAddress.getLoopbackAddress());

    private static UnreachableException refusal(ApacheTransport transport, Destination destination) {
        return catchThrowableOfType(
                UnreachableException.class,
                () -> transport.send(TransportFixture.post(destination), new Cancellation()));
    }

    @Test
    void trustedCertificateForTheHostServesCallsOnOneConnection() throws Exception {
        try (ScriptedServer server = secureServer();
                ApacheTransport transport = new ApacheTransport(TransportFixture.LIMITS, LOOPBACK, () -> named)) {
            for (int i = 0; i < 3; i++) {
                try (TransportAnswer answer =
                        transport.send(TransportFixture.post(server.destination("good.test")), new Cancellation())) {
                    assertThat(answer.readAll(10)).hasSize(2);
                }
                // Long enough for the check of idle connections, which session tickets must not confuse.
                new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            }

            assertThat(server.connections).hasValue(1);
            assertThat(transport.leased()).isZero();
        }
    }

    @Test
    void cancellationEndsAReadOverTls() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                        connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                            connection.awaitEnd();
                        },
                        named.getServerSocketFactory(),
                        "https");
                ApacheTransport transport = new ApacheTransport(TransportFixture.LIMITS, LOOPBACK, () -> named)) {
            for (CallEnder ender : CallEnder.all()) {
                Cancellation cancellation = new Cancellation();
                CompletableFuture<String> ended = new CompletableFuture<>();
                Thread caller = ender.start(() -> {
                    try (TransportAnswer answer =
                            transport.send(TransportFixture.post(server.destination("good.test")), cancellation)) {
                        ended.complete("read " + answer.readAll(100).length);
                    } catch (UnreachableException e) {
                        ended.complete(e.problem());
                    }
                });
                CallEnder.awaitBlocked(caller);

                ender.end(caller, cancellation);

                assertThat(ended.get(20, TimeUnit.SECONDS)).contains(ender.word(), "(the request was sent)");
                server.awaitEnd();
            }
            assertThat(transport.leased() + transport.available()).isZero();
        }
    }

    @Test
    void certificateForAnotherHostIsRefusedBeforeAnythingIsSent() throws Exception {
        try (ScriptedServer server = secureServer();
                ApacheTransport transport = new ApacheTransport(TransportFixture.LIMITS, LOOPBACK, () -> named)) {
            UnreachableException failure = refusal(transport, server.destination("evil.test"));

            assertThat(failure.problem())
                    .isEqualTo(
                            "the provider could not be reached: its certificate is not for this host (nothing was sent)");
            assertThat(failure.sent()).isFalse();
            assertThat(server.requests).isEmpty();
            assertThat(transport.leased()).isZero();
        }
    }

    @Test
    void certificateThatNobodyVouchesForIsRefusedBeforeAnythingIsSent() throws Exception {
        try (ScriptedServer server = secureServer();
                ApacheTransport transport = new ApacheTransport(TransportFixture.LIMITS, LOOPBACK)) {
            UnreachableException failure = refusal(transport, server.destination("good.test"));

            assertThat(failure.problem())
                    .isEqualTo("the provider could not be reached: its certificate is not trusted (nothing was sent)");
            assertThat(failure.sent()).isFalse();
            assertThat(server.requests).isEmpty();
            assertThat(transport.leased()).isZero();
        }
    }

    @Test
    void serverWithoutTlsIsRefusedBeforeAnythingIsSent() throws Exception {
        try (ScriptedServer plain = new ScriptedServer(connection -> connection.write("HTTP/1.1 400 Bad\r\n\r\n"));
                ApacheTransport transport = new ApacheTransport(TransportFixture.LIMITS, LOOPBACK)) {
            UnreachableException failure =
                    refusal(transport, Destination.parse("https://good.test:" + plain.port(), "base_url"));

            assertThat(failure.sent()).isFalse();
            assertThat(failure).hasMessageContaining("TLS failed");
            assertThat(transport.leased()).isZero();
        }
    }

    @Test
    void serverThatNeverEndsTheHandshakeIsGivenUp() throws Exception {
        try (ScriptedServer mute = new ScriptedServer(ScriptedServer.Connection::awaitEnd);
                ApacheTransport transport = new ApacheTransport(TransportFixture.LIMITS, LOOPBACK)) {
            UnreachableException failure =
                    refusal(transport, Destination.parse("https://good.test:" + mute.port(), "base_url"));

            assertThat(failure).hasMessageContaining("no TLS handshake within 3 s (nothing was sent)");
            assertThat(failure.sent()).isFalse();
            assertThat(transport.leased()).isZero();
        }
    }
}
