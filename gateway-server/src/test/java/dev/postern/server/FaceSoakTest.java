/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static dev.postern.server.ServedGateway.HELLO_STREAM;
import static dev.postern.server.ServedGateway.LLAMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many streams at once, and what is left after many callers that left. */
@Tag("soak")
@Timeout(600)
class FaceSoakTest {
    private static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;
    // Where each stream has a platform thread, as many as are let in at once without being asked for more.
    private static final int STREAMS = Soak.times(100, VIRTUAL_THREADS ? 2_000 : 200);
    private static final int CHUNKS = 20;
    private static final int CALLS = Soak.times(200, 1_000);
    private static final long HEAP_LIMIT = 512L << 20;
    private static final Duration GUARD = Duration.ofSeconds(60);

    @Test
    void noneOfManyStreamsAtOnceIsLost() throws Exception {
        ScriptedUpstream upstream = ScriptedUpstream.builder()
                .history(10)
                .betweenWrites(Duration.ofMillis(50))
                .start();
        try (ServedGateway served = ServedGateway.start(upstream)) {
            upstream.any().always(Fault.answer("word ".repeat(CHUNKS)));
            List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(served.client.sendAsync(stream(served), HttpResponse.BodyHandlers.ofString()));
            }
            upstream.awaitRequests(STREAMS, GUARD);
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();

            int whole = 0;
            for (CompletableFuture<HttpResponse<String>> stream : streams) {
                HttpResponse<String> answer = stream.get();
                whole += answer.statusCode() == 200 && answer.body().endsWith("data: [DONE]\n\n") ? 1 : 0;
            }

            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("streams", STREAMS);
            figures.put("whole", whole);
            figures.put("most_at_once", upstream.maxConcurrent());
            figures.put("live_heap_bytes_with_clients_and_upstream", heap);
            System.out.println(figures);
            Soak.record("face-streams", figures);
            assertThat(whole).isEqualTo(STREAMS);
            assertThat(heap).isLessThan(HEAP_LIMIT);
        }
    }

    private static HttpRequest stream(ServedGateway served) {
        return served.request(CHAT, HELLO_STREAM)
                .timeout(Duration.ofMinutes(5))
                .header("authorization", "Bearer k")
                .header("x-portkey-provider", "anyscale")
                .build();
    }

    @Test
    void callersThatLeaveLeaveNothingBehind() throws Exception {
        Random random = new Random(Soak.seed());
        try (ServedGateway served =
                ServedGateway.start(ScriptedUpstream.builder().history(10).start())) {
            mixedCalls(served, random, CALLS / 10);
            settle(served);
            long files = openFiles();

            mixedCalls(served, random, CALLS);
            settle(served);

            long left = openFiles();
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("calls", CALLS);
            figures.put("open_files_before", files);
            figures.put("open_files_after", left);
            System.out.println(figures);
            Soak.record("face-leaks", figures);
            assertThat(left).isLessThanOrEqualTo(files + 4);
            assertThat(served.gateway.describe()).contains(": 0 in flight");
        }
    }

    /** Waits until every request has ended and every caller's connection is closed. */
    private static void settle(ServedGateway served) {
        served.upstream.awaitIdle(GUARD);
        while (!served.get("/metrics").body().contains("postern_requests_in_flight 1.0")) {
            Thread.onSpinWait();
        }
    }

    private static void mixedCalls(ServedGateway served, Random random, int calls) {
        String[] models = {LLAMA, "delay-20", "cut-2", "fail-503", "silent", LLAMA};
        for (int i = 0; i < calls; i++) {
            String model = models[random.nextInt(models.length)];
            String json = (random.nextBoolean() ? HELLO : HELLO_STREAM).replace(LLAMA, model);
            String request = RawConnection.post(CHAT, json, "x-portkey-provider: anyscale", "Authorization: Bearer k");
            try (RawConnection caller = served.connect()) {
                int sent = random.nextInt(4) == 0 ? random.nextInt(request.length()) : request.length();
                caller.send(request.substring(0, sent));
                boolean stays = sent == request.length() && !model.equals("silent") && random.nextBoolean();
                if (stays) {
                    caller.read();
                }
            }
        }
    }

    private static long openFiles() throws IOException {
        Path folder = Path.of("/proc/self/fd");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
