/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();

    @Test
    void firesOnceWithTheFirstReason() {
        assertThat(cancellation.cancel(Cancellation.Reason.DEADLINE)).isTrue();
        assertThat(cancellation.cancel(Cancellation.Reason.CALLER)).isFalse();

        assertThat(cancellation.reason()).isEqualTo(Cancellation.Reason.DEADLINE);
    }

    @Test
    void anActionRunsAtOnceWhereItHasFired() {
        List<String> ran = new ArrayList<>();
        cancellation.cancel(Cancellation.Reason.CALLER);

        cancellation.onCancel(() -> ran.add("late"));

        assertThat(ran).containsExactly("late");
    }

    @Test
    void anActionThatWasTakenBackNeverRuns() {
        List<String> ran = new ArrayList<>();
        Cancellation.Registration registration = cancellation.onCancel(() -> ran.add("taken back"));

        registration.close();
        cancellation.cancel(Cancellation.Reason.CALLER);

        assertThat(ran).isEmpty();
    }

    @Test
    void aChildFiresWithItsParentAndNotTheOtherWayRound() {
        Cancellation.Child child = cancellation.child();
        Cancellation.Child other = cancellation.child();

        other.cancellation().cancel(Cancellation.Reason.ATTEMPT_TIMEOUT);
        assertThat(cancellation.isCancelled()).isFalse();
        assertThat(child.cancellation().isCancelled()).isFalse();

        cancellation.cancel(Cancellation.Reason.DEADLINE);
        assertThat(child.cancellation().reason()).isEqualTo(Cancellation.Reason.DEADLINE);
        assertThat(other.cancellation().reason()).isEqualTo(Cancellation.Reason.ATTEMPT_TIMEOUT);
    }

    @Test
    void aChildKnowsItsParentsReasonBeforeItsOwnActionsRan() {
        List<Cancellation.Reason> seen = new ArrayList<>();
        Cancellation.Child[] child = new Cancellation.Child[1];
        // Registered before the child, so it runs before the child is told.
        cancellation.onCancel(() -> seen.add(child[0].cancellation().reason()));
        child[0] = cancellation.child();

        cancellation.cancel(Cancellation.Reason.DEADLINE);

        assertThat(seen).containsExactly(Cancellation.Reason.DEADLINE);
    }
}
