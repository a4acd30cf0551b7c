/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.postern.api.RefusedException;
import dev.postern.spi.Endpoint;
import dev.postern.spi.EndpointAnswer;
import dev.postern.spi.Right;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all routes of the stores share. */
final class AdminAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(AdminAnswers.class);

    private static final Set<String> BODIES = Set.of("POST", "PUT");

    private AdminAnswers() {}

    /** Returns a route for administrators. */
    static Endpoint route(String method, String path, Endpoint.Handler handler) {
        return new Endpoint(method, path, Right.ADMIN, request -> {
            if (BODIES.contains(method) && !AdminBody.isJson(request)) {
                return wrongType();
            }
            try {
                return handler.handle(request);
            } catch (AdminStoreException e) {
                // Paths and processes are the operator's to know.
                LOG.error("{} {} failed", method, path, e);
                throw new RefusedException("the store cannot be used now; the server's log says why", null);
            }
        });
    }

    /** An answer and no exception, since none of the gateway's has this status. */
    private static EndpointAnswer wrongType() {
        JsonObject error = new JsonObject();
        error.addProperty("message", "expected content-type: application/json");
        error.addProperty("type", "invalid_request_error");
        error.add("param", JsonNull.INSTANCE);
        error.add("code", JsonNull.INSTANCE);
        JsonObject answer = new JsonObject();
        answer.add("error", error);
        return EndpointAnswer.json(415, answer);
    }

    static EndpointAnswer list(List<JsonObject> items) {
        JsonArray data = new JsonArray();
        items.forEach(data::add);
        JsonObject list = new JsonObject();
        list.addProperty("object", "list");
        list.addProperty("total", items.size());
        list.add("data", data);
        return ok(list);
    }

    static <T> EndpointAnswer list(List<T> items, Function<T, JsonObject> shape) {
        return list(items.stream().map(shape).toList());
    }

    static EndpointAnswer ok(JsonElement content) {
        return EndpointAnswer.json(200, content);
    }

    /** What Portkey answers to a deletion. */
    static EndpointAnswer deleted() {
        return ok(new JsonObject());
    }
}
