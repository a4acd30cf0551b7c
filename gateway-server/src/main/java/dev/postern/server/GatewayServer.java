/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.api.Secret;
import dev.postern.server.connection.JettyServer;
import dev.postern.server.http.FaceBuilder;
import dev.postern.server.http.HeaderLimits;
import dev.postern.server.http.JettyErrors;
import dev.postern.spi.Endpoint;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a gateway over HTTP: Portkey's contract, and OpenAI's API, for programs in any language.
 *
 * <p>Thread-safe. The gateway stays its owner's: closing the server does not close it.
 */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    private final Server server;
    private final ServerConnector connector;
    private final URI uri;
    private volatile boolean stopping;

    private GatewayServer(Builder builder) {
        this.server = JettyServer.create(
                builder.host,
                builder.port,
                builder.limits,
                builder.keystore,
                builder.password,
                HeaderLimits.MAX_HEAD_BYTES,
                builder.face(open(builder.keys), () -> !stopping),
                new JettyErrors());
        this.connector = (ServerConnector) server.getConnectors()[0];
        launch(server, builder);
        this.uri = uri(builder.keystore != null, builder.host, connector.getLocalPort());
    }

    private static void launch(Server server, Builder builder) {
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new ConfigException("cannot listen on " + builder.host + ":" + builder.port + ": " + reason(e));
        }
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return Objects.requireNonNullElse(deepest.getMessage(), "it failed to start");
    }

    private static URI uri(boolean secure, String host, int port) {
        String name = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create((secure ? "https://" : "http://") + name + ":" + port);
    }

    /** A key that is made while the server runs closes it there and then. */
    private static BooleanSupplier open(@Nullable GatewayKeys keys) {
        return () -> keys == null || !keys.required();
    }

    /** Starts the description of a server for a gateway. */
    public static Builder builder(Gateway gateway) {
        return new Builder(gateway);
    }

    /** Returns the port that the server listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Returns where the server is, such as {@code http://127.0.0.1:8787}. */
    public URI uri() {
        return uri;
    }

    /**
     * Refuses new requests, lets running ones end for up to {@link ServerLimits#drain()}, and breaks the rest off.
     *
     * <p>Closing twice is harmless.
     */
    @Override
    public void close() {
        stopping = true;
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (TimeoutException e) {
            LOG.warn("requests that had not ended in time were broken off");
        } catch (Exception e) {
            LOG.warn("the HTTP server did not stop cleanly", e);
        }
    }

    /** Collects what a server needs; not thread-safe. */
    public static final class Builder {
        private final Gateway gateway;
        private String host = "127.0.0.1";
        private int port = 8787;
        private @Nullable GatewayKeys keys;
        private List<Endpoint> endpoints = List.of();
        private @Nullable Path keystore;
        private @Nullable Secret password;
        private boolean inlineConfigs = true;
        private ServerLimits limits = ServerLimits.defaults();

        private Builder(Gateway gateway) {
            this.gateway = Objects.requireNonNull(gateway, "gateway");
        }

        /** Sets the address to listen on; 127.0.0.1 unless set. Another than a loopback one needs keys. */
        public Builder host(String address) {
            this.host = Objects.requireNonNull(address, "address");
            return this;
        }

        /** Sets the port to listen on; 8787 unless set, 0 for a free one. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** Sets who knows the gateway keys; without, every caller is {@link Caller#ANYONE}. */
        public Builder keys(GatewayKeys known) {
            this.keys = Objects.requireNonNull(known, "known");
            return this;
        }

        /** Sets routes beside the face's own and those of the gateway's plugins. */
        public Builder endpoints(List<Endpoint> more) {
            this.endpoints = List.copyOf(more);
            return this;
        }

        /** Serves HTTPS, by HTTP/1.1 and HTTP/2, with the certificate of a PKCS12 or JKS file. */
        public Builder tls(Path keystoreFile, Secret keystorePassword) {
            this.keystore = Objects.requireNonNull(keystoreFile, "keystoreFile");
            this.password = Objects.requireNonNull(keystorePassword, "keystorePassword");
            return this;
        }

        /** Sets whether callers may send configs in a header; they may unless set. */
        public Builder inlineConfigs(boolean allowed) {
            this.inlineConfigs = allowed;
            return this;
        }

        /** Sets the limits. */
        public Builder limits(ServerLimits serverLimits) {
            this.limits = Objects.requireNonNull(serverLimits, "serverLimits");
            return this;
        }

        /**
         * Starts the server; returns once it listens.
         *
         * @throws ConfigException if the address cannot be had, is open to others without a key, or two routes are one
         */
        public GatewayServer start() {
            boolean loopback = isLoopback(host);
            if (isOpen() && !loopback) {
                throw new ConfigException("host " + host + " can be reached from other machines and there is no gateway"
                        + " key; create one first, or listen on 127.0.0.1");
            }
            GatewayServer server = new GatewayServer(this);
            if (isOpen()) {
                LOG.info("{} is open to every program on this machine: there is no gateway key", server.uri());
            }
            return server;
        }

        /**
         * Returns the face as a handler for a server that runs already.
         *
         * <p>That server's own settings decide on connections, threads, TLS and header sizes; a caller that goes away from
         * an HTTP/1.1 connection is noticed at the next write only.
         */
        public Handler handler() {
            return face(() -> false, () -> true);
        }

        private Handler face(BooleanSupplier open, dev.postern.server.http.Readiness readiness) {
            return FaceBuilder.build(gateway, keys, endpoints, inlineConfigs, open, limits, readiness);
        }

        private boolean isOpen() {
            return open(keys).getAsBoolean();
        }

        private static boolean isLoopback(String host) {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                throw new ConfigException("host: there is no address " + host);
            }
        }
    }
}
