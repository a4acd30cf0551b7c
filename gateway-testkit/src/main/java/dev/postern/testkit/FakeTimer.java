/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps what a {@link FakeTime} has to fire. */
final class FakeTimer {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Alarm> alarms = new ArrayList<>();

    private record Alarm(Duration due, Runnable action) {}

    Timer.Armed arm(Duration now, Duration delay, Runnable action) {
        if (delay.isZero() || delay.isNegative()) {
            action.run();
            return () -> {};
        }
        Alarm alarm = new Alarm(now.plus(delay), action);
        lock.lock();
        try {
            alarms.add(alarm);
        } finally {
            lock.unlock();
        }
        return () -> disarm(alarm);
    }

    private void disarm(Alarm alarm) {
        lock.lock();
        try {
            alarms.remove(alarm);
        } finally {
            lock.unlock();
        }
    }

    /** Fires in the order of the moments; actions run outside the lock, since they may arm again. */
    void fireUntil(Duration now) {
        List<Alarm> due = new ArrayList<>();
        lock.lock();
        try {
            alarms.stream().filter(alarm -> alarm.due().compareTo(now) <= 0).forEach(due::add);
            alarms.removeAll(due);
        } finally {
            lock.unlock();
        }
        due.sort(Comparator.comparing(Alarm::due));
        due.forEach(alarm -> alarm.action().run());
    }
}
