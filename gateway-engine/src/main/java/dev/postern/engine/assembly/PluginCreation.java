/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.ConfigException;
import dev.postern.api.GatewayException;
import dev.postern.engine.discovery.PluginOrigin;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has a plugin's factory make what a config asks for; a factory that fails is named with its jar. */
final class PluginCreation {
    private PluginCreation() {}

    static <T> T create(String kind, String id, Object factory, Supplier<? extends @Nullable T> work) {
        T created;
        try {
            created = work.get();
        } catch (GatewayException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new ConfigException(
                    named(kind, id, factory) + " failed with " + e.getClass().getName() + " when it was created", e);
        }
        if (created == null) {
            throw new ConfigException(named(kind, id, factory) + " returned null when it was created");
        }
        return created;
    }

    private static String named(String kind, String id, Object factory) {
        return kind + " '" + id + "' (" + PluginOrigin.of(factory.getClass()) + ")";
    }
}
