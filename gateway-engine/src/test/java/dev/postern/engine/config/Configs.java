/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.api.ConfigException;
import dev.postern.spi.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads configs as a gateway with a few plugins would; texts have single quotes for double ones. */
final class Configs {
    static final Key<String> BASE_URL = Key.string("base_url");
    static final Key<List<Long>> ON_STATUS_CODES = Key.integers("on_status_codes", 100, 599);
    static final Key<String> WORD = Key.string("word").required();
    static final Key<Long> LIMIT = Key.integer("limit", 1, 10).withDefault(3L);

    static final Catalogue CATALOGUE = new Catalogue(
            Map.of(
                    "anyscale", List.of(BASE_URL, Key.integer("max_concurrent", 1, 1000), Key.string("api_token")),
                    "openai", List.of(BASE_URL)),
            Map.of("fallback", List.of(ON_STATUS_CODES), "loadbalance", List.of()),
            Map.of("simple", List.of(Key.integer("x", 0, 9))),
            Map.of("mask", List.of(WORD, LIMIT)));

    static final Map<String, String> ENVIRONMENT = Map.of("ANYSCALE_API_KEY", "esecret_env", "LINE", "esecret_x\n");

    private Configs() {}

    static String json(String text) {
        return text.replace('\'', '"');
    }

    static ConfigNode read(String text) {
        return read(text, Trust.OPERATOR);
    }

    static ConfigNode read(String text, Trust trust) {
        return new ConfigReader(CATALOGUE).read(json(text), trust, name -> Optional.ofNullable(ENVIRONMENT.get(name)));
    }

    static List<String> problems(String text) {
        return problems(text, Trust.OPERATOR);
    }

    static List<String> problems(String text, Trust trust) {
        assertThatThrownBy(() -> read(text, trust)).as(text).isInstanceOf(ConfigException.class);
        return catchThrowableOfType(ConfigException.class, () -> read(text, trust))
                .problems();
    }
}
