/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import com.google.common.hash.Hashing;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.postern.engine.attempt.UpstreamTarget;
import dev.postern.engine.config.Credential;
import dev.postern.engine.config.TargetSettings;
import dev.postern.engine.health.TargetKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Says which targets of all configs are the same one. */
final class TargetKeys {
    private TargetKeys() {}

    static TargetKey of(UpstreamTarget target, TargetSettings settings, String tenant) {
        return new TargetKey(
                target.providerId(),
                target.destination().origin(),
                credential(settings.credential(), tenant),
                model(settings));
    }

    /** Names the credential; a new key under the same name keeps what is known. */
    private static String credential(@Nullable Credential credential, String tenant) {
        if (credential instanceof Credential.FromEnvironment variable) {
            return "env:" + variable.variable();
        }
        if (credential instanceof Credential.VirtualKey key) {
            return "virtual:" + tenant + "/" + key.name();
        }
        if (credential instanceof Credential.Literal literal) {
            return "sha256:" + Hashing.sha256().hashString(literal.secret().reveal(), StandardCharsets.UTF_8);
        }
        return "call";
    }

    private static @Nullable String model(TargetSettings settings) {
        JsonElement model = settings.overrideParams().toJson().get("model");
        return model instanceof JsonPrimitive text && text.isString() ? text.getAsString() : null;
    }
}
