/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Secret;
import dev.postern.spi.Right;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AdminStoreTest {
    private static final Set<Right> CALL = Set.of(Right.CALL);

    @TempDir
    Path root;

    @Test
    @Timeout(60)
    void whatAnotherProcessStoresIsSeenByARunningServer() throws Exception {
        Path folder = root.resolve("data");
        try (AdminStore server = server(folder);
                AdminProcess command = AdminProcess.start("create", folder)) {
            String key = command.line();

            until(() -> server.keys().find(key).isPresent());

            assertThat(server.keys().required()).isTrue();
            until(() -> server.configs().find("acme", "main").isPresent());
            until(() -> server.virtualKeys().find("acme", "main").isPresent());
        }
    }

    @Test
    @Timeout(60)
    void whatACommandRevokesOrDeletesIsGoneFromARunningServer() {
        Path folder = root.resolve("data");
        try (AdminStore server = server(folder)) {
            CreatedKey created = server.keys().create(NewKey.named("app", CALL));
            server.virtualKeys().put(new NewVirtualKey("acme", "main", "anyscale", null, Secret.of("sk-1")));
            try (AdminStore command = AdminStore.open(folder, MasterKey.inFolder(folder))) {
                command.keys().revoke(created.key().id());
                command.virtualKeys().delete("acme", "main");
            }

            until(() -> server.keys().find(created.secret().reveal()).isEmpty());
            until(() -> server.virtualKeys().find("acme", "main").isEmpty());
        }
    }

    @Test
    @Timeout(60)
    void secondServerOnTheFolderIsRefusedAndTheFirstStaysLocked() throws Exception {
        Path folder = root.resolve("data");
        String refusal = "another server (process %s) runs on the data folder " + folder
                + "; stop it, or give this one a folder of its own";
        long pid = ProcessHandle.current().pid();
        try (AdminStore first = server(folder)) {
            assertThat(first.keys().required()).isFalse();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> server(folder))
                        .isInstanceOf(AdminStoreException.class)
                        .hasMessage(refusal.formatted("this one, " + pid));
                try (AdminProcess second = AdminProcess.start("serve", folder)) {
                    assertThat(second.line()).isEqualTo(refusal.formatted(pid));
                }
            }
        }
        server(folder).close();
    }

    @Test
    @Timeout(60)
    void folderOfAKilledServerIsFree() throws Exception {
        Path folder = root.resolve("data");
        try (AdminProcess other = AdminProcess.start("serve", folder)) {
            assertThat(other.line()).isEqualTo("serving false");
            assertThatThrownBy(() -> server(folder)).hasMessageContaining("(process " + other.pid() + ")");

            other.kill();

            server(folder).close();
        }
    }

    @Test
    void closingTwiceDoesNothingAndLookUpsGoOn() {
        Path folder = root.resolve("data");
        AdminStore store = server(folder);
        CreatedKey created = store.keys().create(NewKey.named("app", CALL));

        store.close();
        try (AdminStore next = server(folder)) {
            store.close();
            assertThatThrownBy(() -> server(folder)).isInstanceOf(AdminStoreException.class);
            assertThat(next.keys().find(created.secret().reveal())).isPresent();
        }

        assertThat(store.keys().find(created.secret().reveal())).isPresent();
        assertThatThrownBy(() -> store.keys().create(NewKey.named("app", CALL)))
                .isInstanceOf(AdminStoreException.class)
                .hasMessage("the store is closed");
    }

    @Test
    void closingLeavesNoThread() {
        server(root.resolve("data")).close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("postern-admin"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void folderAndFilesAreTheOwnersOnly() throws Exception {
        Path folder = root.resolve("deep").resolve("data");
        try (AdminStore store = server(folder)) {
            store.virtualKeys().put(new NewVirtualKey("acme", "main", "anyscale", null, Secret.of("sk-1")));

            assertThat(mode(folder)).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files)
                        .hasSizeGreaterThanOrEqualTo(4)
                        .allMatch(file -> mode(file).equals("rw-------"));
            }
        }
    }

    @Test
    @Timeout(60)
    void manyMayOpenANewFolderAtOnce() throws Exception {
        Path folder = root.resolve("data");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> made = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                made.add(threads.submit(() -> {
                    try (AdminStore store = AdminStore.open(folder, MasterKey.inFolder(folder))) {
                        String name = "vk" + Thread.currentThread().getId();
                        store.virtualKeys()
                                .put(new NewVirtualKey("acme", name, "anyscale", null, Secret.of("sk-" + name)));
                        return name;
                    }
                }));
            }
            for (Future<String> name : made) {
                name.get();
            }
            try (AdminStore store = server(folder)) {
                for (Future<String> name : made) {
                    assertThat(store.virtualKeys().find("acme", name.get()))
                            .map(credential -> credential.secret().reveal())
                            .contains("sk-" + name.get());
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void fileThatIsNoDatabaseIsNotTouched() throws Exception {
        Path folder = root.resolve("data");
        Files.createDirectories(folder);
        byte[] junk =
                "this is no database, however long one looks at it ".repeat(50).getBytes();
        Files.write(folder.resolve("admin.db"), junk);

        assertThatThrownBy(() -> server(folder))
                .isInstanceOf(AdminStoreException.class)
                .hasMessageEndingWith("admin.db is damaged or no database; put a backup in its place");

        assertThat(folder.resolve("admin.db")).hasBinaryContent(junk);
        Files.delete(folder.resolve("admin.db"));
        server(folder).close();
    }

    @Test
    void folderOfANewerVersionIsRefused() throws Exception {
        Path folder = root.resolve("data");
        server(folder).close();
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("admin.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 999");
        }

        assertThatThrownBy(() -> server(folder))
                .isInstanceOf(AdminStoreException.class)
                .hasMessageStartingWith("the data folder was written by a newer Postern (schema 999");
    }

    @Test
    void folderThatIsAFileIsRefused() throws Exception {
        Path file = Files.createFile(root.resolve("file"));

        assertThatThrownBy(() -> server(file))
                .isInstanceOf(AdminStoreException.class)
                .hasMessageStartingWith("cannot make the data folder " + file);
    }

    private static AdminStore server(Path folder) {
        return AdminStore.openForServer(folder, MasterKey.inFolder(folder));
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
