/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.ConfigException;
import dev.postern.spi.ConfigSource;
import dev.postern.testkit.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFolderTest {
    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final List<String> checked = new ArrayList<>();
    private int writes;

    private ConfigFolder start() {
        ConfigFolder configs = new ConfigFolder(folder, time.timer(), Runnable::run);
        ConfigFolder.start(List.of(configs), json -> {
            checked.add(json);
            return json.contains("bad") ? List.of("config.x: bad", "config.y: bad too") : List.of();
        });
        return configs;
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        // A file system may count in whole seconds; a change must be one all the same.
        Files.setLastModifiedTime(folder.resolve(file), FileTime.from(Instant.EPOCH.plusSeconds(++writes)));
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            time.advance(ConfigFolder.LOOK);
        }
    }

    private static String json(ConfigSource source, String name) {
        return source.find("default", name).map(ConfigSource.NamedConfig::json).orElse("none");
    }

    @Test
    void everyJsonFileIsAConfigOfItsName() throws IOException {
        write("a.json", "{}");
        write("b.json.tmp", "bad");
        write(".c.json", "bad");

        ConfigFolder configs = start();

        assertThat(json(configs, "a")).isEqualTo("{}");
        assertThat(json(configs, "b")).isEqualTo("none");
        assertThat(json(configs, ".c")).isEqualTo("none");
        assertThat(configs.find("default", "a").orElseThrow().trusted()).isTrue();
    }

    @Test
    void aBadFileAtTheStartIsAnErrorWithAllProblems() throws IOException {
        write("a.json", "bad");

        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a.json: config.x: bad")
                .hasMessageContaining("a.json: config.y: bad too");
    }

    @Test
    void aFolderThatIsNotThereIsAnErrorAtTheStart() {
        folder = folder.resolve("absent");

        assertThatThrownBy(this::start).isInstanceOf(ConfigException.class).hasMessageContaining("cannot list");
    }

    @Test
    void aChangeIsTakenOnceItHasSettled() throws IOException {
        write("a.json", "{\"n\":1}");
        ConfigFolder configs = start();
        String before = configs.find("default", "a").orElseThrow().version();

        write("a.json", "{\"n\":2");
        look(1);
        assertThat(json(configs, "a")).isEqualTo("{\"n\":1}");
        write("a.json", "{\"n\":2}");
        look(1);
        assertThat(json(configs, "a")).as("changed again since the last look").isEqualTo("{\"n\":1}");
        look(1);

        assertThat(json(configs, "a")).isEqualTo("{\"n\":2}");
        assertThat(configs.find("default", "a").orElseThrow().version()).isNotEqualTo(before);
        assertThat(checked).doesNotContain("{\"n\":2");
    }

    @Test
    void theVersionIsThatOfTheContent() throws IOException {
        write("a.json", "{}");
        ConfigFolder configs = start();
        String before = configs.find("default", "a").orElseThrow().version();

        write("a.json", "{}");
        look(3);

        assertThat(configs.find("default", "a").orElseThrow().version()).isEqualTo(before);
    }

    @Test
    void aBadChangeIsCheckedOnceAndTheOldConfigStays() throws IOException {
        write("a.json", "{}");
        ConfigFolder configs = start();

        write("a.json", "bad");
        look(10);

        assertThat(json(configs, "a")).isEqualTo("{}");
        assertThat(checked).containsExactly("{}", "bad");
    }

    @Test
    void aNewFileIsTakenAndADeletedOneForgotten() throws IOException {
        ConfigFolder configs = start();
        write("a.json", "{}");
        look(2);
        assertThat(json(configs, "a")).isEqualTo("{}");

        Files.delete(folder.resolve("a.json"));
        look(1);
        assertThat(json(configs, "a"))
                .as("an editor may be about to write it anew")
                .isEqualTo("{}");
        look(1);

        assertThat(json(configs, "a")).isEqualTo("none");
    }

    @Test
    void nothingIsReadBeforeItsTime() throws IOException {
        ConfigFolder configs = start();
        write("a.json", "{}");

        time.advance(ConfigFolder.LOOK.minus(Duration.ofMillis(1)));

        assertThat(checked).isEmpty();
        assertThat(json(configs, "a")).isEqualTo("none");
    }
}
