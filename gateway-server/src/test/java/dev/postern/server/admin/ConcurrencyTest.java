/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Secret;
import dev.postern.spi.Right;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
    private static final int CHANGES = 60;
    private static final int READERS = 3;
    private static final ConfigCheck ANYTHING = (json, operator) -> {};

    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void readersNeverSeeAnOlderStateThanBefore() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(READERS + 2);
        try (AdminStore store = AdminStore.openForServer(folder, MasterKey.inFolder(folder));
                AdminStore command = AdminStore.open(folder, MasterKey.inFolder(folder))) {
            change(store, 0);
            List<Future<Boolean>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(reader(store, done)));
            }

            Future<Boolean> other = threads.submit(() -> {
                for (int i = 0; i < CHANGES; i++) {
                    command.keys().create(NewKey.named("other", Set.of(Right.CALL)));
                }
                return true;
            });
            for (int i = 1; i <= CHANGES; i++) {
                change(store, i);
                CreatedKey created = store.keys().create(NewKey.named("app", Set.of(Right.CALL)));
                assertThat(store.keys().find(created.secret().reveal())).isPresent();
                store.keys().revoke(created.key().id());
                assertThat(store.keys().find(created.secret().reveal())).isEmpty();
            }
            other.get();
            done.set(true);

            for (Future<Boolean> reader : readers) {
                assertThat(reader.get()).isTrue();
            }
            assertThat(secret(store)).isEqualTo(CHANGES);
            while (store.keys().list().size() < 2 * CHANGES) {
                Thread.onSpinWait();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private static void change(AdminStore store, int number) {
        store.virtualKeys().put(new NewVirtualKey("acme", "main", "anyscale", null, Secret.of("sk-" + number)));
        store.configs().put(NewConfig.forEveryone("main", "{\"n\":" + number + "}"), ANYTHING);
        assertThat(secret(store)).isEqualTo(number);
        assertThat(config(store)).isEqualTo(number);
    }

    private static Callable<Boolean> reader(AdminStore store, AtomicBoolean done) {
        return () -> {
            int lastSecret = 0;
            int lastConfig = 0;
            while (!done.get()) {
                int secret = secret(store);
                int config = config(store);
                if (secret < lastSecret || config < lastConfig) {
                    return false;
                }
                lastSecret = secret;
                lastConfig = config;
            }
            return true;
        };
    }

    private static int secret(AdminStore store) {
        String secret =
                store.virtualKeys().find("acme", "main").orElseThrow().secret().reveal();
        return Integer.parseInt(secret.substring(3));
    }

    private static int config(AdminStore store) {
        String json = store.configs().find("acme", "main").orElseThrow().json();
        return Integer.parseInt(json.substring(5, json.length() - 1));
    }
}
