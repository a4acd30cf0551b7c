/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.List;

/**
 * A config or the builder's settings are wrong; {@link #problems()} lists everything that is, each with its path.
 */
public final class ConfigException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** Reports the problems, of which there is at least one. */
    public ConfigException(List<String> problems) {
        super(join(problems), 400, "invalid_request_error", "config", false, false, null);
        this.problems = List.copyOf(problems);
    }

    /** Reports one problem. */
    public ConfigException(String problem) {
        this(List.of(problem));
    }

    /** Reports one problem that something else is behind. */
    public ConfigException(String problem, Throwable cause) {
        super(problem, 400, "invalid_request_error", "config", false, false, cause);
        this.problems = List.of(problem);
    }

    /** Returns every problem, such as {@code config.targets[1].weight: expected a number ≥ 0, found "x"}. */
    public List<String> problems() {
        return problems;
    }

    private static String join(List<String> problems) {
        return problems.size() == 1 ? problems.get(0) : problems.size() + " problems: " + String.join("; ", problems);
    }
}
