/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static dev.postern.server.ServedGateway.HELLO_STREAM;
import static dev.postern.server.ServedGateway.LLAMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Secret;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTPS, by both versions of HTTP. */
@Timeout(60)
class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final Duration GUARD = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static Path keystore;
    private static SSLContext trusting;

    @BeforeAll
    static void makeCertificate() throws Exception {
        keystore = folder.resolve("face.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "face",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keystore.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, managers.getTrustManagers(), null);
    }

    private static ServedGateway served() {
        return ServedGateway.startWith(server -> server.tls(keystore, Secret.of(PASSWORD)));
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().sslContext(trusting).version(version).build();
    }

    private static HttpRequest request(ServedGateway served, String json) {
        return served.request(CHAT, json)
                .uri(URI.create("https://localhost:" + served.port() + CHAT))
                .header("authorization", "Bearer k")
                .header("x-portkey-provider", "anyscale")
                .build();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void bothVersionsServeWholeAnswersAndStreams(HttpClient.Version version) throws Exception {
        try (ServedGateway served = served()) {
            HttpClient client = client(version);

            HttpResponse<String> whole = client.send(request(served, HELLO), HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> stream =
                    client.send(request(served, HELLO_STREAM), HttpResponse.BodyHandlers.ofString());

            assertThat(whole.version()).isEqualTo(version);
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(stream.body()).endsWith("data: [DONE]\n\n");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void callerThatLeavesCancelsTheProvider(HttpClient.Version version) {
        try (ServedGateway served = served()) {
            CompletableFuture<HttpResponse<String>> waiting = client(version)
                    .sendAsync(request(served, HELLO.replace(LLAMA, "silent")), HttpResponse.BodyHandlers.ofString());
            served.upstream.awaitRequests(1, GUARD);

            waiting.cancel(true);

            served.upstream.awaitCallerGone(1, GUARD);
        }
    }

    @Test
    void shortCallsLeaveASilentOneOnTheirConnectionAlone() throws Exception {
        Duration idle = Duration.ofMillis(300);
        try (ServedGateway served = ServedGateway.startWith(server -> server.tls(keystore, Secret.of(PASSWORD))
                .limits(ServerLimits.defaults().toBuilder().idle(idle).build()))) {
            HttpClient client = client(HttpClient.Version.HTTP_2);
            served.upstream
                    .when("slow")
                    .then(dev.postern.testkit.Fault.answer("late").delay(idle.multipliedBy(5)));
            client.send(request(served, HELLO), HttpResponse.BodyHandlers.ofString());

            CompletableFuture<HttpResponse<String>> slow = client.sendAsync(
                    request(served, HELLO.replace(LLAMA, "slow")), HttpResponse.BodyHandlers.ofString());
            served.upstream.awaitRequests(2, GUARD);
            client.send(request(served, HELLO), HttpResponse.BodyHandlers.ofString());

            assertThat(slow.get().body()).contains("late");
        }
    }

    @Test
    void manyCallsShareAConnectionAndThoseThatLeaveTakeNoOtherAlong() throws Exception {
        try (ServedGateway served = served()) {
            HttpClient client = client(HttpClient.Version.HTTP_2);
            client.send(request(served, HELLO), HttpResponse.BodyHandlers.ofString());
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                String json = i % 3 == 0 ? HELLO_STREAM.replace(LLAMA, "silent") : i % 3 == 1 ? HELLO : HELLO_STREAM;
                calls.add(client.sendAsync(request(served, json), HttpResponse.BodyHandlers.ofString()));
                if (i % 3 == 0 && i >= 30) {
                    calls.get(i - 30).cancel(true);
                }
            }

            for (int i = 0; i < calls.size(); i++) {
                if (i % 3 != 0) {
                    assertThat(calls.get(i).get().body()).contains(i % 3 == 1 ? "\"stop\"" : "data: [DONE]");
                } else {
                    calls.get(i).cancel(true);
                }
            }
            served.upstream.awaitIdle(GUARD);
        }
    }

    @Test
    void errorsHaveTheSameShapeOverHttp2() throws Exception {
        try (ServedGateway served = served()) {
            HttpResponse<String> answer =
                    client(HttpClient.Version.HTTP_2).send(request(served, "{"), HttpResponse.BodyHandlers.ofString());

            ErrorsTest.assertError(answer, 400, "invalid_request_error", "line 1, column 2");
        }
    }
}
