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
import dev.postern.engine.routing.SingleRouterFactory;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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
 * Claim: choosing a target costs at most 50 ns and allocates nothing.
 *
 * <p>Workload: the router's stage over five targets that answer from memory at once; {@code fallback-last} has the first
 * four answer 503. Beside it the loop that a service would write by hand: over the targets in order, or by a draw against
 * running sums of the weights.
 *
 * <p>Distribution: weights 5, 4, 3, 2, 1, uniform draws of the thread's own generator. One thread.
 *
 * <p>Command: {@code ./postern bench routing}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {
    private static final int TARGETS = 5;
    private static final Chain NOWHERE = call -> {
        throw new IllegalStateException("a router has no next stage");
    };

    /** What the config says. */
    @Param({"single", "fallback", "fallback-last", "loadbalance"})
    public String strategy = "single";

    /** Ours, or the loop by hand. */
    @Param({"postern", "loop"})
    public String by = "postern";

    private RouterStage stage =
            new RouterStage((call, targets) -> targets.get(0).call(call), List.of());
    private List<Target> targets = List.of();
    private final Call call = SampleCalls.chat(Body.parse(Samples.chatRequest(1024)));
    private boolean ours;
    private boolean draws;

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
        boolean onlyLastAnswers = strategy.equals("fallback-last");
        RouterFactory factory = factory();
        List<Target> made = new ArrayList<>();
        for (int i = 0; i < TARGETS; i++) {
            int status = onlyLastAnswers && i < TARGETS - 1 ? 503 : 200;
            Reply answer = new Reply.Whole(status, Headers.empty(), Body.of(new JsonObject()));
            made.add(new InstantTarget("t" + i, "config.targets[" + i + "]", TARGETS - i, answer));
        }
        targets = List.copyOf(made);
        stage = new RouterStage(factory.create(new PlainContext("config"), targets), targets);
        ours = by.equals("postern");
        draws = strategy.equals("loadbalance");
    }

    private RouterFactory factory() {
        if (strategy.equals("single")) {
            return new SingleRouterFactory();
        }
        return strategy.equals("loadbalance") ? new LoadBalanceRouterFactory() : new FallbackRouterFactory();
    }

    /** Routes one call. */
    @Benchmark
    public Reply route() {
        if (ours) {
            return stage.handle(call, NOWHERE);
        }
        return draws ? draw() : firstThatAnswers();
    }

    private Reply draw() {
        double sum = 0;
        for (Target target : targets) {
            sum += target.weight();
        }
        double point = ThreadLocalRandom.current().nextDouble() * sum;
        for (Target target : targets) {
            point -= target.weight();
            if (point < 0) {
                return target.call(call);
            }
        }
        return targets.get(TARGETS - 1).call(call);
    }

    private Reply firstThatAnswers() {
        for (Target target : targets) {
            Reply reply = target.call(call);
            if (reply.isSuccess()) {
                return reply;
            }
        }
        throw new IllegalStateException("no target answered");
    }
}
