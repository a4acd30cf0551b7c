/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** This repository's main classes and sources, as the rules look at them. */
final class House {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** The packages that users compile against. */
    static final List<String> EXPORTED = List.of(
            "dev.postern.api",
            "dev.postern.spi",
            "dev.postern.testkit",
            "dev.postern.provider.openai",
            "dev.postern.provider.anyscale",
            "dev.postern.server",
            "dev.postern.server.admin",
            "dev.postern.plugin.semantic",
            "dev.postern.plugin.minilm");

    /** The folders of the modules that users get as jars. */
    static final List<String> PUBLISHED = List.of(
            "gateway-api",
            "gateway-engine",
            "gateway-testkit",
            "gateway-server",
            "providers/openai",
            "providers/anyscale",
            "plugins/cache-semantic",
            "plugins/embedder-minilm");

    /** All classes of the published modules, no tests; what they use of libraries and the JDK is known by name only. */
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/dev/postern/architecture/"))
            .importPackages("dev.postern");

    private House() {}

    /** Returns the main sources of a module. */
    static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the main sources of all published modules. */
    static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : PUBLISHED) {
            all.addAll(sources(module));
        }
        return all;
    }
}
