/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the CPU time of this process, all its threads together. */
final class ProcessCpu {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ProcessCpu() {}

    /**
     * Returns the nanoseconds so far; those of threads that have ended are lost on Linux.
     *
     * <p>The JVM's own figure counts in steps of 10 ms, a tenth of a window; the scheduler's is exact.
     */
    static long nanos() throws IOException {
        if (!Files.isReadable(Path.of("/proc/self/schedstat"))) {
            return SYSTEM.getProcessCpuTime();
        }
        long sum = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                sum += ofTask(task);
            }
        }
        return sum;
    }

    private static long ofTask(Path task) throws IOException {
        try {
            String line = Files.readString(task.resolve("schedstat"));
            return Long.parseLong(line.substring(0, line.indexOf(' ')));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
