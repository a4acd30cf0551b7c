/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.api.Body;
import dev.postern.spi.CacheRequest;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.Call;
import dev.postern.spi.Embedder;
import dev.postern.spi.Recorder;
import dev.postern.spi.ResponseCache;
import dev.postern.spi.Settings;
import dev.postern.spi.StageContext;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers what was asked before in other words.
 *
 * <p>A request is looked up in its partition alone; what its last user message is near enough to, and no guard tells
 * apart from it, answers it. Searches take no lock, and an embedder that fails makes a miss.
 */
final class SemanticCache implements ResponseCache {
    private final SemanticStore store;
    private final Lookup lookup;
    private final Embedders embedders;
    private final Experience experience;
    private final SemanticCounters counters;
    private final Snapshots snapshots;
    private final StageContext context;
    private final TimeSource time;

    /** The settings read last; most gateways have one place that names this cache. */
    private volatile @Nullable SemanticSettings known;

    SemanticCache(SemanticStore store, SemanticCounters counters, Snapshots snapshots, StageContext context) {
        this.store = store;
        this.counters = counters;
        this.snapshots = snapshots;
        this.context = context;
        this.time = context.time();
        this.experience = new Experience();
        this.embedders = new Embedders(context);
        this.lookup = new Lookup(store, embedders, experience, counters, time);
    }

    private SemanticSettings settings(Settings source) {
        SemanticSettings last = known;
        if (last == null || !last.isOf(source)) {
            last = new SemanticSettings(source);
            known = last;
        }
        return last;
    }

    @Override
    public @Nullable CachedAnswer find(CacheRequest request) {
        SemanticSettings settings = settings(request.settings());
        Mode mode = Mode.of(request.call(), settings.mode());
        if (mode == Mode.OFF) {
            return null;
        }
        Embedder embedder = lookup.embedder(settings);
        String text = lookup.question(request, settings, embedder);
        if (text == null) {
            counters.notAsked();
            return null;
        }
        counters.lookup();
        Entry found = find(request, settings, mode, embedder, text);
        return found == null ? null : hit(found, request.call());
    }

    private @Nullable Entry find(
            CacheRequest request, SemanticSettings settings, Mode mode, Embedder embedder, String text) {
        Partition partition = Partition.of(request.key(), embedder.model());
        Entry same = store.find(partition, text);
        if (mode == Mode.SERVE && same != null && lookup.isFresh(same, request, time.nanoTime())) {
            request.call().recorder().put("semantic.similarity", "1.0000");
            return same;
        }
        Asked asked = new Asked(text, partition, lookup.embed(request, embedder, text), null);
        request.note(asked);
        Entry found = lookup.compare(request, settings, embedder.model(), asked);
        if (found == null || mode == Mode.SERVE) {
            return found;
        }
        counters.wouldBeHit();
        request.call().recorder().put("semantic.would_be", found.answer().id());
        request.note(new Asked(text, partition, asked.vector(), found));
        return null;
    }

    private CachedAnswer hit(Entry entry, Call call) {
        CachedAnswer answer = entry.answer();
        entry.use();
        counters.hit(answer, 0);
        experience.got(call.tenant(), call.trace().traceId(), answer.id());
        call.recorder().put("semantic.answer", answer.id());
        return answer;
    }

    @Override
    public void store(CacheRequest request, CachedAnswer answer) {
        SemanticSettings settings = settings(request.settings());
        if (Mode.of(request.call(), settings.mode()) == Mode.OFF || !Eligibility.keeps(answer.body())) {
            return;
        }
        Asked asked = request.note() instanceof Asked learnt ? learnt : ask(request, settings);
        if (asked == null) {
            return;
        }
        if (asked.wouldBe() != null) {
            compareAnswers(asked.wouldBe(), answer.body(), request.call().recorder());
        }
        Entry entry = entry(asked, request.call(), answer);
        if (!entry.hasExpired(time.nanoTime())) {
            experience.got(answer.tenant(), request.call().trace().traceId(), answer.id());
            store.add(entry, asked.vector().numbers(), time.nanoTime());
            snapshots.changed();
        }
    }

    /** Learns what no look-up did: after a refresh, none was made. */
    private @Nullable Asked ask(CacheRequest request, SemanticSettings settings) {
        Embedder embedder = lookup.embedder(settings);
        String text = lookup.question(request, settings, embedder);
        if (text == null) {
            return null;
        }
        Partition partition = Partition.of(request.key(), embedder.model());
        return new Asked(text, partition, lookup.embed(request, embedder, text), null);
    }

    private Entry entry(Asked asked, Call call, CachedAnswer answer) {
        Duration age = Duration.between(answer.storedAt(), time.now());
        long passed = Math.max(0, age.toNanos());
        long storedAt = time.nanoTime() - passed;
        String namespace = call.options().cacheNamespace();
        return new Entry(
                asked.partition(),
                namespace == null ? "" : namespace,
                asked.text(),
                asked.vector().numbers().length,
                answer,
                storedAt,
                storedAt + answer.maxAge().toNanos());
    }

    private void compareAnswers(Entry wouldBe, Body fresh, Recorder recorder) {
        double overlap = Agreement.of(Eligibility.text(wouldBe.answer().body()), Eligibility.text(fresh));
        boolean agrees = overlap >= Agreement.ENOUGH;
        if (agrees) {
            counters.wouldBeRight();
        }
        recorder.put("semantic.would_be_right", agrees + " (" + String.format(Locale.ROOT, "%.2f", overlap) + ")");
    }

    @Override
    public void evict(String tenant, String id) {
        store.removeIf(tenant, entry -> entry.answer().id().equals(id));
    }

    /** Drops a tenant's answers that were asked under a namespace; returns how many. */
    int evictNamespace(String tenant, String namespace) {
        return evictEverywhere(
                tenant, store.removeIf(tenant, entry -> entry.namespace().equals(namespace)));
    }

    /** Drops one answer, with its copies in other caches. */
    int evictAnswer(String tenant, String id) {
        return evictEverywhere(
                tenant, store.removeIf(tenant, entry -> entry.answer().id().equals(id)));
    }

    /** Drops all answers of a tenant. */
    int evictAll(String tenant) {
        return evictEverywhere(tenant, store.removeIf(tenant, entry -> true));
    }

    private int evictEverywhere(String tenant, List<Entry> gone) {
        gone.forEach(entry -> context.evict(tenant, entry.answer().id()));
        return gone.size();
    }

    /** Notes that the exact cache served a copy. */
    void servedByExact(String tenant, String traceId, String answerId) {
        if (store.named(tenant, answerId) != null) {
            counters.exactHit();
            experience.got(tenant, traceId, answerId);
        }
    }

    /** Learns from feedback on a call: a bad answer goes and its question's bar rises, a good one's sinks a little. */
    void feedback(String tenant, String traceId, double feedback) {
        List<String> ids = experience.answersOf(tenant, traceId);
        if (ids.isEmpty() || feedback == 0) {
            return;
        }
        if (feedback < 0) {
            store.removeIf(tenant, entry -> ids.contains(entry.answer().id()))
                    .forEach(entry -> experience.learn(entry, feedback));
            ids.forEach(id -> context.evict(tenant, id));
            return;
        }
        for (String id : ids) {
            Entry entry = store.named(tenant, id);
            if (entry != null) {
                experience.learn(entry, feedback);
            }
        }
    }

    @Override
    public void close() {
        snapshots.save();
        embedders.close();
    }

    SemanticStore entries() {
        return store;
    }
}
