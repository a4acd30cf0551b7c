/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.GatewayException;
import dev.postern.api.PluginException;
import dev.postern.engine.discovery.PluginOrigin;
import dev.postern.spi.ConfigSource;
import dev.postern.spi.CredentialSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds sources of configs and credentials to their contract: one that throws or returns null is named. */
public final class GuardedSources {
    private GuardedSources() {}

    /** Returns a source that fails by name. */
    public static ConfigSource configs(ConfigSource source) {
        return (tenant, name) -> guard("config source", source, () -> source.find(tenant, name));
    }

    /** Returns a source that fails by name. */
    public static CredentialSource credentials(CredentialSource source) {
        return (tenant, name) -> guard("credential source", source, () -> source.find(tenant, name));
    }

    private static <T> T guard(String kind, Object source, Supplier<? extends @Nullable T> look) {
        T found;
        try {
            found = look.get();
        } catch (GatewayException | OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new PluginException(
                    named(kind, source) + " failed with " + e.getClass().getName(), false, e);
        }
        if (found == null) {
            throw new PluginException(named(kind, source) + " returned null in place of an Optional", false, null);
        }
        return found;
    }

    private static String named(String kind, Object source) {
        return kind + " " + source.getClass().getSimpleName() + " (" + PluginOrigin.of(source.getClass()) + ")";
    }
}
