/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/** A service whose module requires nothing but the api; it asks for one chat and prints the answer. */
record ModularService(Path folder, Path classes) {
    private static final String MODULE = """
            module service {
                requires dev.postern.api;
            }
            """;
    private static final String MAIN = """
            package service;

            import dev.postern.api.ChatRequest;
            import dev.postern.api.Gateway;
            import java.util.Map;

            public final class Main {
                public static void main(String[] arguments) {
                    ChatRequest request = ChatRequest.builder()
                            .model("mistralai/Mistral-7B-Instruct-v0.1")
                            .user("Say this is a test")
                            .build();
                    try (Gateway gateway = Gateway.builder()
                            .provider("anyscale", Map.of("base_url", arguments[0], "profile", "endpoints"))
                            .config("{\\"provider\\": \\"anyscale\\", \\"api_key\\": \\"esecret_1\\"}")
                            .build()) {
                        System.out.println(gateway.getClass().getModule().getName());
                        System.out.println(gateway.chat(request).text());
                    }
                }
            }
            """;

    /** What a process left behind. */
    record Ended(int exitCode, String output, String errors) {}

    static ModularService compile(Path folder) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source/service"));
        Path descriptor = Files.writeString(folder.resolve("source/module-info.java"), MODULE);
        Path main = Files.writeString(source.resolve("Main.java"), MAIN);
        Path classes = folder.resolve("classes");
        String compileTime = ModulePath.of(List.of("dev.postern.api", "com.google.gson", "org.jspecify"));

        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-Xlint:all",
                        "-Werror",
                        "--module-path",
                        compileTime,
                        "-d",
                        classes.toString(),
                        descriptor.toString(),
                        main.toString());

        assertThat(result)
                .as("the compiler's exit code; its messages are above")
                .isZero();
        return new ModularService(folder, classes);
    }

    /** Runs it on the JDK of the tests. */
    Ended run(List<String> modules, String argument) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--module-path");
        command.add(classes + System.getProperty("path.separator") + ModulePath.of(modules));
        command.addAll(List.of("--module", "service/service.Main", argument));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("the service ended by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
