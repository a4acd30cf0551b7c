/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.CancelledException;
import dev.postern.api.ConfigException;
import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.PermissionException;
import dev.postern.api.PluginException;
import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.api.StreamBrokenException;
import dev.postern.api.UnreachableException;
import dev.postern.api.UpstreamException;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every error. */
class PermittedSubclassesTest {
    private static final List<GatewayException> ERRORS = List.of(
            new CancelledException("gone", true),
            new CancelledException("gone", false),
            new ConfigException("wrong"),
            DeadlineException.ofCall("late", true),
            DeadlineException.ofAttempt("late", true),
            new InvalidRequestException("wrong", "model"),
            new MalformedBodyException("wrong", 1, 1),
            new PermissionException("refused"),
            new PluginException("threw", false, null),
            new RefusedException("busy", Duration.ofSeconds(1)),
            new RefusedException("closed", null),
            new StreamBrokenException("cut", Body.empty()),
            new UnreachableException("reset", true, null),
            new UpstreamException(new Reply.Whole(429, Headers.empty(), Body.empty()), Duration.ofSeconds(1)));

    @Test
    void everyErrorIsLookedAt() {
        assertThat(ERRORS).extracting(Object::getClass).contains(GatewayException.class.getPermittedSubclasses());
    }

    @Test
    void everyErrorStandsForAnErrorStatus() {
        assertThat(ERRORS).allSatisfy(error -> {
            assertThat(error.status()).isBetween(400, 599);
            assertThat(error.type()).matches("[a-z_]+");
        });
    }

    @Test
    void everyErrorHasAnAnchorOfItsOwn() {
        Map<String, Class<?>> byAnchor = new HashMap<>();
        for (GatewayException error : ERRORS) {
            Class<?> other = byAnchor.put(error.anchor(), error.getClass());

            assertThat(error.anchor()).matches("docs/errors\\.md#[a-z-]+");
            assertThat(other).isIn(null, error.getClass());
        }
    }

    @Test
    void everyMessageSaysTheProblemAndEndsWithItsAnchor() {
        assertThat(ERRORS).allSatisfy(error -> {
            assertThat(error.problem()).isNotBlank();
            assertThat(error).hasMessage(error.problem() + " (" + error.anchor() + ")");
        });
    }

    @Test
    void onlyRetryableErrorsSayWhenToRetry() {
        assertThat(ERRORS)
                .filteredOn(error -> error.retryAfter().isPresent())
                .isNotEmpty()
                .allMatch(GatewayException::retryable);
    }

    @Test
    void everyErrorIsFinal() {
        assertThat(GatewayException.class.getPermittedSubclasses())
                .allMatch(type -> Modifier.isFinal(type.getModifiers()));
    }

    @Test
    void guideNamesTheStatusOfEveryError() throws IOException {
        String guide = Files.readString(House.ROOT.resolve("docs/errors.md"));

        assertThat(ERRORS)
                .filteredOn(error -> !(error instanceof UpstreamException))
                .allSatisfy(error ->
                        assertThat(guide).contains("`" + error.getClass().getSimpleName() + "`, " + error.status()));
    }
}
