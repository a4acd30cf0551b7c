/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.spi.Right;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The line that each request leaves in the log, read from another process, whose log says everything. */
@Timeout(90)
class AccessLineTest {
    private static final String KEY = "pst_canary_of_the_gateway";
    private static final String WRONG_KEY = "pst_canary_that_is_wrong";
    private static final String PROMPT = "canary of the prompt";
    private static final String QUERY = "canary-of-the-query";

    @Test
    void eachRequestLeavesOneLineWithItsFieldsAndNeitherBodiesNorSecrets() throws Exception {
        String log = logOfAnotherProcess();

        List<String> lines =
                log.lines().filter(line -> line.contains("dev.postern.access")).toList();
        assertThat(lines).as(log).hasSize(5);
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .matches(".*POST /v1/chat/completions 200 \\d+ ms trace=whole tenant=red key=key-of-red"
                                + " provider=anyscale target=config cache=DISABLED"))
                .anySatisfy(line -> assertThat(line)
                        .matches(".*POST /v1/chat/completions 200 \\d+ ms trace=stream tenant=red key=key-of-red"
                                + " provider=anyscale target=config cache=DISABLED"))
                .anySatisfy(line -> assertThat(line)
                        .matches(".*POST /v1/chat/completions 404 \\d+ ms trace=failing tenant=red key=key-of-red"
                                + " provider=anyscale target=config cache=DISABLED"))
                .anySatisfy(line -> assertThat(line).matches(".*GET /v1/models 401 \\d+ ms trace=\\w+ tenant=default"))
                .anySatisfy(line -> assertThat(line).matches(".*GET /health 200 \\d+ ms trace=\\w+ tenant=default"));
        assertThat(log)
                .doesNotContain(KEY, WRONG_KEY, ServedGateway.PROVIDER_KEY, PROMPT, QUERY)
                .doesNotContain("This is a test");
    }

    private static String logOfAnotherProcess() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.log.dev.postern.access=info",
                        "-cp",
                        classPath,
                        AccessLineTest.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(log).isZero();
            return log;
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] arguments) {
        TestKeys keys = new TestKeys().with(KEY, "red", Right.CALL);
        try (ServedGateway served = ServedGateway.startWith(server -> server.keys(keys))) {
            chat(served, "whole", HELLO);
            chat(served, "stream", ServedGateway.HELLO_STREAM);
            chat(served, "failing", HELLO.replace(ServedGateway.LLAMA, "unknown-model"));
            served.get("/v1/models", "x-portkey-api-key", WRONG_KEY);
            served.get("/health?token=" + QUERY);
        }
    }

    private static void chat(ServedGateway served, String trace, String json) {
        served.post(
                CHAT,
                json.replace("Say this is a test", PROMPT),
                "x-portkey-trace-id",
                trace,
                "x-portkey-api-key",
                KEY,
                "authorization",
                "Bearer " + ServedGateway.PROVIDER_KEY,
                "x-portkey-provider",
                "anyscale");
    }
}
