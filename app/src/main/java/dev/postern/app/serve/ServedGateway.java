/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.serve;

import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.api.Limits;
import dev.postern.app.Failure;
import dev.postern.app.Terminal;
import dev.postern.server.GatewayServer;
import dev.postern.server.ServerLimits;
import dev.postern.server.admin.AdminEndpoints;
import dev.postern.server.admin.AdminStore;
import dev.postern.server.admin.MasterKey;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Everything that {@code postern serve} runs: the stores, the gateway, its HTTP face, and pretended providers. */
final class ServedGateway implements AutoCloseable {
    /** When the gateway closes, the face has let its calls end; what is left then was broken off. */
    private static final Duration AFTER_FACE = Duration.ofSeconds(1);

    /** Threads of the face that carry no call, where each call has a platform thread. */
    private static final int SPARE_THREADS = 256;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ServeOptions options;
    private final ProviderUrls urls;
    private final AdminStore store;
    private final Gateway gateway;
    private final GatewayServer server;

    private ServedGateway(ServeOptions options) {
        this.options = options;
        try {
            this.urls = opened(ProviderUrls.parse(options.providerUrls));
            this.store = opened(openStore(options.data.folder()));
            refuseOpenFace(options, store);
            this.gateway = opened(gateway(options, urls, store));
            this.server = opened(server(options, gateway, store));
        } catch (RuntimeException | Error e) {
            closeParts();
            throw e;
        }
    }

    /**
     * Starts everything; returns once the port is open.
     *
     * @throws Failure if something stands in the way
     * @throws ConfigException if a config or a setting is wrong
     */
    static ServedGateway start(ServeOptions options) {
        return new ServedGateway(options);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private static AdminStore openStore(Path folder) {
        return AdminStore.openForServer(folder, MasterKey.from(System.getenv(), folder));
    }

    private static void refuseOpenFace(ServeOptions options, AdminStore store) {
        try {
            if (!store.keys().required() && !InetAddress.getByName(options.host).isLoopbackAddress()) {
                throw new Failure("--host " + options.host
                        + " can be reached from other machines, and there is no gateway"
                        + " key yet; make one with: postern keys create NAME --rights call" + options.data.again());
            }
        } catch (UnknownHostException e) {
            throw new Failure("--host: there is no address '" + options.host + "'");
        }
    }

    private static Gateway gateway(ServeOptions options, ProviderUrls urls, AdminStore store) {
        Limits limits = Limits.defaults().withCloseTimeout(AFTER_FACE);
        if (options.maxInFlight != null) {
            if (options.maxInFlight < 1) {
                throw new Failure("--max-in-flight: expected a whole number above 0, found " + options.maxInFlight);
            }
            limits = limits.withCalls(options.maxInFlight, limits.maxWaiting(), limits.maxWait());
        }
        Gateway.Builder builder = Gateway.builder()
                .configs(store.configs())
                .credentials(store.virtualKeys())
                .limits(limits);
        if (options.settings != null) {
            builder.settings(options.settings);
        }
        urls.apply(builder, options.settings);
        options.allowedHosts.forEach(builder::allowHost);
        if (options.configs != null) {
            builder.configs(options.configs);
        }
        if (options.config != null) {
            builder.config(options.config);
        } else {
            urls.sandboxConfig().ifPresent(builder::config);
        }
        return builder.build();
    }

    private static GatewayServer server(ServeOptions options, Gateway gateway, AdminStore store) {
        GatewayServer.Builder builder = GatewayServer.builder(gateway)
                .host(options.host)
                .port(options.port)
                .keys(store.keys())
                .endpoints(AdminEndpoints.of(store, gateway::check))
                .inlineConfigs(!options.noInlineConfigs);
        if (options.maxInFlight != null) {
            int threads = Math.max(ServerLimits.defaults().maxThreads(), options.maxInFlight + SPARE_THREADS);
            builder.limits(
                    ServerLimits.defaults().toBuilder().maxThreads(threads).build());
        }
        if (options.keystore != null) {
            builder.tls(options.keystore, TlsPassword.read(options.keystorePassword));
        }
        try {
            return builder.start();
        } catch (ConfigException e) {
            String problem = e.problems().get(0);
            throw problem.startsWith("cannot listen")
                    ? new Failure(problem + "; choose another with --port or --host")
                    : e;
        }
    }

    /** Returns where the face is. */
    URI uri() {
        return server.uri();
    }

    /** Prints where the face is and what stands behind it. */
    void report(Terminal terminal) {
        new StartReport(options, urls, store, gateway, server).print(terminal);
    }

    /** Lets running calls end for up to 30 seconds, then frees everything. */
    @Override
    public void close() {
        closeParts();
    }

    private void closeParts() {
        RuntimeException first = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (first == null) {
                    first = new IllegalStateException(e.getMessage(), e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
