/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Remembers values by key, and forgets those that were put or asked for longest ago. Safe for many threads. */
final class Recent<K, V> {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, V> values = new LinkedHashMap<>(64, 0.75f, true);

    Recent(int most) {
        this.most = most;
    }

    void put(K key, V value) {
        lock.lock();
        try {
            values.put(key, value);
            if (values.size() > most) {
                values.remove(values.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    V get(K key) {
        lock.lock();
        try {
            return values.get(key);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return values.size();
        } finally {
            lock.unlock();
        }
    }
}
