/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.api.Body;
import dev.postern.api.Cancellation;
import dev.postern.api.Headers;
import dev.postern.api.Limits;
import dev.postern.api.UnreachableException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What the transport's tests share: a transport with short limits, and a check that nothing stays leased. */
@Timeout(60)
abstract class TransportFixture {
    static final Limits LIMITS = limits(4, Duration.ofSeconds(2), Duration.ofSeconds(30));

    final ApacheTransport transport;

    TransportFixture() {
        this(LIMITS);
    }

    TransportFixture(Limits limits) {
        this.transport = new ApacheTransport(limits, HostResolver.system());
    }

    static Limits limits(int connections, Duration connect, Duration idle) {
        return new Limits(
                Limits.defaults().json(),
                1 << 20,
                connections,
                connect,
                Duration.ofSeconds(60),
                idle,
                Duration.ofSeconds(5),
                10_000,
                64,
                Duration.ofMillis(100));
    }

    static HostResolver always(String address) {
        return host -> List.of(InetAddress.getByName(address));
    }

    static TransportRequest post(Destination destination) {
        return post(destination, Body.parse("{\"model\":\"m\"}".getBytes(UTF_8)));
    }

    static TransportRequest post(Destination destination, Body body) {
        return new TransportRequest(
                destination, "POST", "/v1/chat/completions", Headers.of("authorization", "Bearer secret"), body);
    }

    TransportAnswer send(ScriptedServer server) {
        return transport.send(post(server.destination()), new Cancellation());
    }

    String call(ScriptedServer server) {
        try (TransportAnswer answer = send(server)) {
            return new String(answer.readAll(1 << 20), UTF_8);
        }
    }

    UnreachableException failureOf(ScriptedServer server) {
        return catchThrowableOfType(UnreachableException.class, () -> call(server));
    }

    @AfterEach
    void nothingStaysLeased() {
        try {
            assertThat(transport.leased()).isZero();
        } finally {
            transport.close();
        }
    }
}
