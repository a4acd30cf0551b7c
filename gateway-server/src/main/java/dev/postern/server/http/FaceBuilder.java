/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import com.google.gson.JsonObject;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.api.Operation;
import dev.postern.server.GatewayKeys;
import dev.postern.server.ServerLimits;
import dev.postern.server.metrics.MetricsPage;
import dev.postern.spi.Endpoint;
import dev.postern.spi.EndpointAnswer;
import dev.postern.spi.EndpointFactory;
import dev.postern.spi.Right;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Puts a face together; the table of all routes stands here. */
public final class FaceBuilder {
    private final Gateway gateway;
    private final boolean inlineConfigs;
    private final Readiness readiness;
    private final LongAdder inFlight = new LongAdder();
    private final List<Route> routes = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    private FaceBuilder(Gateway gateway, boolean inlineConfigs, Readiness readiness) {
        this.gateway = gateway;
        this.inlineConfigs = inlineConfigs;
        this.readiness = readiness;
    }

    /**
     * Builds a face.
     *
     * @param open whether no key is asked for at the moment of the call, so that requests must come from the machine itself
     * @throws ConfigException if two plugins have one route
     */
    public static Face build(
            Gateway gateway,
            @Nullable GatewayKeys keys,
            List<Endpoint> endpoints,
            boolean inlineConfigs,
            BooleanSupplier open,
            ServerLimits limits,
            Readiness readiness) {
        FaceBuilder builder = new FaceBuilder(gateway, inlineConfigs, readiness);
        builder.calls();
        builder.own();
        builder.given(endpoints);
        builder.plugins();
        builder.absent();
        return new Face(
                new Routes(builder.routes),
                new KeyGate(keys, limits.wrongKeysPerMinute()),
                new HostRule(open),
                limits,
                builder.inFlight);
    }

    private void calls() {
        add("POST", "/v1/chat/completions", Right.CALL, call(Operation.CHAT));
        // An OpenAI client that was given the route itself as its base URL, as in 2023, appends the path once more.
        add("POST", "/v1/chat/completions/chat/completions", Right.CALL, call(Operation.CHAT));
        add("POST", "/v1/completions", Right.CALL, call(Operation.COMPLETIONS));
        add("POST", "/v1/embeddings", Right.CALL, call(Operation.EMBEDDINGS));
        add("GET", "/v1/models", Right.CALL, call(Operation.MODELS));
    }

    private CallAction call(Operation operation) {
        return new CallAction(gateway, operation, inlineConfigs);
    }

    private void own() {
        MetricsPage metrics = new MetricsPage(gateway, inFlight::sum);
        add("GET", "/metrics", Right.LOGS, new EndpointAction(request -> metrics.answer()));
        add("GET", "/health", Right.NONE, new EndpointAction(request -> health(readiness.isReady())));
        add("GET", "/health/live", Right.NONE, new EndpointAction(request -> health(true)));
        add("GET", "/health/ready", Right.NONE, new EndpointAction(request -> health(readiness.isReady())));
        add("GET", "/v1/openapi.json", Right.NONE, new EndpointAction(request -> OpenApiPage.answer()));
    }

    private static EndpointAnswer health(boolean ready) {
        JsonObject json = new JsonObject();
        json.addProperty("status", ready ? "ok" : "stopping");
        json.addProperty("live", true);
        json.addProperty("ready", ready);
        return EndpointAnswer.json(ready ? 200 : 503, json);
    }

    private void given(List<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            add(endpoint);
        }
    }

    private void plugins() {
        for (EndpointFactory factory : gateway.plugins(EndpointFactory.class)) {
            for (Endpoint endpoint : factory.endpoints(gateway)) {
                try {
                    add(endpoint);
                } catch (ConfigException e) {
                    throw new ConfigException("plugin " + factory.id() + ": " + e.problem());
                }
            }
        }
    }

    private void add(Endpoint endpoint) {
        add(endpoint.method(), endpoint.path(), endpoint.right(), new EndpointAction(endpoint.handler()));
    }

    private void add(String method, String path, Right right, Route.Action action) {
        if (!taken.add(method + ' ' + Routes.shape(path))) {
            throw new ConfigException("the route " + method + " " + path + " is taken");
        }
        routes.add(new Route(method, path, right, action));
    }

    /** Routes that exist but whose plugin is not here. */
    private void absent() {
        for (AbsentRoute route : AbsentRoute.ALL) {
            if (taken.add(route.method() + ' ' + Routes.shape(route.path()))) {
                routes.add(new Route(route.method(), route.path(), Right.NONE, route));
            }
        }
    }
}
