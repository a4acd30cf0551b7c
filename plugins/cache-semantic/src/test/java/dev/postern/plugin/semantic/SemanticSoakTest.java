/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.postern.api.Body;
import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.Gateway;
import dev.postern.api.Headers;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Key;
import dev.postern.spi.Position;
import dev.postern.spi.Stage;
import dev.postern.spi.StageContext;
import dev.postern.spi.StageFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No tenant ever sees another's answer, nor an answer to another question: mixed calls of a hundred tenants, each answer
 * carrying tenant, partition and question, asked in several wordings, in a cache that is always full.
 */
@Tag("soak")
class SemanticSoakTest {
    private static final boolean LONG = Boolean.getBoolean("postern.soak");
    private static final int CALLS = LONG ? 1_000_000 : 20_000;
    private static final int TENANTS = 100;
    private static final int THREADS = 4;
    private static final int SUBJECTS = 60;
    private static final long CACHE_BYTES = 3 << 20;
    private static final List<String> WORDINGS = List.of(
            "How do I grow plant number %d?",
            "How can I grow plant number %d?",
            "Please tell me how to grow plant number %d.",
            "What is the best way to grow plant number %d?");

    private final LongAdder exact = new LongAdder();
    private final LongAdder semantic = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder foreign = new LongAdder();

    /** All wordings of all subjects lie together, so that the guards alone tell subjects apart. */
    private static TestEmbedder embedder() {
        TestEmbedder embedder = new TestEmbedder();
        for (int i = 0; i < SUBJECTS; i++) {
            for (String wording : WORDINGS) {
                embedder.alike(WORDINGS.get(0), wording.replace("%d", String.valueOf(i)));
            }
        }
        return embedder;
    }

    /** Answers in place of a provider with whatever nobody else may see. */
    private static final class Nonces implements StageFactory, Stage {
        @Override
        public String id() {
            return "nonces";
        }

        @Override
        public Position position() {
            return Position.TARGET;
        }

        @Override
        public int order() {
            return 0;
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public Stage create(StageContext context) {
            return this;
        }

        @Override
        public Reply handle(Call call, Chain next) {
            String question = call.body()
                    .json()
                    .get("messages")
                    .at(0)
                    .get("content")
                    .string()
                    .orElseThrow();
            Body answer = Body.object()
                    .put("id", "c")
                    .beginArray("choices")
                    .beginObject()
                    .put("index", 0)
                    .beginObject("message")
                    .put("role", "assistant")
                    .put("content", nonce(call.options(), question.replaceAll("[^0-9]", "")))
                    .end()
                    .put("finish_reason", "stop")
                    .end()
                    .end()
                    .build();
            return new Reply.Whole(200, Headers.empty(), answer);
        }
    }

    private static String nonce(CallOptions options, String subject) {
        return options.tenant() + "|" + options.cacheNamespace() + "|" + options.metadata() + "|" + subject;
    }

    @Test
    @Timeout(3600)
    void noTenantAndNoQuestionGetsAnothersAnswer() throws Exception {
        long seed = Long.getLong("postern.soak.seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dpostern.soak.seed=" + seed + ")");
        try (Gateway gateway = Gateway.builder()
                .provider("anyscale", Map.of("base_url", "http://127.0.0.1:9/v1"))
                .environment(name -> Optional.empty())
                .config("{\"provider\": \"anyscale\", \"api_key\": \"k\", \"stages\": {\"nonces\": {}},"
                        + " \"cache\": {\"mode\": \"semantic\", \"candidates\": 64}}")
                .plugin(new Nonces())
                .plugin(embedder())
                .plugin(new SemanticCacheFactory(CACHE_BYTES, null))
                .build()) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(seed + t);
                threads.execute(() -> {
                    for (int i = 0; i < CALLS / THREADS; i++) {
                        call(gateway, random);
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(50, TimeUnit.MINUTES)).isTrue();

            record();
            assertThat(foreign.sum()).as("foreign answers").isZero();
            assertThat(semantic.sum()).isPositive();
            assertThat(exact.sum() + semantic.sum() + misses.sum()).isEqualTo(CALLS);
            assertThat(Gateways.factory(gateway).bytes()).isLessThanOrEqualTo(CACHE_BYTES);
        }
    }

    private void call(Gateway gateway, Random random) {
        int subject = Math.min(SUBJECTS - 1, (int) Math.abs(random.nextGaussian() * SUBJECTS / 3));
        String text = WORDINGS.get(random.nextInt(WORDINGS.size())).replace("%d", String.valueOf(subject));
        CallOptions.Builder options = CallOptions.builder()
                .tenant("tenant-" + random.nextInt(TENANTS))
                .cacheForceRefresh(random.nextInt(50) == 0);
        if (random.nextInt(4) == 0) {
            options.metadata("user", "u" + random.nextInt(2));
        } else if (random.nextInt(4) == 0) {
            options.cacheNamespace("n" + random.nextInt(2));
        }
        CallOptions made = options.build();
        ChatResponse answer =
                gateway.chat(ChatRequest.builder().model("m").user(text).build(), made);
        if (!answer.text().equals(nonce(made, String.valueOf(subject)))) {
            foreign.increment();
        }
        CacheStatus status = answer.report().cacheStatus();
        (status == CacheStatus.HIT ? exact : status == CacheStatus.SEMANTIC_HIT ? semantic : misses).increment();
    }

    private void record() throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("date", LocalDate.now(ZoneOffset.UTC).toString());
        json.addProperty("jdk", Runtime.version().toString());
        json.addProperty("commit", System.getProperty("postern.commit", "unknown"));
        json.addProperty("command", "./postern soak");
        json.addProperty("calls", String.valueOf(CALLS));
        json.addProperty("tenants", String.valueOf(TENANTS));
        json.addProperty("exact_hits", exact.toString());
        json.addProperty("semantic_hits", semantic.toString());
        json.addProperty("misses", misses.toString());
        json.addProperty("foreign_answers", foreign.toString());
        System.out.println(json);
        if (LONG) {
            Path folder = Path.of(System.getProperty("postern.results", "target/soak"));
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("soak-semantic-jdk" + Runtime.version().feature() + ".json"),
                    new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
        }
    }
}
