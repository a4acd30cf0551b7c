/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.CallReport;
import org.jspecify.annotations.Nullable;

/** Is told of every call once it has ended; must be quick, must not block, and cannot change anything. */
public interface CallObserver extends Plugin {
    /**
     * Sees the end of a call: its answer is there in full, its stream has ended, or it failed.
     *
     * @param call the call as it came in
     * @param report the final report
     * @param error why it failed, or null if it ended well
     */
    void ended(Call call, CallReport report, @Nullable Throwable error);
}
