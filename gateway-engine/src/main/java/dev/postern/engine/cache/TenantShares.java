/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.engine.cache.CaffeineResponseCache.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which entries each tenant has, oldest first, so that none takes more than its share of the room. */
final class TenantShares {
    /** Guarded by the map: touched only within its atomic methods. */
    private static final class Share {
        private final Set<Entry> entries = new LinkedHashSet<>();
        private long bytes;
    }

    private final long maxBytes;
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    TenantShares(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds an entry; returns the tenant's oldest ones that have to go for it. */
    List<Entry> add(Entry entry) {
        List<Entry> oldest = new ArrayList<>();
        shares.compute(entry.answer.tenant(), (tenant, known) -> {
            Share share = known == null ? new Share() : known;
            share.entries.add(entry);
            share.bytes += entry.bytes;
            long surplus = share.bytes - maxBytes;
            Iterator<Entry> each = share.entries.iterator();
            while (surplus > 0 && each.hasNext()) {
                Entry old = each.next();
                oldest.add(old);
                surplus -= old.bytes;
            }
            return share;
        });
        return oldest;
    }

    void remove(Entry entry) {
        shares.computeIfPresent(entry.answer.tenant(), (tenant, share) -> {
            if (share.entries.remove(entry)) {
                share.bytes -= entry.bytes;
            }
            return share.entries.isEmpty() ? null : share;
        });
    }

    List<Entry> of(String tenant) {
        List<Entry> all = new ArrayList<>();
        shares.computeIfPresent(tenant, (name, share) -> {
            all.addAll(share.entries);
            return share;
        });
        return all;
    }

    long bytes(String tenant) {
        long[] bytes = new long[1];
        shares.computeIfPresent(tenant, (name, share) -> {
            bytes[0] = share.bytes;
            return share;
        });
        return bytes[0];
    }
}
