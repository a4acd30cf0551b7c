/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import dev.postern.api.ConfigException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a config, so that all of it is reported at once; not thread-safe. */
public final class Problems {
    // Beyond that a list helps nobody, and a hostile config must not make a message larger than itself.
    private static final int MAX_LISTED = 50;

    private final List<String> listed = new ArrayList<>();
    private int unlisted;

    /** Notes a problem of what stands at a path. */
    public void add(String path, String problem) {
        if (listed.size() < MAX_LISTED) {
            listed.add(path.isEmpty() ? problem : path + ": " + problem);
        } else {
            unlisted++;
        }
    }

    /**
     * Does nothing where nothing is wrong.
     *
     * @throws ConfigException with everything that is
     */
    public void throwIfAny() {
        if (listed.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(listed);
        if (unlisted > 0) {
            all.add("and " + unlisted + " more");
        }
        throw new ConfigException(all);
    }
}
