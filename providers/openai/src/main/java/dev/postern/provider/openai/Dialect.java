/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.Operation;
import dev.postern.spi.Call;

/**
 * Says how a provider departs from OpenAI's form, beyond what {@link OpenAiProvider} repairs for every provider.
 *
 * <p>Safe for many threads. Every method returns the very body it was given where nothing must change.
 */
public interface Dialect {
    /** The form itself: every hook leaves everything as it is. */
    Dialect OPENAI = new Dialect() {};

    /**
     * Brings a request to the provider's form; its model is already the provider's own.
     *
     * @throws dev.postern.api.InvalidRequestException if the provider cannot do what is asked
     */
    default Body request(Operation operation, Body request) {
        return request;
    }

    /** Returns the provider's own headers for a call, without credentials. */
    default Headers requestHeaders(Call call) {
        return Headers.empty();
    }

    /**
     * Removes from a successful answer the fields that the provider is known to add to OpenAI's form; unknown ones stay.
     *
     * <p>Called last, and only for calls that want strict compliance.
     */
    default Body withoutExtras(Operation operation, Body answer) {
        return answer;
    }
}
