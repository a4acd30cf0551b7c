/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import java.util.Collection;
import java.util.Map;

/** Says what to do about a name that no plugin on the class path has. */
public final class AbsentPlugin {
    private static final Map<String, String> DEPENDENCIES = Map.of(
            "provider anyscale", "dev.postern:provider-anyscale",
            "provider openai", "dev.postern:provider-openai",
            "cache semantic", "dev.postern:cache-semantic");

    private AbsentPlugin() {}

    /**
     * Returns such as {@code no cache 'semantic'; add the dependency dev.postern:cache-semantic; present: simple}.
     *
     * @param kind what the name should be: a provider, cache, router or stage
     */
    public static String problem(String kind, String id, Collection<String> present) {
        String dependency = DEPENDENCIES.get(kind + " " + id);
        String advice = dependency != null
                ? " add the dependency " + dependency + ";"
                : NearestName.of(id, present)
                        .map(name -> " did you mean " + name + "?")
                        .orElse("");
        return "no " + kind + " '" + Found.shortened(id) + "';" + advice + " present: " + list(present);
    }

    static String list(Collection<String> present) {
        return present.isEmpty()
                ? "none"
                : String.join(", ", present.stream().sorted().toList());
    }
}
