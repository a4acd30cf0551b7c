/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.util.List;

/**
 * Makes a stage wherever a config switches it on: {@code "stages": {"<id>": {…}}}.
 *
 * <p>A stage of position CALL or ROUTE wraps the node that names it; one of position TARGET or ATTEMPT wraps every
 * target at or below that node.
 */
public interface StageFactory extends Plugin {
    /** Returns where the stage stands. */
    Position position();

    /** Returns its rank among stages of one position, lower ones further out; equal ranks are ordered by id. */
    default int order() {
        return 0;
    }

    /** Returns the keys it reads; every other key in its settings is an error of the config. */
    List<Key<?>> keys();

    /** Makes the stage for one place in one config; called when the config is compiled, never per call. */
    Stage create(StageContext context);
}
