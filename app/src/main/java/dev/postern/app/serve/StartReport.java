/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.serve;

import dev.postern.api.Gateway;
import dev.postern.app.Terminal;
import dev.postern.app.Versions;
import dev.postern.server.GatewayServer;
import dev.postern.server.admin.AdminStore;
import dev.postern.server.admin.StoredKey;
import dev.postern.spi.ProviderFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a server prints once it listens.
 *
 * @param options what it was asked for
 * @param urls where its providers are
 * @param store its data folder
 * @param gateway its gateway
 * @param server its face
 */
record StartReport(ServeOptions options, ProviderUrls urls, AdminStore store, Gateway gateway, GatewayServer server) {
    private static final String TRY = "/v1/chat/completions -H 'content-type: application/json' -d "
            + "'{\"model\": \"demo\", \"messages\": [{\"role\": \"user\", \"content\": \"Say hello\"}]}'";

    void print(Terminal terminal) {
        terminal.print("Postern " + Versions.of(StartReport.class) + " serves " + server.uri());
        terminal.print("  data       " + options.data.folder().toAbsolutePath().normalize());
        terminal.print("  providers  " + String.join(", ", providers()));
        terminal.print("  keys       " + keys());
        terminal.print("  config     " + config());
        if (!urls.pretended().isEmpty() && !store.keys().required()) {
            terminal.print("  try it     curl " + server.uri() + TRY);
        }
    }

    private List<String> providers() {
        List<String> all = new ArrayList<>();
        gateway.plugins(ProviderFactory.class).stream()
                .sorted(Comparator.comparing(ProviderFactory::id))
                .forEach(factory -> all.add(factory.id() + " " + Versions.of(factory.getClass())
                        + urls.describe(factory.id())
                                .map(url -> " (" + url + ")")
                                .orElse("")));
        return all;
    }

    private String keys() {
        if (!store.keys().required()) {
            return "none: open to every program on this machine; to close it: postern keys create NAME --rights call"
                    + options.data.again();
        }
        Instant now = Instant.now();
        List<StoredKey> keys = store.keys().list();
        long active =
                keys.stream().filter(key -> key.status(now).equals("active")).count();
        return active + " active" + (active == 0 ? ": nobody can call; postern keys create makes one" : "");
    }

    private String config() {
        String byName = store.configs().list().size() + " saved"
                + (options.configs == null ? "" : ", and those of " + options.configs);
        if (options.config != null) {
            return options.config + "; by name: " + byName;
        }
        return urls.pretended().isEmpty()
                ? "no default, so calls name a provider or a config; by name: " + byName
                : "the sandbox " + urls.pretended().get(0) + "; by name: " + byName;
    }
}
