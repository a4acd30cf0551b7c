/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says that the caller closed or reset its side before it had a whole answer. */
final class CallerGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    CallerGoneException(@Nullable IOException cause) {
        super("the caller is gone", cause);
    }
}
