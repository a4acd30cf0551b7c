/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** What {@link ColdStart} runs in a fresh JVM: one gateway, one call, two times. */
final class FirstAnswer {
    private FirstAnswer() {}

    /** Prints the milliseconds from build to answer, and from the JVM's start to it; the argument is the base URL. */
    public static void main(String[] args) {
        long started = System.nanoTime();
        long millis;
        try (Gateway gateway = Gateway.builder()
                .config(Samples.fallbackConfig())
                .provider("anyscale", Map.of("base_url", args[0]))
                .build()) {
            ChatRequest request = ChatRequest.builder()
                    .model(Samples.ASKED_MODEL)
                    .user("Say this is a test")
                    .build();
            String text = gateway.chat(request).text();
            millis = System.nanoTime() - started;
            if (text.isEmpty()) {
                throw new IllegalStateException("an empty answer");
            }
        }
        long sinceStart = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.println(millis / 1e6 + " " + sinceStart);
    }
}
