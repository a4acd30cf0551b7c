/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.connection;

import dev.postern.api.Secret;
import dev.postern.server.ServerLimits;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Sets a Jetty server up: its threads, its limits, its protocols. */
public final class JettyServer {
    private static final int SEND_BUFFER = 256 * 1024;

    private JettyServer() {}

    /**
     * Sets a server up that has not started; its first connector is the only one.
     *
     * @param keystore a PKCS12 or JKS file for TLS, or null for none
     */
    public static Server create(
            String host,
            int port,
            ServerLimits limits,
            @Nullable Path keystore,
            @Nullable Secret password,
            int maxHeadBytes,
            Handler handler,
            Request.Handler errors) {
        Server server = new Server(threads(limits));
        server.setErrorHandler(errors);
        server.setHandler(new GracefulHandler(handler));
        server.setStopTimeout(limits.drain().toMillis());
        server.setStopAtShutdown(false);
        HttpConfiguration http = configuration(limits, maxHeadBytes);
        ServerConnector connector = new WatchedConnector(
                server, limits, keystore == null ? plain(http) : secured(http, keystore, password));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(1024);
        // Left alone, the kernel keeps megabytes for a caller that does not read.
        connector.setAcceptedSendBufferSize(SEND_BUFFER);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.maxConnections(), connector));
        return server;
    }

    private static QueuedThreadPool threads(ServerLimits limits) {
        QueuedThreadPool pool = new QueuedThreadPool(limits.maxThreads());
        pool.setName("postern-http");
        pool.setDaemon(true);
        Executor virtual = VirtualThreads.getDefaultVirtualThreadsExecutor();
        if (virtual != null) {
            pool.setVirtualThreadsExecutor(virtual);
        }
        return pool;
    }

    private static HttpConfiguration configuration(ServerLimits limits, int maxHeadBytes) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(maxHeadBytes);
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setIdleTimeout(limits.idle().toMillis());
        http.setNotifyRemoteAsyncErrors(true);
        return http;
    }

    private static ConnectionFactory[] plain(HttpConfiguration http) {
        return new ConnectionFactory[] {new HttpConnectionFactory(http)};
    }

    private static ConnectionFactory[] secured(HttpConfiguration http, Path keystore, @Nullable Secret password) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keystore.toUri().toString());
        if (password != null) {
            tls.setKeyStorePassword(password.reveal());
        }
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls, alpn.getProtocol()),
            alpn,
            new HTTP2ServerConnectionFactory(http),
            new HttpConnectionFactory(http)
        };
    }
}
