/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** Runs the same work in several threads that begin together. */
final class Together {
    private static final int HANG_SECONDS = 60;

    private Together() {}

    /** Fails as the first thread did, or if they hang. */
    static void run(int threads, IntConsumer work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<Boolean>> ends = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                Callable<Boolean> task = () -> {
                    start.await(HANG_SECONDS, TimeUnit.SECONDS);
                    work.accept(number);
                    return true;
                };
                ends.add(pool.submit(task));
            }
            for (Future<Boolean> end : ends) {
                assertThat(end.get(HANG_SECONDS, TimeUnit.SECONDS)).isTrue();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError("one of " + threads + " threads failed: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        } catch (TimeoutException hung) {
            throw new AssertionError(threads + " threads at once did not end", hung);
        } finally {
            pool.shutdownNow();
        }
    }
}
