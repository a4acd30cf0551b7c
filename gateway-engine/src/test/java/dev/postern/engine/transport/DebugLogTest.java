/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Cancellation;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The HTTP library writes every header and byte to its debug log; ours must not, whatever the log level. */
@Timeout(60)
class DebugLogTest {
    /** Makes one call in a JVM of its own, where the log level can be set before the library is loaded. */
    static final class OneCall {
        private OneCall() {}

        public static void main(String[] arguments) throws Exception {
            try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{\"answer\":\"whisper\"}"));
                    ApacheTransport transport = new ApacheTransport(TransportFixture.LIMITS, HostResolver.system());
                    TransportAnswer answer =
                            transport.send(TransportFixture.post(server.destination()), new Cancellation())) {
                System.out.println("read " + answer.readAll(100).length);
            }
        }
    }

    @Test
    void credentialsAndBodiesAreNotInTheDebugLog() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneCall.class.getName())
                .redirectErrorStream(true)
                .start();

        String log = new String(jvm.getInputStream().readAllBytes(), UTF_8);

        assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(log).contains("read 20").contains("DEBUG").doesNotContain("secret", "whisper");
    }
}
