/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** What a plugin is created with. */
public interface StageContext {
    /** Returns the plugin's own settings, already checked against its keys. */
    Settings settings();

    /** Returns the place in the config that names the plugin, such as {@code config.targets[0].stages.mask}. */
    String path();

    /** Returns the clock; tests replace it. */
    TimeSource time();

    /** Returns what ends parts of a call that take too long. */
    Timer timer();

    /** Returns the source of chance; tests give it a seed. Safe for many threads. */
    RandomGenerator random();

    /** Returns where to run work beside the calls; ends with the gateway. */
    Executor executor();

    /** Returns the way to place calls of its own. */
    Calls calls();

    /** Returns the gateway's plugins of a type, those given to its builder first. */
    <T> List<T> plugins(Class<T> type);

    /** Drops every copy of a cached answer from all caches of the gateway; a cache that evicts by itself calls it. */
    default void evict(String tenant, String answerId) {}
}
