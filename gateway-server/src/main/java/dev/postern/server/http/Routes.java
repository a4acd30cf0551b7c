/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request: fixed paths by one look-up, those with variables segment by segment. */
final class Routes {
    /**
     * A route and what its variables hold.
     *
     * @param route the route
     * @param variables the path's variables by name, decoded
     */
    record Match(Route route, Map<String, String> variables) {}

    /** The routes of one path by method. */
    private static final class Place {
        final String[] segments;
        final Map<String, Route> byMethod = new TreeMap<>();

        Place(String path) {
            segments = path.split("/", -1);
        }

        @Nullable
        Map<String, String> match(String[] asked) {
            if (asked.length != segments.length) {
                return null;
            }
            Map<String, String> variables = new LinkedHashMap<>();
            for (int i = 0; i < segments.length; i++) {
                String segment = segments[i];
                if (isVariable(segment)) {
                    if (asked[i].isEmpty()) {
                        return null;
                    }
                    variables.put(segment.substring(1, segment.length() - 1), asked[i]);
                } else if (!segment.equals(asked[i])) {
                    return null;
                }
            }
            return variables;
        }
    }

    private final List<Route> all;
    private final Map<String, Place> fixed = new HashMap<>();
    private final Map<String, Place> open = new LinkedHashMap<>();

    /**
     * Builds the table.
     *
     * @throws IllegalStateException if two routes have one method and path
     */
    Routes(List<Route> routes) {
        all = List.copyOf(routes);
        for (Route route : all) {
            Map<String, Place> places = route.path().indexOf('{') < 0 ? fixed : open;
            Place place = places.computeIfAbsent(shape(route.path()), path -> new Place(route.path()));
            if (place.byMethod.putIfAbsent(route.method(), route) != null) {
                throw new IllegalStateException("two routes " + route.method() + " " + route.path());
            }
        }
    }

    /** Two paths that differ only in the names of their variables are one place. */
    static String shape(String path) {
        if (path.indexOf('{') < 0) {
            return path;
        }
        StringBuilder shape = new StringBuilder();
        for (String segment : path.split("/", -1)) {
            shape.append('/').append(isVariable(segment) ? "{}" : segment);
        }
        return shape.toString();
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    List<Route> all() {
        return all;
    }

    /**
     * Finds what answers a request.
     *
     * @param decodedPath the path with its escapes resolved
     * @throws Refusal 404 for an unknown path, 405 for another method
     */
    Match find(String method, String decodedPath, Exchange exchange) {
        Place place = fixed.get(decodedPath);
        if (place != null) {
            return new Match(route(place, method, exchange), Map.of());
        }
        if (!open.isEmpty()) {
            String[] segments = decodedPath.split("/", -1);
            for (Place candidate : open.values()) {
                Map<String, String> variables = candidate.match(segments);
                if (variables != null) {
                    return new Match(route(candidate, method, exchange), variables);
                }
            }
        }
        throw Refusal.invalid(404, "no such route; docs/http.md lists them");
    }

    private static Route route(Place place, String method, Exchange exchange) {
        // HTTP has HEAD wherever GET is; the server leaves the body out.
        Route route = place.byMethod.get(method.equals("HEAD") ? "GET" : method);
        if (route == null) {
            String allowed = String.join(", ", place.byMethod.keySet()).replace("GET", "GET, HEAD");
            exchange.header("allow", allowed);
            throw Refusal.invalid(405, "this route takes " + allowed);
        }
        return route;
    }
}
