/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the last requests and exact counts. */
final class Recorder {
    private final int history;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ReceivedRequest> last = new ArrayDeque<>();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private long requests;
    private long resetAt;
    private long connections;
    private int open;
    private int maxConcurrent;

    Recorder(int history) {
        this.history = history;
    }

    ReceivedRequest received(
            RequestReader.Head head, byte[] body, @Nullable JsonObject json, Function<ReceivedRequest, Fault> script) {
        lock.lock();
        try {
            ReceivedRequest request = new ReceivedRequest(++requests, head, body, json);
            // Before anyone can know of it: whoever awaits a request may count on its step being taken.
            request.take(script.apply(request));
            add(Outcome.PENDING, 1);
            maxConcurrent = Math.max(maxConcurrent, (int) count(Outcome.PENDING));
            last.add(request);
            while (last.size() > history) {
                last.remove();
            }
            changed.signalAll();
            return request;
        } finally {
            lock.unlock();
        }
    }

    /** Settles an exchange, or corrects how it was settled before. */
    void settled(ReceivedRequest request, Outcome outcome) {
        lock.lock();
        try {
            Outcome before = request.outcome();
            if (before == outcome) {
                return;
            }
            request.settle(outcome);
            // Those received before a reset are counted only while they run, or "concurrent" would be wrong.
            boolean counted = request.sequence() > resetAt;
            if (counted || before == Outcome.PENDING) {
                add(before, -1);
            }
            if (counted) {
                add(outcome, 1);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void add(Outcome outcome, long more) {
        outcomes.merge(outcome, more, Long::sum);
    }

    long connectionOpened() {
        lock.lock();
        try {
            open++;
            return ++connections;
        } finally {
            lock.unlock();
        }
    }

    void connectionClosed() {
        lock.lock();
        try {
            open--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedRequest> requests() {
        lock.lock();
        try {
            return List.copyOf(last);
        } finally {
            lock.unlock();
        }
    }

    long requestCount() {
        lock.lock();
        try {
            return requests - resetAt;
        } finally {
            lock.unlock();
        }
    }

    long count(Outcome outcome) {
        lock.lock();
        try {
            return outcomes.getOrDefault(outcome, 0L);
        } finally {
            lock.unlock();
        }
    }

    long connectionsOpened() {
        lock.lock();
        try {
            return connections;
        } finally {
            lock.unlock();
        }
    }

    int openConnections() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    int maxConcurrent() {
        lock.lock();
        try {
            return maxConcurrent;
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        lock.lock();
        try {
            last.clear();
            long running = count(Outcome.PENDING);
            outcomes.clear();
            add(Outcome.PENDING, running);
            maxConcurrent = (int) running;
            resetAt = requests;
            connections = open;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a condition holds; the condition is asked under the lock. */
    void await(String what, BooleanSupplier condition, Duration timeout) {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("after " + timeout.toMillis() + " ms still no " + what + "; " + this);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + what, interrupted);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "requests " + requestCount() + ", running " + count(Outcome.PENDING) + ", caller gone "
                + count(Outcome.CALLER_GONE) + ", open connections " + openConnections() + ", last " + last.peekLast();
    }
}
