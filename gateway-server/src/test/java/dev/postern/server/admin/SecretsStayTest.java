/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.postern.api.Secret;
import dev.postern.spi.Right;
import dev.postern.testkit.Canary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsStayTest {
    private static final ConfigCheck ANYTHING = (json, operator) -> {};

    @TempDir
    Path folder;

    @Test
    void noSecretStandsInAFile() throws Exception {
        Canary credential = Canary.create();
        Canary replaced = Canary.create();
        Canary inConfig = Canary.create();
        String key;
        try (AdminStore store = AdminStore.openForServer(folder, MasterKey.inFolder(folder))) {
            key = fill(store, credential, replaced, inConfig);
            assertNotInFiles(credential.text(), replaced.text(), inConfig.text(), key, key.substring(14, 57));
        }
        assertNotInFiles(credential.text(), replaced.text(), inConfig.text(), key, key.substring(14, 57));
    }

    @Test
    void nothingPrintsASecret() {
        Canary credential = Canary.create();
        Canary replaced = Canary.create();
        Canary inConfig = Canary.create();
        try (AdminStore store = AdminStore.openForServer(folder, MasterKey.inFolder(folder))) {
            String key = fill(store, credential, replaced, inConfig);

            List<Object> things = new ArrayList<>();
            things.add(store.keys().list());
            things.add(store.keys().find(key));
            things.add(store.virtualKeys().list());
            things.add(store.virtualKeys().find("acme", "main"));
            things.add(store.configs().list());
            things.add(NewConfig.forEveryone("main", inConfig.text()));
            things.add(new NewVirtualKey("acme", "main", "anyscale", null, credential.secret()));
            things.add(new CreatedKey(store.keys().list().get(0), Secret.of(key)));

            assertThat(things.toString()).doesNotContain(key, credential.text(), inConfig.text());
        }
    }

    @Test
    void noErrorQuotesWhatItRefuses() {
        Canary canary = Canary.create();
        try (AdminStore store = AdminStore.openForServer(folder, MasterKey.inFolder(folder))) {
            String text = canary.text() + "\n";
            List<Throwable> errors = new ArrayList<>();
            errors.add(catchThrowable(() -> MasterKey.of(canary.text())));
            errors.add(catchThrowable(() -> store.keys().create(NewKey.named(text, Set.of(Right.CALL)))));
            errors.add(catchThrowable(() -> store.configs().put(NewConfig.forEveryone(text, "{}"), ANYTHING)));
            errors.add(catchThrowable(() -> store.configs().put(NewConfig.forEveryone("main", text), ANYTHING)));
            errors.add(catchThrowable(
                    () -> store.virtualKeys().put(new NewVirtualKey("a", text, "p", null, canary.secret()))));
            errors.add(catchThrowable(
                    () -> store.virtualKeys().put(new NewVirtualKey("a", "b", "p", "x:" + text, canary.secret()))));

            assertThat(errors).doesNotContainNull().noneMatch(canary::isIn);
        }
    }

    private static String fill(AdminStore store, Canary credential, Canary replaced, Canary inConfig) {
        store.virtualKeys().put(new NewVirtualKey("acme", "main", "anyscale", null, replaced.secret()));
        store.virtualKeys().put(new NewVirtualKey("acme", "main", "anyscale", null, credential.secret()));
        String config = "{\"targets\":[{\"provider\":\"openai\",\"apiKey\":\"" + inConfig.text() + "\"}]}";
        store.configs().put(NewConfig.forEveryone("main", config), ANYTHING);
        assertThat(store.configs().find("acme", "main").orElseThrow().json()).isEqualTo(config);
        return store.keys()
                .create(NewKey.named("app", Set.of(Right.CALL)))
                .secret()
                .reveal();
    }

    private void assertNotInFiles(String... secrets) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secrets);
            }
        }
    }
}
