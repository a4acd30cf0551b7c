/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.api.Body;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonLimits;
import dev.postern.api.JsonView;
import dev.postern.api.PermissionException;
import dev.postern.spi.EndpointRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a request's body; errors name the member and never quote a value. */
final class AdminBody {
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_ECHOED = 64;

    private final Body body;

    private AdminBody(Body body) {
        this.body = body;
    }

    /**
     * Reads the body whole.
     *
     * @param members the members that it may have
     * @throws InvalidRequestException if it is no object or has others
     */
    static AdminBody read(EndpointRequest request, List<String> members) {
        Body body = Body.parse(bytes(request), JsonLimits.DEFAULT.withMaxBytes(MAX_BYTES));
        if (!body.isObject()) {
            throw new InvalidRequestException("the body: expected a JSON object", null);
        }
        for (JsonView.Member member : body.json().members()) {
            if (!members.contains(member.name())) {
                String name = shortened(member.name());
                throw new InvalidRequestException(name + ": unknown; known: " + String.join(", ", members), name);
            }
        }
        return new AdminBody(body);
    }

    /** Whether the body says that it is JSON; a browser's page can send other types across origins unasked. */
    static boolean isJson(EndpointRequest request) {
        String type = request.headers().first("content-type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase("application/json");
    }

    private static byte[] bytes(EndpointRequest request) {
        try {
            byte[] bytes = request.body().readNBytes(MAX_BYTES + 1);
            if (bytes.length == 0) {
                throw new InvalidRequestException("the body: expected a JSON object, found nothing", null);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shortened(String name) {
        return name.length() <= MAX_ECHOED ? name : name.substring(0, MAX_ECHOED) + "…";
    }

    /** Whether there is such a member; {@code null} counts. */
    boolean has(String name) {
        return body.has(name);
    }

    /** Returns a text; empty if it is absent or null. */
    Optional<String> text(String name) {
        return body.string(name);
    }

    /** Returns a text that must be there. */
    String required(String name) {
        return body.string(name).orElseThrow(() -> missing(name));
    }

    /** Returns a list of texts that must be there. */
    Set<String> words(String name) {
        JsonView list = body.json().get(name);
        if (!list.exists() || list.isNull()) {
            throw missing(name);
        }
        if (!list.isArray()) {
            throw new InvalidRequestException(name + ": expected an array of strings", name);
        }
        Set<String> words = new LinkedHashSet<>();
        for (JsonView word : list.elements()) {
            String path = name + "[" + words.size() + "]";
            words.add(word.string().orElseThrow(() -> new InvalidRequestException(path + ": expected a string", path)));
        }
        return words;
    }

    /** Returns the text of an object, which may also have come as a string. */
    Optional<String> json(String name) {
        JsonView value = body.json().get(name);
        if (!value.exists() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isObject()) {
            return Optional.of(value.text());
        }
        return Optional.of(
                value.string().orElseThrow(() -> new InvalidRequestException(name + ": expected an object", name)));
    }

    /** Refuses to act for another tenant than the caller's, by whichever name it is given. */
    void onlyFor(String tenant) {
        for (String name : List.of("tenant", "workspace_id")) {
            if (body.string(name).filter(named -> !named.equals(tenant)).isPresent()) {
                throw new PermissionException(
                        name + ": a key acts for its own tenant only; leave it out, or use the command line");
            }
        }
    }

    static InvalidRequestException missing(String name) {
        return new InvalidRequestException(name + ": missing", name);
    }
}
