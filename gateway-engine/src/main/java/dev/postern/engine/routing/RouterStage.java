/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.engine.failure.FailureClass;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Router;
import dev.postern.spi.Stage;
import dev.postern.spi.Target;
import java.util.List;
import java.util.Set;

/**
 * Lets a router choose among the targets of a node.
 *
 * <p><b>Position.</b> ROUTE: the rest of the way is re-entered once per target that the router calls.
 *
 * <p><b>Short-circuits when</b> never.
 *
 * <p><b>Adds to the record</b> {@code breaker.<path>: open} for each target that a breaker keeps calls from; all else is
 * added by the targets' attempts.
 */
public final class RouterStage implements Stage {
    private final Router router;
    private final List<Target> targets;
    private final boolean breakers;

    /** Makes the stage for one node of a config without breakers. */
    public RouterStage(Router router, List<Target> targets) {
        this(router, targets, false);
    }

    /**
     * Makes the stage for one node of a config.
     *
     * @param breakers whether its targets' breakers may refuse a call
     */
    public RouterStage(Router router, List<Target> targets, boolean breakers) {
        this.router = router;
        this.targets = List.copyOf(targets);
        this.breakers = breakers;
    }

    /** Returns the targets in the order of the config. */
    public List<Target> targets() {
        return targets;
    }

    /** Returns the names of the metadata that the choice depends on. */
    public Set<String> metadataRead() {
        return router.metadataRead();
    }

    /** Routes among its own targets; {@code next} is never used, as each target has a way of its own. */
    @Override
    public Reply handle(Call call, Chain next) {
        if (!breakers) {
            return router.route(call, targets);
        }
        // A breaker may open, or its probe begin, between the router's look and its call. The refusal means that
        // nothing was sent, so the router is asked again; it sees the breaker as it is now.
        for (int more = targets.size(); ; more--) {
            noteOpenBreakers(call);
            try {
                return router.route(call, targets);
            } catch (RefusedException e) {
                if (more == 0 || FailureClass.of(e) != FailureClass.REFUSED) {
                    throw e;
                }
            }
        }
    }

    /** Tells a reader of the record why a target had no attempt; where all breakers are open, none keeps calls away. */
    private void noteOpenBreakers(Call call) {
        if (available()) {
            for (Target target : targets) {
                if (!target.available()) {
                    call.recorder().put("breaker." + target.path(), "open");
                }
            }
        }
    }

    /** Returns whether any target lets calls through. */
    public boolean available() {
        for (Target target : targets) {
            if (target.available()) {
                return true;
            }
        }
        return false;
    }
}
