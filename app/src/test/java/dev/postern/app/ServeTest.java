/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testkit.ScriptedUpstream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own, as a user has it. */
class ServeTest {
    @TempDir
    private Path folder;

    @Test
    void sandboxAnswersAFirstCallWithoutAnyKey() throws Exception {
        try (RunningServer server = RunningServer.start(folder, "--provider-url", "anyscale=sandbox")) {

            HttpResponse<String> answer = server.chat("demo");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("This is a test");
            assertThat(answer.headers().firstValue("x-portkey-provider")).hasValue("anyscale");
            assertThat(server.startLines())
                    .contains(" serves http://127.0.0.1:")
                    .contains("data       " + folder)
                    .contains("(sandbox http://127.0.0.1:")
                    .contains("keys       none: open to every program on this machine; to close it:"
                            + " postern keys create NAME --rights call --data " + folder)
                    .contains("config     the sandbox anyscale; by name: 0 saved");
        }
    }

    @Test
    void runningCallEndsBeforeTheProcessDoes() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                RunningServer server =
                        RunningServer.start(folder, "--provider-url", "anyscale=" + upstream.baseUrl())) {
            CompletableFuture<HttpResponse<String>> running =
                    server.chatLater("delay-1500", "x-portkey-provider", "anyscale", "authorization", "Bearer secret");
            upstream.awaitRequests(1, Duration.ofSeconds(30));

            server.terminate();

            assertThat(running.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(server.ended()).isZero();
            assertThat(server.lastLines()).endsWith("stopping; running calls may end first", "stopped");
        }
    }

    @Test
    void secondServerOnADataFolderOrAPortIsRefusedInOneLine() throws Exception {
        try (RunningServer server = RunningServer.start(folder)) {

            Ran sameFolder = Ran.command("serve", "--port", "0", "--data", folder.toString());
            String port = String.valueOf(server.uri().getPort());
            Ran samePort = Ran.command(
                    "serve", "--port", port, "--data", folder.resolve("other").toString());

            assertThat(sameFolder)
                    .isEqualTo(new Ran(
                            1,
                            "",
                            "postern: another server (process " + server.pid()
                                    + ") runs on the data folder " + folder.toRealPath()
                                    + "; stop it, or give this one a folder of its own" + System.lineSeparator()));
            assertThat(samePort)
                    .isEqualTo(new Ran(
                            1,
                            "",
                            "postern: cannot listen on 127.0.0.1:" + port
                                    + ": Address already in use; choose another with --port or --host"
                                    + System.lineSeparator()));
        }
    }

    @Test
    void keysMadeAndRevokedBesideARunningServerCountThere() throws Exception {
        try (RunningServer server = RunningServer.start(folder, "--provider-url", "anyscale=sandbox")) {
            assertThat(server.chat("demo").statusCode()).isEqualTo(200);

            Ran made = Ran.command("keys", "create", "app", "--rights", "call", "--data", folder.toString());
            String key = made.out().strip();
            server.awaitStatus(401);
            assertThat(server.chat("demo", "x-portkey-api-key", key).statusCode())
                    .isEqualTo(200);

            Ran revoked = Ran.command("keys", "revoke", key.substring(4, 14), "--data", folder.toString());
            server.awaitStatus(401, "x-portkey-api-key", key);

            assertThat(made.status()).isZero();
            assertThat(revoked).isEqualTo(new Ran(0, "", "revoked " + key.substring(4, 14) + System.lineSeparator()));
        }
    }

    @Test
    void configSavedBesideARunningServerIsUsedByName() throws Exception {
        try (RunningServer server = RunningServer.start(folder, "--provider-url", "anyscale=sandbox")) {
            Path config =
                    Files.writeString(folder.resolve("named.json"), "{\"provider\": \"anyscale\", \"api_key\": \"k\"}");
            assertThat(server.chat("demo", "x-portkey-config", "named").statusCode())
                    .isEqualTo(404);

            Ran saved = Ran.command("configs", "put", "named", config.toString(), "--data", folder.toString());

            assertThat(saved.status()).isZero();
            server.awaitStatus(200, "x-portkey-config", "named");
        }
    }

    @Test
    void startsAgainAfterKillAndKnowsItsKeys() throws Exception {
        String key = Ran.command("keys", "create", "app", "--rights", "call", "--data", folder.toString())
                .out()
                .strip();
        try (RunningServer server = RunningServer.start(folder, "--provider-url", "anyscale=sandbox")) {
            assertThat(server.chat("demo", "x-portkey-api-key", key).statusCode())
                    .isEqualTo(200);
            server.kill();
        }

        try (RunningServer again = RunningServer.start(folder, "--provider-url", "anyscale=sandbox")) {

            assertThat(again.chat("demo", "x-portkey-api-key", key).statusCode())
                    .isEqualTo(200);
            assertThat(again.chat("demo").statusCode()).isEqualTo(401);
            assertThat(again.startLines()).contains("keys       1 active");
        }
    }

    @Test
    void otherMachinesAreRefusedWhileThereIsNoKey() {
        Ran ran = Ran.command("serve", "--host", "0.0.0.0", "--port", "0", "--data", folder.toString());

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "postern: --host 0.0.0.0 can be reached from other machines, and there is"
                                + " no gateway key yet; make one with: postern keys create NAME --rights call --data "
                                + folder
                                + System.lineSeparator()));
    }

    @Test
    void badConfigStopsTheStartWithAllItsProblems() throws IOException {
        Path config = Files.writeString(
                folder.resolve("bad.json"), "{\"provider\": \"anyscale\", \"retry\": 9, \"chache\": \"simple\"}");

        Ran ran = Ran.command("serve", "--port", "0", "--data", folder.toString(), "--config", config.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err().lines()).hasSize(2).allMatch(line -> line.startsWith("postern: config."));
        assertThat(ran.err()).contains("config.retry").contains("config.chache").contains("cache");
    }

    @Test
    void unknownProviderIsNamedWithThoseThatArePresent() {
        Ran ran = Ran.command(
                "serve", "--port", "0", "--data", folder.toString(), "--provider-url", "palm=https://palm.example/v1");

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "postern: providers.palm: no provider 'palm'; present: anyscale, openai"
                                + System.lineSeparator()));
    }

    @Test
    void tlsWithoutAPasswordSaysWhereItMayStand() {
        Ran ran = Ran.command("serve", "--port", "0", "--data", folder.toString(), "--tls-keystore", "none.p12");

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "postern: --tls-keystore: its password is missing; set"
                                + " POSTERN_TLS_PASSWORD or name a file with --tls-password-file"
                                + System.lineSeparator()));
    }
}
