/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Body;
import dev.postern.api.Cost;
import dev.postern.api.Usage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer as caches keep it: whole, a success and complete, whether it came whole or as a stream.
 *
 * @param id its name in feedback and eviction; copies of one answer under several keys share it
 * @param tenant whose it is
 * @param status the HTTP status, 200 to 299
 * @param body the whole answer in OpenAI's form
 * @param usage the tokens it used, where they were known
 * @param cost what it cost when it was made, where that was known: what a hit saves
 * @param storedAt when it was made
 * @param maxAge how long it may be served from then
 */
public record CachedAnswer(
        String id,
        String tenant,
        int status,
        Body body,
        @Nullable Usage usage,
        @Nullable Cost cost,
        Instant storedAt,
        Duration maxAge) {}
