/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts the service with a semantic cache in its config and one of the two jars missing from its class path. */
@Timeout(60)
class SemanticJarsTest {
    @TempDir
    private Path folder;

    @Test
    void withoutTheCachesJarTheErrorNamesTheDependencyThatIsMissing() throws Exception {
        assertThat(startWithout(System.getProperty("jar.cache")))
                .contains("config.cache: no cache 'semantic'; add the dependency dev.postern:cache-semantic;"
                        + " present: simple");
    }

    @Test
    void withoutTheEmbeddersJarTheErrorNamesTheDependencyThatIsMissing() throws Exception {
        assertThat(startWithout(System.getProperty("jar.embedder")))
                .contains("config.cache.embedder: no embedder 'minilm'; add the dependency"
                        + " dev.postern:embedder-minilm; present: provider");
    }

    /** Starts it in a JVM of its own and returns what it says when it gives up. */
    private String startWithout(String jar) throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("gateway.json"), """
                {"cache": "semantic", "provider": "anyscale", "api_key": "k"}
                """);
        Path said = folder.resolve("said");
        ProcessBuilder service = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPathWithout(Path.of(jar)),
                Main.class.getName(),
                config.toString(),
                "0");
        service.environment().put("ANYSCALE_BASE_URL", "http://127.0.0.1:1/v1");
        Process process =
                service.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    private static String classPathWithout(Path jar) {
        List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        List<String> others =
                all.stream().filter(entry -> !Path.of(entry).equals(jar)).toList();
        assertThat(others).as("class path without " + jar).hasSize(all.size() - 1);
        return String.join(File.pathSeparator, others);
    }
}
