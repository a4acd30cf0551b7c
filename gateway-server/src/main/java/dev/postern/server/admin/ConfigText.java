/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.api.Body;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonView;
import java.nio.charset.StandardCharsets;

/** Looks into a config's text for providers' keys, which are neither stored nor shown in plain. */
final class ConfigText {
    /** What stands in place of a key that is not shown. */
    static final String MASK = "***";

    private static final String REFERENCE = "${";

    private ConfigText() {}

    /** Whether a provider's key stands in the text itself, and is not only named. */
    static boolean holdsKey(String json) {
        return holdsKey(Body.parse(json.getBytes(StandardCharsets.UTF_8)).json(), false);
    }

    /** Refuses a text with the mask in place of a key, which comes of reading a config and saving it again. */
    static void refuseMask(String json) {
        if (holdsKey(Body.parse(json.getBytes(StandardCharsets.UTF_8)).json(), true)) {
            throw new InvalidRequestException(
                    "config: an api_key is '" + MASK + "', which stands for one that is not shown; send the key itself,"
                            + " or store it and name it by virtual_key",
                    "config");
        }
    }

    private static boolean holdsKey(JsonView value, boolean masked) {
        for (JsonView.Member member : value.members()) {
            String name = member.name();
            if (name.equals("api_key") || name.equals("apiKey")) {
                String key = member.value().string().orElse(REFERENCE);
                if (masked ? key.equals(MASK) : !key.startsWith(REFERENCE)) {
                    return true;
                }
            } else if (holdsKey(member.value(), masked)) {
                return true;
            }
        }
        for (JsonView element : value.elements()) {
            if (holdsKey(element, masked)) {
                return true;
            }
        }
        return false;
    }
}
