/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.spi.ConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configs in memory, as of one moment. */
final class ConfigBook {
    static final ConfigBook EMPTY = new ConfigBook(List.of());

    /** A config as it stands on disk; opened by whoever needs it first. */
    static final class Entry {
        private final SavedConfig config;
        private final byte[] body;
        private final boolean sealed;
        private volatile ConfigSource.@Nullable NamedConfig opened;

        Entry(SavedConfig config, byte[] body, boolean sealed) {
            this.config = config;
            this.body = body;
            this.sealed = sealed;
        }

        /** Returns this text under what is now known of the config: a new name leaves the text as it is. */
        Entry with(SavedConfig now) {
            Entry entry = new Entry(now, body, sealed);
            entry.opened = opened;
            return entry;
        }

        SavedConfig config() {
            return config;
        }

        /** Returns the text in UTF-8, encrypted if {@link #isSealed()}. */
        byte[] body() {
            return body;
        }

        boolean isSealed() {
            return sealed;
        }

        ConfigSource.@Nullable NamedConfig opened() {
            return opened;
        }

        void opened(ConfigSource.NamedConfig config) {
            opened = config;
        }
    }

    private final List<SavedConfig> configs;
    private final Map<String, Map<String, Entry>> byTenant = new HashMap<>();
    private final Map<String, Entry> byVersion = new HashMap<>();

    ConfigBook(List<Entry> entries) {
        this.configs = entries.stream().map(Entry::config).toList();
        for (Entry entry : entries) {
            Map<String, Entry> tenant = byTenant.computeIfAbsent(entry.config().tenant(), name -> new HashMap<>());
            tenant.put(entry.config().name(), entry);
            tenant.put(entry.config().id(), entry);
            byVersion.put(entry.config().versionId(), entry);
        }
    }

    @Nullable
    Entry find(String tenant, String name) {
        return byTenant.getOrDefault(tenant, Map.of()).get(name);
    }

    /** Returns the entry of a version, which never changes, so that its text is not read again. */
    @Nullable
    Entry version(String versionId) {
        return byVersion.get(versionId);
    }

    List<SavedConfig> list() {
        return configs;
    }
}
