/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.plugin.semantic.index.VectorIndex;
import dev.postern.plugin.semantic.index.VectorIndex.Found;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All entries, by partition, bounded by bytes.
 *
 * <p>Searches take no lock. Whoever adds makes room: expired entries go first as they are met, then the oldest ones that
 * were not served since they were last looked at; a tenant that has half of the room makes way with its own.
 */
final class SemanticStore {
    /** How many of the oldest entries each addition looks at for expired ones. */
    private static final int LOOKED_AT = 2;

    /** The vectors and texts of one partition. */
    private static final class Room {
        private final VectorIndex<Entry> index;
        private final Map<String, Entry> byText = new ConcurrentHashMap<>();

        Room(VectorIndex<Entry> index) {
            this.index = index;
        }
    }

    /** What one tenant has; guarded by the lock. */
    private static final class Share {
        private final Deque<Entry> oldestFirst = new ArrayDeque<>();
        private long bytes;
        private int live;
    }

    /** What feedback and eviction call an answer. */
    private record Name(String tenant, String id) {
        static Name of(Entry entry) {
            return new Name(entry.tenant(), entry.answer().id());
        }
    }

    private final long maxBytes;
    private final VectorIndex.Factory indexes;
    private final Map<Partition, Room> rooms = new ConcurrentHashMap<>();
    private final Map<Name, Entry> byName = new ConcurrentHashMap<>();
    private final Map<String, Share> shares = new HashMap<>();
    private final Deque<String> turns = new ArrayDeque<>();
    private final ReentrantLock writing = new ReentrantLock();
    private long bytes;
    private final AtomicInteger size = new AtomicInteger();

    SemanticStore(long maxBytes, VectorIndex.Factory indexes) {
        this.maxBytes = maxBytes;
        this.indexes = indexes;
    }

    /** Returns the entry of just this text, or null. */
    @Nullable
    Entry find(Partition partition, String text) {
        Room room = rooms.get(partition);
        return room == null ? null : room.byText.get(text);
    }

    /** Returns the entry of an answer, the latest where copies share its name, or null. */
    @Nullable
    Entry named(String tenant, String answerId) {
        return byName.get(new Name(tenant, answerId));
    }

    /** Finds the nearest entries of a partition; none if its vectors have another dimension. */
    List<Found<Entry>> nearest(Partition partition, float[] vector, double atLeast, int limit) {
        Room room = rooms.get(partition);
        return room == null ? List.of() : room.index.nearest(vector, atLeast, limit);
    }

    /** Adds an entry in place of the one with its text; declines one that is larger than an eighth of the room. */
    void add(Entry entry, float[] vector, long nanoTime) {
        if (entry.bytes() > maxBytes / 8) {
            return;
        }
        writing.lock();
        try {
            Room room = rooms.get(entry.partition());
            if (room == null) {
                room = new Room(indexes.create(vector.length));
            }
            Entry before = room.byText.get(entry.text());
            if (before != null) {
                take(before);
            }
            Share share = shares.get(entry.tenant());
            if (share == null) {
                share = new Share();
                shares.put(entry.tenant(), share);
                turns.addLast(entry.tenant());
            }
            entry.placed(room.index.add(vector, entry));
            room.byText.put(entry.text(), entry);
            byName.put(Name.of(entry), entry);
            rooms.put(entry.partition(), room);
            share.oldestFirst.addLast(entry);
            share.bytes += entry.bytes();
            share.live++;
            bytes += entry.bytes();
            size.incrementAndGet();
            makeRoom(share, nanoTime);
        } finally {
            writing.unlock();
        }
    }

    private void makeRoom(Share own, long nanoTime) {
        for (int i = 0; i < LOOKED_AT; i++) {
            Entry oldest = own.oldestFirst.peekFirst();
            if (oldest != null && (oldest.isRemoved() || oldest.hasExpired(nanoTime))) {
                own.oldestFirst.pollFirst();
                take(oldest);
            }
        }
        while (own.bytes > maxBytes / 2) {
            dropOldest(own, nanoTime);
        }
        while (bytes > maxBytes) {
            dropOldest(largerOfNextTwo(), nanoTime);
        }
        if (own.oldestFirst.size() > 64 && own.oldestFirst.size() > 2 * own.live) {
            own.oldestFirst.removeIf(Entry::isRemoved);
        }
    }

    /** Tenants take turns in pairs, and the one that has more makes way. */
    private Share largerOfNextTwo() {
        Share larger = next();
        Share other = next();
        return larger.bytes >= other.bytes ? larger : other;
    }

    private Share next() {
        String tenant = turns.removeFirst();
        turns.addLast(tenant);
        return Objects.requireNonNull(shares.get(tenant), "a tenant that has a turn has a share");
    }

    /** Drops a tenant's oldest entry; one that was served since its last turn gets another. */
    private void dropOldest(Share share, long nanoTime) {
        Entry oldest = share.oldestFirst.pollFirst();
        while (oldest != null && !oldest.isRemoved() && !oldest.hasExpired(nanoTime) && oldest.takeUsed()) {
            share.oldestFirst.addLast(oldest);
            oldest = share.oldestFirst.pollFirst();
        }
        if (oldest != null) {
            take(oldest);
        }
    }

    /** Takes an entry out; the queue of its tenant forgets it later. Under the lock. */
    private void take(Entry entry) {
        if (entry.isRemoved()) {
            return;
        }
        entry.remove();
        VectorIndex.Slot slot = entry.slot();
        if (slot != null) {
            slot.remove();
        }
        Room room = rooms.get(entry.partition());
        if (room != null) {
            room.byText.remove(entry.text(), entry);
            if (room.byText.isEmpty()) {
                rooms.remove(entry.partition());
            }
        }
        byName.remove(Name.of(entry), entry);
        bytes -= entry.bytes();
        size.decrementAndGet();
        Share share = shares.get(entry.tenant());
        if (share != null) {
            share.bytes -= entry.bytes();
            share.live--;
            if (share.live == 0) {
                shares.remove(entry.tenant());
                turns.remove(entry.tenant());
            }
        }
    }

    void remove(Entry entry) {
        writing.lock();
        try {
            take(entry);
        } finally {
            writing.unlock();
        }
    }

    /** Removes a tenant's entries for which a rule holds; returns them. */
    List<Entry> removeIf(String tenant, Predicate<Entry> rule) {
        writing.lock();
        try {
            Share share = shares.get(tenant);
            List<Entry> gone = new ArrayList<>();
            if (share != null) {
                for (Entry entry : share.oldestFirst) {
                    if (!entry.isRemoved() && rule.test(entry)) {
                        gone.add(entry);
                    }
                }
                gone.forEach(this::take);
            }
            return gone;
        } finally {
            writing.unlock();
        }
    }

    /** Returns all entries, each tenant's oldest first. */
    List<Entry> all() {
        writing.lock();
        try {
            List<Entry> all = new ArrayList<>(size.get());
            for (Share share : shares.values()) {
                for (Entry entry : share.oldestFirst) {
                    if (!entry.isRemoved()) {
                        all.add(entry);
                    }
                }
            }
            return all;
        } finally {
            writing.unlock();
        }
    }

    int size() {
        return size.get();
    }

    int partitions() {
        return rooms.size();
    }

    long bytes() {
        writing.lock();
        try {
            return bytes;
        } finally {
            writing.unlock();
        }
    }

    long bytesOf(String tenant) {
        writing.lock();
        try {
            Share share = shares.get(tenant);
            return share == null ? 0 : share.bytes;
        } finally {
            writing.unlock();
        }
    }
}
