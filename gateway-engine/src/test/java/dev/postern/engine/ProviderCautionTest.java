/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.KEY;
import static dev.postern.engine.TestGateways.MISTRAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import dev.postern.api.UnreachableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Anyscale's caution that the shared Endpoints ended belongs to their host, and to no other. */
class ProviderCautionTest {
    private static final String ENDED = "ended on 2024-08-01";

    private final PrintStream console = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @BeforeEach
    void catchLog() {
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void releaseLog() {
        System.setErr(console);
    }

    private static Gateway gateway(String target) {
        return Gateway.builder()
                .environment(name -> Optional.empty())
                .config("{\"provider\": \"anyscale\", \"api_key\": \"" + KEY + "\"" + target + "}")
                .build();
    }

    private static String refusingHost() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
        }
    }

    @Test
    void aTargetWithItsOwnHostIsNotTold() throws IOException {
        ChatRequest request = ChatRequest.builder().model(MISTRAL).user("hello").build();
        UnreachableException failure;

        try (Gateway gateway = gateway(", \"custom_host\": \"" + refusingHost() + "\"")) {
            failure = catchThrowableOfType(UnreachableException.class, () -> gateway.chat(request));
        }

        assertThat(failure.getMessage()).contains("could not be reached").doesNotContain(ENDED);
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain(ENDED);
    }

    @Test
    void aConfigThatSendsToTheHistoricHostIsWarnedOnce() {
        try (Gateway gateway = gateway("")) {
            gateway.update("{\"provider\": \"anyscale\", \"api_key\": \"" + KEY + "\", \"retry\": 2}");
        }

        assertThat(logged.toString(StandardCharsets.UTF_8)).containsOnlyOnce(ENDED);
    }
}
