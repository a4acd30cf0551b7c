/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which upstream a test gets, and when it is closed. */
class UpstreamExtensionTest {
    private static final String ASK = RawCaller.ask("m", "Hi");

    @Nested
    @ExtendWith(UpstreamExtension.class)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class OnTheClass {
        private static final Set<Integer> PORTS = new HashSet<>();

        @BeforeAll
        static void startsBeforeTheFirstTest(ScriptedUpstream upstream) {
            PORTS.add(upstream.port());
        }

        @BeforeEach
        void write(ScriptedUpstream upstream) {
            upstream.when("m").then(Fault.status(500));
        }

        @Test
        @Order(1)
        void scriptOfBeforeEachIsKept(ScriptedUpstream upstream) throws Exception {
            assertThat(RawCaller.chat(upstream, ASK).status()).isEqualTo(500);
            PORTS.add(upstream.port());
        }

        @Test
        @Order(2)
        void nextTestHasTheSameUpstreamWithoutItsPast(ScriptedUpstream upstream) throws Exception {
            assertThat(upstream.requestCount()).isZero();
            assertThat(RawCaller.chat(upstream, ASK).status()).isEqualTo(500);
            PORTS.add(upstream.port());
            assertThat(PORTS).hasSize(1);
        }
    }

    @Nested
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class InAnInstanceField {
        private static ScriptedUpstream before;

        @RegisterExtension
        final UpstreamExtension extension = UpstreamExtension.with(upstream -> upstream.profile(Profile.RAY_SERVE));

        @Test
        @Order(1)
        void settingsReachTheUpstream(ScriptedUpstream upstream) {
            before = upstream;

            assertThat(upstream.profile()).isEqualTo(Profile.RAY_SERVE);
            assertThat(extension.upstream()).isSameAs(upstream);
        }

        @Test
        @Order(2)
        void nextTestHasAnUpstreamOfItsOwnAndTheOtherIsClosed(ScriptedUpstream upstream) {
            assertThat(upstream).isNotSameAs(before);
            assertThatThrownBy(() -> new RawCaller(before)).isInstanceOf(ConnectException.class);
        }

        @AfterAll
        static void forget() {
            before = null;
        }
    }

    @Test
    void upstreamBeforeTheFirstTestIsRefused() {
        assertThatThrownBy(() -> new UpstreamExtension().upstream())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no test has begun, so there is no upstream yet");
    }
}
