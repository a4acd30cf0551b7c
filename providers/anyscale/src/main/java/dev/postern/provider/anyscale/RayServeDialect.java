/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.api.Headers;
import dev.postern.provider.openai.Dialect;
import dev.postern.spi.Call;
import java.util.concurrent.atomic.AtomicLong;

/**
 * OpenAI's form as vLLM serves it: fields of its own pass in both directions, so only the request id is added.
 *
 * <p>vLLM takes the header {@code x-request-id} for the id of the work itself and refuses one that is still running, so
 * it differs for every attempt: trace, span and a running number.
 */
final class RayServeDialect implements Dialect {
    private final AtomicLong sent = new AtomicLong();

    @Override
    public Headers requestHeaders(Call call) {
        String id = call.trace().traceId() + "-" + call.trace().spanId() + "-" + sent.incrementAndGet();
        return Headers.of("x-request-id", id);
    }
}
