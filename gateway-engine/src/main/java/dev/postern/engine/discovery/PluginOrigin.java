/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.discovery;

import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a plugin came from, for messages that must name it.
 *
 * @param jar the name of its jar, or of the folder its classes lie in
 * @param version the version that the jar's manifest states, or null
 */
public record PluginOrigin(String jar, @Nullable String version) {
    /** Returns where a class came from. */
    public static PluginOrigin of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        String jar = location == null ? "unknown jar" : lastName(location.getPath());
        return new PluginOrigin(jar, type.getPackage().getImplementationVersion());
    }

    /** Returns the name of the jar that an entry's URL points into, or of the folder above it. */
    static String jarOf(URL entry) {
        String path = entry.getPath();
        int bang = path.indexOf("!/");
        if (bang >= 0) {
            return lastName(path.substring(0, bang));
        }
        int services = path.indexOf("/META-INF/");
        return lastName(services < 0 ? path : path.substring(0, services));
    }

    private static String lastName(String path) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        if (!name.equals("classes")) {
            return name;
        }
        // An unpacked build: "provider-x/target/classes" says more than "classes".
        Path folder = Path.of(trimmed);
        int parts = folder.getNameCount();
        return parts < 3 ? name : folder.subpath(parts - 3, parts).toString();
    }

    @Override
    public String toString() {
        return version == null ? jar : jar + " " + version;
    }
}
