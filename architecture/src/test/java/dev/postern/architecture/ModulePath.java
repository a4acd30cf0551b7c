/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds on the tests' class path what a modular service has on its module path. */
final class ModulePath {
    static final List<String> OURS = List.of(
            "dev.postern.api",
            "dev.postern.engine",
            "dev.postern.provider.openai",
            "dev.postern.provider.anyscale",
            "dev.postern.testkit",
            "dev.postern.server",
            "dev.postern.plugin.semantic");

    /** What a service with the engine and one provider needs to run; nothing else is given to it. */
    static final List<String> RUNTIME = List.of(
            "dev.postern.api",
            "dev.postern.engine",
            "dev.postern.provider.openai",
            "dev.postern.provider.anyscale",
            "com.google.gson",
            "com.google.common",
            "com.google.common.util.concurrent.internal",
            "com.github.benmanes.caffeine",
            "org.apache.httpcomponents.client5.httpclient5",
            "org.apache.httpcomponents.core5.httpcore5",
            "org.apache.httpcomponents.core5.httpcore5.h2",
            "org.slf4j");

    private static final Map<String, ModuleReference> FOUND = find();

    private ModulePath() {}

    static List<String> without(String name) {
        return RUNTIME.stream().filter(other -> !other.equals(name)).toList();
    }

    static ModuleDescriptor descriptor(String name) {
        return found(name).descriptor();
    }

    /** Returns the modules' places, as {@code java --module-path} takes them. */
    static String of(List<String> names) {
        return names.stream().map(ModulePath::place).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns a resource of a module, by lines. */
    static List<String> lines(String name, String resource) throws IOException {
        try (ModuleReader reader = found(name).open()) {
            return reader.open(resource)
                    .map(ModulePath::text)
                    .orElse("")
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /** Returns the names of the files in a folder of a module. */
    static List<String> files(String name, String folder) throws IOException {
        try (ModuleReader reader = found(name).open();
                Stream<String> resources = reader.list()) {
            return resources
                    .filter(resource -> resource.startsWith(folder) && !resource.endsWith("/"))
                    .map(resource -> resource.substring(folder.length()))
                    .toList();
        }
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String place(String name) {
        return Path.of(found(name).location().orElseThrow()).toString();
    }

    private static ModuleReference found(String name) {
        ModuleReference reference = FOUND.get(name);
        if (reference == null) {
            throw new AssertionError("no module " + name + " among " + FOUND.keySet());
        }
        return reference;
    }

    private static Map<String, ModuleReference> find() {
        Map<String, ModuleReference> found = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            for (ModuleReference reference : modules(Path.of(entry))) {
                found.putIfAbsent(reference.descriptor().name(), reference);
            }
        }
        return found;
    }

    private static List<ModuleReference> modules(Path entry) {
        try {
            return new ArrayList<>(ModuleFinder.of(entry).findAll());
        } catch (FindException notAModule) {
            return List.of();
        }
    }
}
