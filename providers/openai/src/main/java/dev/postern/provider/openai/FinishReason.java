/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.api.JsonView;

/** Reads {@code finish_reason}; the set is the provider's, so words that mean nothing special stay as they are. */
final class FinishReason {
    private FinishReason() {}

    /** Whether the provider says that it gave up in the middle, which no caller of OpenAI's form would notice. */
    static boolean isFailure(JsonView reason) {
        return reason.stringEquals("error") || reason.stringEquals("cancelled") || reason.stringEquals("abort");
    }

    /** Returns how the answer ended, in words that fit behind "answered 200" and "the stream ended". */
    static String problem(JsonView reason) {
        return "unfinished, with finish_reason " + reason.string().orElse("unknown");
    }
}
