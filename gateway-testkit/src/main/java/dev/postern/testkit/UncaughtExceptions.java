/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails tests while any thread dies of an uncaught exception: the test that runs then, else its class, else the next one.
 *
 * <p>For one class, extend it with this. For all classes of a module, switch JUnit's auto-detection on, in
 * {@code src/test/resources/junit-platform.properties} or among Surefire's configuration parameters:
 * {@code junit.jupiter.extensions.autodetection.enabled = true}. While tests run it holds the JVM's default handler of
 * uncaught exceptions; the one before it is called too, and put back at the end. Threads with a handler of their own are
 * not seen. Under parallel execution another test than the guilty one may fail; the message names the thread.
 */
public final class UncaughtExceptions implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** Called by JUnit. */
    public UncaughtExceptions() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        watch(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        watch(context).report();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        watch(context).report();
    }

    private static Watch watch(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(UncaughtExceptions.class))
                .getOrComputeIfAbsent(Watch.class, key -> Watch.begin(), Watch.class);
    }

    /** One for the whole run; JUnit closes it at the end. */
    private static final class Watch implements Thread.UncaughtExceptionHandler, AutoCloseable {
        private final Queue<AssertionError> deaths = new ConcurrentLinkedQueue<>();
        private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

        static Watch begin() {
            Watch watch = new Watch();
            Thread.setDefaultUncaughtExceptionHandler(watch);
            return watch;
        }

        @Override
        public void uncaughtException(Thread thread, Throwable exception) {
            deaths.add(new AssertionError("thread " + thread.getName() + " died of " + exception, exception));
            if (before != null) {
                before.uncaughtException(thread, exception);
            }
        }

        void report() {
            AssertionError first = deaths.poll();
            if (first == null) {
                return;
            }
            for (AssertionError next = deaths.poll(); next != null; next = deaths.poll()) {
                first.addSuppressed(next);
            }
            throw first;
        }

        /** Fails the run if a thread died after the last test. */
        @Override
        public void close() {
            Thread.setDefaultUncaughtExceptionHandler(before);
            report();
        }
    }
}
