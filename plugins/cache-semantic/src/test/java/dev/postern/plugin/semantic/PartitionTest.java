/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.spi.CacheKey;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private static Partition of(String scope, String request, String model) {
        Body body = Body.parse(request.getBytes(StandardCharsets.UTF_8))
                .canonical(List.of())
                .orElseThrow();
        return Partition.of(new CacheKey(1, scope, body), model);
    }

    private static String request(String... members) {
        return "{" + String.join(",", members) + "}";
    }

    private static String messages(String... messages) {
        return "\"messages\":[" + String.join(",", messages) + "]";
    }

    private static String message(String role, String content) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + content + "\"}";
    }

    @Test
    void onlyTheLastMessagesTextIsLeftOut() {
        Partition one = of("s", request("\"model\":\"m\"", messages(message("user", "a"))), "e");
        Partition other = of("s", request(messages(message("user", "b")), "\"model\":\"m\""), "e");

        assertThat(one).isEqualTo(other);
    }

    @Test
    void everythingElseTellsPartitionsApart() {
        String ask = message("user", "a");
        List<Partition> all = List.of(
                of("s", request("\"model\":\"m\"", messages(ask)), "e"),
                of("t", request("\"model\":\"m\"", messages(ask)), "e"),
                of("s", request("\"model\":\"m\"", messages(ask)), "f"),
                of("s", request("\"model\":\"n\"", messages(ask)), "e"),
                of("s", request("\"model\":\"m\"", "\"temperature\":0", messages(ask)), "e"),
                of("s", request("\"model\":\"m\"", "\"unknown\":{\"x\":1}", messages(ask)), "e"),
                of("s", request("\"model\":\"m\"", "\"tools\":[{}]", messages(ask)), "e"),
                of("s", request("\"model\":\"m\"", messages(message("system", "s"), ask)), "e"),
                of("s", request("\"model\":\"m\"", messages(message("user", "s"), ask)), "e"),
                of(
                        "s",
                        request("\"model\":\"m\"", messages(message("user", "s"), message("assistant", "t"), ask)),
                        "e"),
                of(
                        "s",
                        request("\"model\":\"m\"", messages("{\"role\":\"user\",\"content\":\"a\",\"name\":\"x\"}")),
                        "e"),
                of("se", request("\"model\":\"m\"", messages(ask)), ""));
        Set<Partition> different = new HashSet<>(all);

        assertThat(different).hasSameSizeAs(all);
    }
}
