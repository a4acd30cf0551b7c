/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.InvalidRequestException;
import dev.postern.api.Reply;
import dev.postern.engine.regex.Steps;
import dev.postern.spi.Call;
import dev.postern.spi.Router;
import dev.postern.spi.Target;
import java.util.List;
import java.util.Set;

/**
 * Calls the target of the first query that holds.
 *
 * <p>Queries see the call as it arrives here: the caller's body, changed by no {@code override_params}, but by stages
 * further out, such as one that masks.
 */
final class ConditionalRouter implements Router {
    /** No target. */
    static final int NONE = -1;

    private static final Steps NOT_NEEDED = new Steps();

    /**
     * A query and the position of its target.
     *
     * @param query the condition
     * @param then the target's position
     */
    record Branch(Condition query, int then) {}

    private final String path;
    private final List<Branch> branches;
    private final int otherwise;
    private final boolean usesRegex;
    private final Set<String> metadata;

    ConditionalRouter(String path, List<Branch> branches, int otherwise, ConditionReader read) {
        this.path = path;
        this.branches = List.copyOf(branches);
        this.otherwise = otherwise;
        this.usesRegex = read.usesRegex();
        this.metadata = Set.copyOf(read.metadata());
    }

    @Override
    public Reply route(Call call, List<Target> targets) {
        Steps steps = usesRegex ? new Steps() : NOT_NEEDED;
        int chosen = choose(call, steps);
        if (steps.exceeded()) {
            call.recorder().put("conditional.regex-stopped", path);
        }
        if (chosen == NONE) {
            throw new InvalidRequestException(
                    path + ".strategy.conditions: none holds for this call, and there is no default", null);
        }
        return targets.get(chosen).call(call);
    }

    @Override
    public Set<String> metadataRead() {
        return metadata;
    }

    private int choose(Call call, Steps steps) {
        for (int i = 0; i < branches.size(); i++) {
            Branch branch = branches.get(i);
            if (branch.query().holds(call, steps)) {
                return branch.then();
            }
        }
        return otherwise;
    }
}
