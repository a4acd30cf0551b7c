/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers for one model, or for any: a sequence, then what stays.
 *
 * <p>{@code upstream.when(model).then(Fault.status(429)).then(Fault.status(500)).thenAnswer()} fails twice and answers from
 * the third request on. Each request with a valid key takes one step, in the order in which requests were read. Thread-safe;
 * steps may be added while requests run.
 */
public final class Script {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Supplier<Fault>> steps = new ArrayDeque<>();
    private @Nullable Supplier<Fault> last;

    Script() {}

    /** Adds one step. */
    public Script then(Fault fault) {
        return then(1, fault);
    }

    /** Adds the same step several times. */
    public Script then(int times, Fault fault) {
        lock.lock();
        try {
            for (int i = 0; i < times; i++) {
                steps.add(() -> fault);
            }
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** Adds one step that answers as the profile does. */
    public Script thenAnswer() {
        return then(Fault.none());
    }

    /** Adds one step that answers with this text. */
    public Script thenAnswer(String text) {
        return then(Fault.answer(text));
    }

    /** Sets what every request gets once the steps are used up. */
    public Script always(Fault fault) {
        return always(() -> fault);
    }

    /** Sets where the faults come from once the steps are used up, for example a {@link Faults} mix. */
    public Script always(Supplier<Fault> faults) {
        lock.lock();
        try {
            last = faults;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next step; null if this script has no opinion. */
    @Nullable
    Fault next() {
        Supplier<Fault> step;
        lock.lock();
        try {
            step = steps.isEmpty() ? last : steps.remove();
        } finally {
            lock.unlock();
        }
        return step == null ? null : step.get();
    }
}
