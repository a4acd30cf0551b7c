/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void exampleEndsBeforeLineTwentyFive() throws IOException {
        Document.Block example = Document.read("README.md").blocks("java").get(0);

        assertThat(example.line() + example.text().lines().count()).isLessThan(25);
    }

    @Test
    void configOfTheReadmeIsThatOfTheExample() throws IOException {
        Document.Block config = Document.read("README.md").blocks("json").get(0);

        assertThat(config.text())
                .isEqualToNormalizingNewlines(
                        Files.readString(Document.ROOT.resolve("examples/embedded-service/gateway.json"))
                                .strip());
    }

    @Test
    void bothCommandsAreThere() throws IOException {
        assertThat(Document.read("README.md").prose()).anyMatch(line -> line.contains("`./postern demo`"));
        assertThat(Document.read("README.md").prose()).anyMatch(line -> line.contains("`mvn verify`"));
        assertThat(Files.isExecutable(Document.ROOT.resolve("postern"))).isTrue();
    }
}
