/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testkit.ScriptedUpstream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is a module itself, in a JVM of its own. */
class ModulePathTest {
    @Test
    void modularServiceGetsAnAnswer(@TempDir Path folder) throws Exception {
        ModularService service = ModularService.compile(folder);
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {

            ModularService.Ended ended =
                    service.run(ModulePath.RUNTIME, upstream.baseUrl().toString());

            assertThat(ended.errors()).doesNotContain("Exception");
            assertThat(ended.output().lines().map(String::strip))
                    .containsExactly("dev.postern.engine", "This is a test");
            assertThat(ended.exitCode()).isZero();
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void withoutTheEngineTheErrorNamesTheDependency(@TempDir Path folder) throws Exception {
        ModularService service = ModularService.compile(folder);

        ModularService.Ended ended = service.run(ModulePath.without("dev.postern.engine"), "http://127.0.0.1:1/v1");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors())
                .contains("dev.postern.api.ConfigException: "
                        + "no engine on the class path; add the dependency dev.postern:gateway-engine");
    }

    @Test
    void everyJarDescribesItselfAsAModule() {
        for (String name : ModulePath.OURS) {
            assertThat(ModulePath.descriptor(name).isAutomatic()).as(name).isFalse();
        }
    }

    @Test
    void engineExportsNothing() {
        assertThat(ModulePath.descriptor("dev.postern.engine").exports()).isEmpty();
    }

    @Test
    void classPathAndModulePathFindTheSameServices() throws IOException {
        for (String name : ModulePath.OURS) {
            for (ModuleDescriptor.Provides service : ModulePath.descriptor(name).provides()) {
                List<String> listed = ModulePath.lines(name, "META-INF/services/" + service.service());

                assertThat(listed).as(name).containsExactlyInAnyOrderElementsOf(service.providers());
            }
            assertThat(ModulePath.files(name, "META-INF/services/"))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(ModulePath.descriptor(name).provides().stream()
                            .map(ModuleDescriptor.Provides::service)
                            .toList());
        }
    }
}
