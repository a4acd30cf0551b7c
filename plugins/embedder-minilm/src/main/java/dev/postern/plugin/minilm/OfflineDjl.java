/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps DJL from the network while it loads its native library.
 *
 * <p>Where it sees a graphics card it fetches a build for that card, unless it is told which flavour to use; the one for
 * the CPU lies in its jar. The word of the operator, if there is one, stays.
 */
final class OfflineDjl {
    private static final String FLAVOUR = "RUST_FLAVOR";

    /** The property belongs to the whole JVM: one at a time. */
    private static final ReentrantLock LOCK = new ReentrantLock();

    private OfflineDjl() {}

    /** Something that makes DJL load. */
    interface Loading<T> {
        T load() throws IOException;
    }

    /** Runs what loads. */
    static <T> T call(Loading<T> loading) throws IOException {
        LOCK.lock();
        try {
            @Nullable String operators = System.getProperty(FLAVOUR, System.getenv(FLAVOUR));
            return operators == null ? callForCpu(loading) : loading.load();
        } finally {
            LOCK.unlock();
        }
    }

    private static <T> T callForCpu(Loading<T> loading) throws IOException {
        System.setProperty(FLAVOUR, "cpu");
        try {
            return loading.load();
        } finally {
            System.clearProperty(FLAVOUR);
        }
    }
}
