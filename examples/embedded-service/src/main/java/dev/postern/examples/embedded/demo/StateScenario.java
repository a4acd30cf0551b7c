/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded.demo;

import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.CallReport;
import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.api.TargetHealth;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows what takes more than one call to show: the cache, a breaker, routes by metadata, a new config under load. */
final class StateScenario {
    private static final ChatRequest TEST =
            ChatRequest.builder().user("Say this is a test").build();
    private static final int SWAP_CALLS = 400;
    private static final int SWAP_THREADS = 4;

    private final ScriptedUpstream upstream;
    private final Gateway gateway;
    private final List<Row> rows = new ArrayList<>();

    StateScenario(ScriptedUpstream upstream, Gateway gateway) {
        this.upstream = upstream;
        this.gateway = gateway;
    }

    List<Row> play() {
        upstream.reset();
        cache();
        breaker();
        conditional();
        swap();
        return rows;
    }

    private void cache() {
        CallOptions cached = CallOptions.builder().config("cached").build();
        cached("cache: a question asked first", cached, CacheStatus.MISS);
        cached("cache: the same question", cached, CacheStatus.HIT);
        cached(
                "cache: the same, refreshed",
                cached.toBuilder().cacheForceRefresh(true).build(),
                CacheStatus.REFRESH);
        cached(
                "cache: the same, of another tenant",
                cached.toBuilder().tenant("other").build(),
                CacheStatus.MISS);
    }

    private void cached(String call, CallOptions options, CacheStatus expected) {
        long before = upstream.requestCount();
        CallReport report = gateway.chat(TEST, options).report();
        boolean sent = upstream.requestCount() > before;
        rows.add(Row.of(call, report, report.cacheStatus() == expected && sent == (expected != CacheStatus.HIT)));
    }

    private void breaker() {
        CallOptions guarded = CallOptions.builder().config("guarded").build();
        upstream.when(Configs.LLAMA).then(3, Fault.status(500));
        gateway.chat(TEST, guarded);
        gateway.chat(TEST, guarded);
        CallReport last = gateway.chat(TEST, guarded).report();
        rows.add(Row.of(
                "breaker: Llama 2 fails 3 times, it opens",
                last,
                last.attempts().size() == 2 && isOpen()));

        CallReport spared = gateway.chat(TEST, guarded).report();
        rows.add(Row.of(
                "breaker: open, Llama 2 is not asked", spared, spared.attempts().size() == 1 && isOpen()));

        CallReport probe = probe(guarded);
        rows.add(Row.of(
                "breaker: a probe succeeds, it closes",
                probe,
                probe.target().equals("config.targets[0]") && !isOpen()));
    }

    /** Calls until the breaker has let one through to the first target; its cool-down is half a second. */
    private CallReport probe(CallOptions guarded) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        CallReport report = gateway.chat(TEST, guarded).report();
        while (!report.target().equals("config.targets[0]") && System.nanoTime() < until) {
            report = gateway.chat(TEST, guarded).report();
        }
        return report;
    }

    private boolean isOpen() {
        return gateway.health().stream().anyMatch(target -> target.state() == TargetHealth.State.OPEN);
    }

    private void conditional() {
        route("route: plan is premium", "premium", "config.targets[1]");
        route("route: plan is free", "free", "config.targets[0]");
    }

    private void route(String call, String plan, String target) {
        CallOptions options =
                CallOptions.builder().config("by-plan").metadata("plan", plan).build();
        CallReport report = gateway.chat(TEST, options).report();
        rows.add(Row.of(call, report, report.target().equals(target)));
    }

    /** Replaces the default config in the middle of calls; each sees the old or the new one, and none fails. */
    private void swap() {
        gateway.update(Configs.LLAMA_ALONE);
        Set<String> models = ConcurrentHashMap.newKeySet();
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger left = new AtomicInteger(SWAP_CALLS);
        ExecutorService threads = Executors.newFixedThreadPool(SWAP_THREADS);
        long started = System.nanoTime();
        for (int t = 0; t < SWAP_THREADS; t++) {
            threads.execute(() -> callUntilNoneIsLeft(left, models, failed));
        }
        threads.shutdown();
        boolean ended = awaitEnd(threads);
        Duration each = Duration.ofNanos((System.nanoTime() - started) / SWAP_CALLS);
        rows.add(new Row(
                SWAP_CALLS + " chats while the config is replaced",
                "Llama 2, then Mistral; " + failed.get() + " failed",
                "",
                String.valueOf(SWAP_CALLS),
                Row.millis(each),
                "-",
                "-",
                ended && failed.get() == 0 && models.equals(Set.of(Configs.LLAMA, Configs.MISTRAL))));
    }

    private void callUntilNoneIsLeft(AtomicInteger left, Set<String> models, AtomicInteger failed) {
        for (int n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
            if (n == SWAP_CALLS / 2) {
                gateway.update(Configs.MISTRAL_ALONE);
            }
            try {
                models.add(gateway.chat(TEST).model());
            } catch (GatewayException e) {
                failed.incrementAndGet();
            }
        }
    }

    private static boolean awaitEnd(ExecutorService threads) {
        try {
            return threads.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
