/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.api.Secret;
import dev.postern.spi.Right;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Another process on a data folder. */
final class AdminProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private AdminProcess(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static AdminProcess start(String task, Path folder) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        AdminProcess.class.getName(),
                        task,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new AdminProcess(process);
    }

    String line() throws IOException {
        return lines.readLine();
    }

    long pid() {
        return process.pid();
    }

    /** Kills it as kill -9 does, and returns the whole lines that it had still written. */
    List<String> kill() throws Exception {
        // Not the process's own method, which closes the stream with what is still in it.
        process.toHandle().destroyForcibly();
        process.waitFor();
        List<String> rest = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            if (c == '\n') {
                rest.add(line.toString());
                line.setLength(0);
            } else {
                line.append((char) c);
            }
        }
        return rest;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        MasterKey key = MasterKey.inFolder(folder);
        if (arguments[0].equals("write")) {
            write(AdminStore.openForServer(folder, key));
        } else if (arguments[0].equals("serve")) {
            serve(folder, key);
        } else {
            create(folder, key);
        }
    }

    /** Writes until it is killed; says what is stored once it is. */
    private static void write(AdminStore store) {
        long start = store.keys().list().size();
        for (long i = start; ; i++) {
            CreatedKey created = store.keys().create(NewKey.named("key" + i, Set.of(Right.CALL)));
            System.out.println("key " + created.secret().reveal());
            String config = "{\"metadata\":{\"n\":\"" + i + "\"}}";
            store.configs().put(NewConfig.forEveryone("config" + i % 7, config), (json, operator) -> {});
            System.out.println("config" + i % 7 + " " + i);
            store.virtualKeys()
                    .put(new NewVirtualKey("acme", "secret" + i % 5, "anyscale", null, Secret.of("sk-" + i)));
            System.out.println("secret" + i % 5 + " " + i);
        }
    }

    private static void serve(Path folder, MasterKey key) throws Exception {
        try (AdminStore store = AdminStore.openForServer(folder, key)) {
            System.out.println("serving " + store.keys().required());
            System.in.read();
        } catch (AdminStoreException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void create(Path folder, MasterKey key) {
        try (AdminStore store = AdminStore.open(folder, key)) {
            store.configs().put(NewConfig.forEveryone("main", "{}"), (json, operator) -> {});
            store.virtualKeys().put(new NewVirtualKey("acme", "main", "anyscale", null, Secret.of("sk-1")));
            CreatedKey created = store.keys().create(NewKey.named("app", Set.of(Right.CALL)));
            System.out.println(created.secret().reveal());
        }
    }
}
