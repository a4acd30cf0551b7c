/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Cancellation;
import dev.postern.spi.Deadline;
import dev.postern.spi.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeTimeTest {
    private final FakeTime time = new FakeTime(Instant.parse("2026-03-01T00:00:00Z"));

    @Test
    void bothClocksMoveTogether() {
        long nanos = time.nanoTime();

        time.advance(Duration.ofMinutes(2));

        assertThat(time.now()).isEqualTo("2026-03-01T00:02:00Z");
        assertThat(time.nanoTime() - nanos).isEqualTo(Duration.ofMinutes(2).toNanos());
    }

    @Test
    void deadlineSurvivesTheOverflowOfTheClock() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(5), time);

        time.advance(Duration.ofSeconds(4));

        assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void sleepMovesTheTimeAndIsRecorded() throws InterruptedException {
        time.sleep(Duration.ofMillis(100));
        time.sleep(Duration.ofMillis(200));

        assertThat(time.slept()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(time.passed()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void interruptedThreadDoesNotSleep() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.sleep(Duration.ofSeconds(1)))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("interrupted before a sleep of PT1S");
        assertThat(time.slept()).isEmpty();
        assertThat(time.passed()).isZero();
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time does not go back: PT-1S");
    }

    @Test
    void threadsThatAdvanceLoseNothing() {
        Together.run(4, thread -> {
            for (int i = 0; i < 1000; i++) {
                time.advance(Duration.ofNanos(1));
            }
        });

        assertThat(time.passed()).isEqualTo(Duration.ofNanos(4000));
    }

    @Test
    void timerFiresWhatIsDueInOrder() {
        List<String> fired = new ArrayList<>();
        arm(3, "third", fired);
        arm(1, "first", fired);
        arm(2, "stopped", fired).close();
        arm(9, "later", fired);

        time.advance(Duration.ofSeconds(3));

        assertThat(fired).containsExactly("first", "third");
    }

    @Test
    void timerWithoutDelayFiresAtOnce() {
        List<String> fired = new ArrayList<>();

        arm(0, "now", fired);

        assertThat(fired).containsExactly("now");
    }

    private Timer.Armed arm(int seconds, String name, List<String> fired) {
        Cancellation cancellation = new Cancellation();
        cancellation.onCancel(() -> fired.add(name));
        return time.timer().cancelAfter(Duration.ofSeconds(seconds), cancellation, Cancellation.Reason.ATTEMPT_TIMEOUT);
    }
}
