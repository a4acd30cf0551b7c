/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.server.Caller;
import dev.postern.server.ServerLimits;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/** Takes every request: finds its route, then its caller, then lets the route answer. */
public final class Face extends Handler.Abstract implements Graceful {
    private final Routes routes;
    private final KeyGate gate;
    private final HostRule hosts;
    private final ServerLimits limits;
    private final LongAdder inFlight;
    private final PendingBodies pendingBodies = new PendingBodies();
    private volatile boolean stopping;

    Face(Routes routes, KeyGate gate, HostRule hosts, ServerLimits limits, LongAdder inFlight) {
        this.routes = routes;
        this.gate = gate;
        this.hosts = hosts;
        this.limits = limits;
        this.inFlight = inFlight;
    }

    List<Route> routes() {
        return routes.all();
    }

    @Override
    protected void doStart() throws Exception {
        stopping = false;
        pendingBodies.start();
        super.doStart();
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        stopping = true;
        pendingBodies.stop();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isShutdown() {
        return stopping;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, limits, inFlight, pendingBodies);
        try {
            HeaderLimits.check(request);
            hosts.check(request);
            Routes.Match match = routes.find(request.getMethod(), Request.getPathInContext(request), exchange);
            Caller caller = gate.check(exchange, match.route().right());
            exchange.caller(caller);
            match.route().action().start(exchange, match.variables());
        } catch (RuntimeException | Error e) {
            exchange.fail(e);
        }
        return true;
    }
}
