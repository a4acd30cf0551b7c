/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.mask;

import dev.postern.api.Body;
import dev.postern.api.BodyEditor;
import dev.postern.api.JsonView;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Stage;
import java.util.Set;

/**
 * Replaces e-mail addresses in messages by a placeholder.
 *
 * <p><b>Position:</b> CALL, so once per call and before anything is retried; retries and other targets send the masked text.
 *
 * <p><b>Short-circuits when:</b> never.
 *
 * <p><b>Adds to the record:</b> {@code mask.messages}, in how many messages something was masked, if any.
 */
final class MaskStage implements Stage {
    private final String placeholder;
    private final Set<String> roles;

    MaskStage(String placeholder, Set<String> roles) {
        this.placeholder = placeholder;
        this.roles = roles;
    }

    @Override
    public Reply handle(Call call, Chain next) {
        BodyEditor edit = call.body().edit();
        int masked = 0;
        for (JsonView message : call.body().json().get("messages").elements()) {
            if (roles.contains(message.get("role").string().orElse(""))) {
                masked += mask(message.get("content"), edit);
            }
        }
        if (masked == 0) {
            return next.proceed(call);
        }
        call.recorder().put("mask.messages", String.valueOf(masked));
        Body body = edit.apply();
        return next.proceed(call.withBody(body));
    }

    /** Masks a message's content, a text or a list of parts; returns 1 where something was found. */
    private int mask(JsonView content, BodyEditor edit) {
        if (!content.isArray()) {
            return maskText(content, edit);
        }
        int found = 0;
        for (JsonView part : content.elements()) {
            found |= maskText(part.get("text"), edit);
        }
        return found;
    }

    private int maskText(JsonView text, BodyEditor edit) {
        String plain = text.string().orElse("");
        String masked = EmailAddresses.replace(plain, placeholder);
        if (masked.equals(plain)) {
            return 0;
        }
        edit.replace(text, masked);
        return 1;
    }
}
