/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.api.InvalidRequestException;
import java.nio.charset.StandardCharsets;

/** What a config must be like before it is saved. */
final class ConfigRules {
    private ConfigRules() {}

    static void check(NewConfig wanted, ConfigCheck check) {
        Names.owner("tenant", wanted.tenant());
        name(wanted.name());
        if (wanted.json().getBytes(StandardCharsets.UTF_8).length > ConfigStore.MAX_BYTES) {
            throw new InvalidRequestException("config: expected at most " + ConfigStore.MAX_BYTES + " bytes", "config");
        }
        check.check(wanted.json(), wanted.trusted());
        ConfigText.refuseMask(wanted.json());
    }

    static void name(String name) {
        Names.name("name", name);
        if (name.startsWith(ConfigStore.ID_PREFIX)) {
            throw new InvalidRequestException(
                    "name: '" + ConfigStore.ID_PREFIX + "' begins ids; choose another", "name");
        }
    }
}
