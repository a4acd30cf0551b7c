/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.spi.EmbedderFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MiniLmFactoryTest {
    @AfterEach
    void clear() {
        System.clearProperty(MiniLmFactory.THREADS_PROPERTY);
    }

    @Test
    void factoryIsFoundByTheServiceLoader() {
        ServiceLoader<EmbedderFactory> found = ServiceLoader.load(EmbedderFactory.class);

        assertThat(found)
                .filteredOn(factory -> factory.id().equals("minilm"))
                .singleElement()
                .isInstanceOf(MiniLmFactory.class);
    }

    @Test
    void numberOfThreadsMustBePositive() {
        assertThatThrownBy(() -> new MiniLmFactory(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads: expected at least 1, found 0");
    }

    @Test
    void propertyThatIsNoNumberIsNamed() {
        System.setProperty(MiniLmFactory.THREADS_PROPERTY, "many");

        assertThatThrownBy(MiniLmFactory::new)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "system property postern.minilm.threads: expected a whole number of at least 1, found 'many'");
    }
}
