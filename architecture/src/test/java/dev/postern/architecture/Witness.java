/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import dev.postern.spi.Key;
import dev.postern.spi.Position;
import dev.postern.spi.Stage;
import dev.postern.spi.StageContext;
import dev.postern.spi.StageFactory;
import java.util.List;
import java.util.Locale;

/** A plugin's stage at one position, which notes that a call came by. */
record Witness(Position position, List<Position> seen) implements StageFactory {
    static final String PREFIX = "witness-";

    @Override
    public String id() {
        return PREFIX + position.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public Stage create(StageContext context) {
        return (call, next) -> {
            seen.add(position);
            return next.proceed(call);
        };
    }
}
