/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

/** Hears the feedback that callers send; called after it is durable, from many threads at once. */
public interface FeedbackListener extends Plugin {
    /**
     * Hears one piece of feedback.
     *
     * @param tenant whose feedback it is; it may only touch that tenant's own
     * @param traceId the call or calls it is about
     * @param value from -10, bad, to 10, good
     * @param weight how much it counts, 0 to 1
     */
    void received(String tenant, String traceId, int value, double weight);
}
