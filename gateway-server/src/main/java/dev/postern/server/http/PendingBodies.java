/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bodies that are on their way; a server that stops does not wait for them, since nothing runs for them yet. */
final class PendingBodies {
    private final Set<BodyReader> readers = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    void start() {
        stopped = false;
    }

    void stop() {
        stopped = true;
        readers.forEach(BodyReader::serverStops);
    }

    void add(BodyReader reader) {
        readers.add(reader);
        if (stopped) {
            reader.serverStops();
        }
    }

    void remove(BodyReader reader) {
        readers.remove(reader);
    }
}
