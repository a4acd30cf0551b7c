/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Gateway;
import dev.postern.api.Operation;
import dev.postern.engine.EngineGatewayBuilder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * Claim: hits on many keys cost what hits on one do, but for the processor's own caches, and two threads do not slow each
 * other.
 *
 * <p>Workload: {@code gateway.call} with bodies of about 100 bytes that were parsed before, all of them in the cache.
 *
 * <p>Distribution: Zipf with exponent 1 over 100,000 keys, or uniform over 16. One thread, and two.
 *
 * <p>Command: {@code ./postern bench zipf}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ZipfCacheBenchmark {
    private static final int DRAWS = 1 << 17;
    private static final int FEW = 16;

    /** How the keys are drawn. */
    @Param({"zipf", "few"})
    public String by = "zipf";

    /** How many keys there are. */
    @Param("100000")
    public int keys = 100_000;

    private final CallOptions options = CallOptions.none();
    private final byte[] answer = Samples.shortAnswer();
    private final Gateway gateway = ((EngineGatewayBuilder) Gateway.builder()
                    .config(Samples.cachedConfig())
                    .provider("anyscale", Map.of("base_url", "http://127.0.0.1:9/v1")))
            .transport(limits -> new InstantTransport(answer))
            .build();
    private Body[] bodies = {};
    private int[] draws = {};

    /** Fills the cache and draws the order of the keys. */
    @Setup
    public void setUp() {
        bodies = new Body[keys];
        for (int i = 0; i < keys; i++) {
            bodies[i] = Body.parse(Samples.utf8("{\"messages\":[{\"role\":\"user\",\"content\":\"What is number " + i
                    + "?\"}],\"temperature\":0}"));
            gateway.call(Operation.CHAT, bodies[i], options);
        }
        draws = by.equals("zipf")
                ? zipf(new Random(7))
                : new Random(7).ints(DRAWS, 0, FEW).toArray();
    }

    /** Draws by the running sums of 1/1, 1/2, 1/3… */
    private int[] zipf(Random random) {
        double[] sums = new double[keys];
        double sum = 0;
        for (int i = 0; i < keys; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        int[] drawn = new int[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            int at = Arrays.binarySearch(sums, random.nextDouble() * sum);
            drawn[i] = Math.min(keys - 1, at < 0 ? -at - 1 : at);
        }
        return drawn;
    }

    /** Closes the gateway. */
    @TearDown
    public void tearDown() {
        gateway.close();
    }

    /** Asks for one key. */
    @Benchmark
    public Object oneThread() {
        return ask();
    }

    /** Asks for one key, beside another thread that does. */
    @Benchmark
    @Threads(2)
    public Object twoThreads() {
        return ask();
    }

    private Object ask() {
        int draw = draws[ThreadLocalRandom.current().nextInt(DRAWS)];
        return gateway.call(Operation.CHAT, bodies[draw], options);
    }
}
