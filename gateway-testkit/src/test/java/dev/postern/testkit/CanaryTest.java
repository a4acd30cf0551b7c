/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.spi.UpstreamRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private final Canary canary = Canary.create();

    @Test
    void itIsFoundWhereverItHides() {
        String text = canary.text();
        Body body = Body.object().put("key", "x" + text + "y").build();
        Headers headers = Headers.of("authorization", "Bearer " + text);
        RuntimeException cause = new IllegalStateException("outer", new IllegalArgumentException(text));
        RuntimeException suppressing = new IllegalStateException("outer");
        suppressing.addSuppressed(new IllegalArgumentException(text));

        assertThat(List.of(
                        text,
                        text.getBytes(WireSamples.UTF_8),
                        body,
                        headers,
                        cause,
                        suppressing,
                        List.of(Map.of("a", Optional.of(body))),
                        Map.of(text, 1),
                        new UpstreamRequest("GET", "models?key=" + text, Headers.empty(), null),
                        new UpstreamRequest("POST", "chat", headers, null),
                        ScriptedChain.whole(400, body.text())))
                .allMatch(canary::isIn);
    }

    @Test
    void itIsNotFoundWhereItIsNot() {
        canary.assertNowhere("sk-", null, Body.empty(), Headers.empty(), new Exception("x"), canary, canary.secret());
    }

    @Test
    void failureNamesTheKindOfThingButNotTheSecret() {
        assertThatThrownBy(() -> canary.assertNowhere("a", List.of(canary.text())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("shows what must stay secret")
                .hasMessageNotContaining(canary.text());
    }

    @Test
    void exceptionThatCausesItselfInACircleIsBorne() {
        Exception first = new Exception("a");
        first.initCause(new Exception("b", first));

        assertThat(canary.isIn(first)).isFalse();
    }
}
