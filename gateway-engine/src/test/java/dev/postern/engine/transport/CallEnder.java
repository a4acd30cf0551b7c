/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One way to end a call from outside: by cancellation or interrupt, on a platform or a virtual thread.
 *
 * @param interrupts whether the thread is interrupted, instead of the cancellation fired
 * @param threads starts the calling thread
 */
record CallEnder(String name, boolean interrupts, Function<Runnable, Thread> threads) {
    /** Waits until a call has come to a certain point. */
    interface Phase {
        void await() throws InterruptedException;
    }

    static List<CallEnder> all() {
        List<CallEnder> all = new ArrayList<>();
        for (boolean interrupts : new boolean[] {false, true}) {
            String what = interrupts ? "interrupt" : "cancellation";
            all.add(new CallEnder(what + ", platform thread", interrupts, CallEnder::platform));
            if (Runtime.version().feature() >= 21) {
                all.add(new CallEnder(what + ", virtual thread", interrupts, CallEnder::virtual));
            }
        }
        return all;
    }

    private static Thread platform(Runnable task) {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Thread virtual(Runnable task) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the thread has blocked, or is inside a system call, for some time in a row. */
    static void awaitBlocked(Thread thread) throws InterruptedException {
        StackTraceElement[] last = {};
        int same = 0;
        while (same < 10) {
            if (!thread.isAlive()) {
                throw new AssertionError("the call ended before it was ended");
            }
            StackTraceElement[] now = thread.getStackTrace();
            same = now.length > 0 && java.util.Arrays.equals(now, last) ? same + 1 : 0;
            last = now;
            Thread.sleep(5);
        }
    }

    Thread start(Runnable task) {
        return threads.apply(task);
    }

    void end(Thread caller, Cancellation cancellation) {
        if (interrupts) {
            caller.interrupt();
        } else {
            cancellation.cancel(Cancellation.Reason.CALLER);
        }
    }

    String word() {
        return interrupts ? "interrupted" : "cancelled";
    }

    @Override
    public String toString() {
        return name;
    }
}
