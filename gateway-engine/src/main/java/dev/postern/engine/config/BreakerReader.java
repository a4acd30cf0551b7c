/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonObject;
import dev.postern.spi.Key;
import dev.postern.spi.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code strategy.cb_config}. */
final class BreakerReader {
    static final String NAME = "cb_config";
    private static final int MANY = 1_000_000;
    private static final int DAY_MILLIS = 86_400_000;
    private static final Key<Long> THRESHOLD =
            Key.integer("failure_threshold", 1, MANY).withDefault(5L);
    private static final Key<Double> PERCENTAGE =
            Key.number("failure_threshold_percentage", 1, 100).withDefault(50.0);
    private static final Key<Long> MINIMUM =
            Key.integer("minimum_requests", 1, MANY).withDefault(10L);
    private static final Key<Long> COOLDOWN_MILLIS =
            Key.integer("cooldown_interval", 1, DAY_MILLIS).withDefault(30_000L);
    private static final Key<List<Long>> STATUS_CODES = Key.integers("failure_status_codes", 100, 599);
    private static final List<Key<?>> KEYS = List.of(THRESHOLD, PERCENTAGE, MINIMUM, COOLDOWN_MILLIS, STATUS_CODES);

    private BreakerReader() {}

    /** Returns null where the strategy has none. */
    static @Nullable BreakerNode read(Fields strategy, Problems problems) {
        JsonObject object = strategy.object(NAME);
        if (object == null) {
            return null;
        }
        Settings settings = SettingsReader.read(strategy.path(NAME), object, KEYS, problems);
        Set<Integer> codes = settings.find(STATUS_CODES).orElse(List.of()).stream()
                .map(Long::intValue)
                .collect(Collectors.toUnmodifiableSet());
        return new BreakerNode(
                Math.toIntExact(settings.get(THRESHOLD)),
                settings.get(PERCENTAGE),
                Math.toIntExact(settings.get(MINIMUM)),
                Duration.ofMillis(settings.get(COOLDOWN_MILLIS)),
                codes);
    }
}
