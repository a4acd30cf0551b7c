/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.util.List;

/**
 * Makes a cache that configs switch on by its id: {@code "cache": {"mode": "<id>", …}}.
 *
 * <p>Every cache but {@code simple} is asked only after the gateway's exact cache has found nothing; what it finds is
 * then kept there too, for the rest of its life.
 */
public interface ResponseCacheFactory extends Plugin {
    /** Returns the keys it reads beside {@code mode} and {@code max_age}; every other one is an error of the config. */
    default List<Key<?>> keys() {
        return List.of();
    }

    /** Returns whether it answers similar requests too, which the cache status then says. */
    default boolean semantic() {
        return false;
    }

    /**
     * Makes the cache, once for a gateway.
     *
     * @param context without settings, which come with each request, since each place in a config has its own
     */
    ResponseCache create(StageContext context);

    /**
     * Checks the settings at one place of a config as far as its keys do not, before any call.
     *
     * @throws dev.postern.api.ConfigException if they ask for what is not there
     */
    default void check(Settings settings, StageContext context) {}
}
