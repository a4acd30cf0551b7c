/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.Reply;
import dev.postern.engine.routing.ConditionalRouterFactory;
import dev.postern.engine.routing.LoadBalanceRouterFactory;
import dev.postern.spi.Call;
import dev.postern.spi.Key;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.Settings;
import dev.postern.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Claim: choosing by what a call says, five conditions or a sticky hash, costs at most 200 ns once the body is parsed.
 *
 * <p>Workload: a router over five targets that answer from memory at once. {@code metadata} and {@code params} have five
 * queries, of which the last holds, over labels of the call or members of a body of 1 KB; {@code sticky} hashes one label.
 * Beside it what a service would write by hand: comparisons of the same label in a loop.
 *
 * <p>Distribution: the same call every time. One thread.
 *
 * <p>Command: {@code ./postern bench conditions}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConditionsBenchmark {
    private static final int TARGETS = 5;

    /** What the choice depends on. */
    @Param({"metadata", "params", "sticky"})
    public String reads = "metadata";

    /** Ours, or the loop by hand. */
    @Param({"postern", "loop"})
    public String by = "postern";

    private final Call call = SampleCalls.chat(Body.parse(Samples.chatRequest(1024)))
            .withMetadata(Map.of("tier", "4", "user", "user-4711"));
    private List<Target> targets = List.of();
    private Router router = (one, all) -> all.get(0).call(one);

    /** A target that answers from memory. */
    private record InstantTarget(String name, String path, double weight, Reply answer) implements Target {
        @Override
        public Reply call(Call call) {
            return answer;
        }
    }

    /** Makes the targets and the router. */
    @Setup
    public void setUp() {
        List<Target> made = new ArrayList<>();
        for (int i = 0; i < TARGETS; i++) {
            Reply answer = new Reply.Whole(200, Headers.empty(), Body.of(new JsonObject()));
            made.add(new InstantTarget("t" + i, "config.targets[" + i + "]", TARGETS - i, answer));
        }
        targets = List.copyOf(made);
        if (by.equals("loop")) {
            router = ConditionsBenchmark::byHand;
        } else if (reads.equals("sticky")) {
            router = router(
                    new LoadBalanceRouterFactory(),
                    "{\"sticky\": {\"enabled\": true, \"hash_fields\": [\"metadata.user\"]}}");
        } else {
            router = router(new ConditionalRouterFactory(), "{\"conditions\": [" + conditions() + "]}");
        }
    }

    private String conditions() {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < TARGETS; i++) {
            String query = reads.equals("metadata")
                    ? "{\"metadata.tier\": \"" + i + "\"}"
                    : "{\"params.model\": {\"$" + (i < TARGETS - 1 ? "eq" : "ne") + "\": \"model-" + i + "\"}}";
            conditions.add("{\"query\": " + query + ", \"then\": \"t" + i + "\"}");
        }
        return String.join(", ", conditions);
    }

    private Router router(RouterFactory factory, String json) {
        Settings.Builder settings = Settings.builder();
        JsonObject object = JsonParser.parseString(json).getAsJsonObject();
        factory.keys().forEach(key -> set(settings, key, object.get(key.name())));
        return factory.create(new PlainContext("config", settings.build()), targets);
    }

    private static <T> void set(Settings.Builder settings, Key<T> key, @Nullable JsonElement value) {
        if (value != null) {
            settings.set(key, key.read(value).orElseThrow());
        }
    }

    private static Reply byHand(Call call, List<Target> targets) {
        for (int i = 0; i < TARGETS - 1; i++) {
            if (String.valueOf(i).equals(call.metadata().get("tier"))) {
                return targets.get(i).call(call);
            }
        }
        return targets.get(TARGETS - 1).call(call);
    }

    /** Routes one call. */
    @Benchmark
    public Reply route() {
        return router.route(call, targets);
    }
}
