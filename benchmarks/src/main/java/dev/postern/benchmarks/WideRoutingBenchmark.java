/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.google.gson.JsonObject;
import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.Reply;
import dev.postern.engine.routing.FallbackRouterFactory;
import dev.postern.engine.routing.LoadBalanceRouterFactory;
import dev.postern.engine.routing.RouterStage;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Claim: choosing among up to 64 targets stays below a microsecond, with breakers open as well.
 *
 * <p>Workload: the router's stage over targets that answer from memory; {@code open} has all but the last unavailable, as
 * targets are whose breaker is open.
 *
 * <p>Distribution: equal weights, uniform draws. One thread.
 *
 * <p>Command: {@code ./postern bench wide}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WideRoutingBenchmark {
    private static final Chain NOWHERE = call -> {
        throw new IllegalStateException("a router has no next stage");
    };

    /** What the config says. */
    @Param({"fallback", "loadbalance"})
    public String strategy = "fallback";

    /** How many targets there are. */
    @Param({"2", "10", "64"})
    public int targets = 2;

    /** Whether breakers are closed, or all open but the last one's. */
    @Param({"closed", "open"})
    public String by = "closed";

    private final Call call = SampleCalls.chat(Body.parse(Samples.chatRequest(1024)));
    private RouterStage stage = new RouterStage((asked, all) -> all.get(0).call(asked), List.of());

    /** A target that answers from memory. */
    private record InstantTarget(String name, String path, double weight, boolean available, Reply answer)
            implements Target {
        @Override
        public Reply call(Call call) {
            return answer;
        }
    }

    /** Makes the targets and the router. */
    @Setup
    public void setUp() {
        List<Target> made = new ArrayList<>();
        Reply answer = new Reply.Whole(200, Headers.empty(), Body.of(new JsonObject()));
        for (int i = 0; i < targets; i++) {
            boolean available = by.equals("closed") || i == targets - 1;
            made.add(new InstantTarget("t" + i, "config.targets[" + i + "]", 1, available, answer));
        }
        RouterFactory factory =
                strategy.equals("fallback") ? new FallbackRouterFactory() : new LoadBalanceRouterFactory();
        stage = new RouterStage(factory.create(new PlainContext("config"), made), made);
    }

    /** Routes one call. */
    @Benchmark
    public Reply route() {
        return stage.handle(call, NOWHERE);
    }
}
