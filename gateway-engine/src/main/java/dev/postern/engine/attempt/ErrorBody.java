/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.attempt;

import dev.postern.api.Body;

/** Writes errors of the gateway's own in OpenAI's form. */
final class ErrorBody {
    private ErrorBody() {}

    static Body of(String message, String type) {
        return Body.object()
                .beginObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .putNull("code")
                .end()
                .build();
    }
}
