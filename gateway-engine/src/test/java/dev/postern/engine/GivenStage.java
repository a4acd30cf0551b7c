/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.spi.Key;
import dev.postern.spi.Position;
import dev.postern.spi.Stage;
import dev.postern.spi.StageContext;
import dev.postern.spi.StageFactory;
import java.util.List;
import java.util.function.Function;

/** A factory around a stage that a test writes in place, or makes from the context; it reads no keys. */
record GivenStage(String id, Position position, int order, Function<StageContext, Stage> maker)
        implements StageFactory {
    static GivenStage at(Position position, String id, Stage stage) {
        return at(position, id, 0, stage);
    }

    static GivenStage at(Position position, String id, int order, Stage stage) {
        return new GivenStage(id, position, order, context -> stage);
    }

    static GivenStage made(Position position, String id, Function<StageContext, Stage> maker) {
        return new GivenStage(id, position, 0, maker);
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public Stage create(StageContext context) {
        return maker.apply(context);
    }
}
