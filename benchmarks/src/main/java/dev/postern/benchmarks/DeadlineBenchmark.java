/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.api.Cancellation;
import dev.postern.engine.deadline.Watchdog;
import dev.postern.spi.TimeSource;
import dev.postern.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Claim: arming a deadline and disarming it again costs at most 50 ns.
 *
 * <p>Workload: a deadline of 30 s that never fires, armed and disarmed as each call does it, among 64 others that stay
 * armed, each by a thread of its own. {@code scheduler} is one thread of the JDK's scheduler with removal on cancel.
 *
 * <p>Distribution: all deadlines alike. One thread beside the one that fires.
 *
 * <p>Command: {@code ./postern bench deadline}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeadlineBenchmark {
    private static final int OTHERS = 64;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofHours(1);

    /** Ours, or the JDK's scheduler. */
    @Param({"postern", "scheduler"})
    public String by = "postern";

    private final Watchdog watchdog = new Watchdog(TimeSource.system());
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, DeadlineBenchmark::daemon);
    private final Cancellation cancellation = new Cancellation();
    private final List<Object> others = new ArrayList<>();
    private boolean ours;

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "benchmark-scheduler");
        thread.setDaemon(true);
        return thread;
    }

    /** Arms the others. */
    @Setup
    public void setUp() throws InterruptedException {
        ours = by.equals("postern");
        scheduler.setRemoveOnCancelPolicy(true);
        for (int i = 0; i < OTHERS; i++) {
            Thread other = new Thread(this::armForLong);
            other.start();
            other.join();
        }
    }

    private void armForLong() {
        others.add(ours ? arm(LONG) : schedule(LONG));
    }

    private Timer.Armed arm(Duration delay) {
        return watchdog.cancelAfter(delay, cancellation, Cancellation.Reason.DEADLINE);
    }

    private ScheduledFuture<?> schedule(Duration delay) {
        return scheduler.schedule(
                () -> cancellation.cancel(Cancellation.Reason.DEADLINE), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends both threads. */
    @TearDown
    public void tearDown() {
        watchdog.close();
        scheduler.shutdownNow();
    }

    /** Arms and disarms. */
    @Benchmark
    public Object armAndDisarm() {
        if (ours) {
            Timer.Armed armed = arm(LIMIT);
            armed.close();
            return armed;
        }
        return schedule(LIMIT).cancel(false);
    }
}
