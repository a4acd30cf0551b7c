/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.engine.regex.Steps;
import dev.postern.spi.Call;
import java.util.List;

/** Decides about a call; immutable. */
@FunctionalInterface
interface Condition {
    /** Returns whether it holds. */
    boolean holds(Call call, Steps steps);

    /** Returns what holds where all of several do, and where there are none. */
    static Condition all(List<Condition> conditions) {
        return (call, steps) -> {
            for (int i = 0; i < conditions.size(); i++) {
                if (!conditions.get(i).holds(call, steps)) {
                    return false;
                }
            }
            return true;
        };
    }

    /** Returns what holds where at least one of several does. */
    static Condition any(List<Condition> conditions) {
        return (call, steps) -> {
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i).holds(call, steps)) {
                    return true;
                }
            }
            return false;
        };
    }
}
