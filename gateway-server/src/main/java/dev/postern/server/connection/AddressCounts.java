/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.connection;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/** Counts open connections by address. */
final class AddressCounts {
    private final int limit;
    private final ConcurrentHashMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

    AddressCounts(int limit) {
        this.limit = limit;
    }

    /** Counts one more; false if that is one too many. It is counted all the same until it closes. */
    boolean opened(InetAddress address) {
        return open.merge(address, 1, Integer::sum) <= limit;
    }

    void closed(InetAddress address) {
        open.computeIfPresent(address, (known, count) -> count == 1 ? null : count - 1);
    }
}
