/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.Reply;
import dev.postern.api.Secret;
import dev.postern.spi.UpstreamRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A random text that stands for a credential or a prompt, to find where it leaks.
 *
 * <p>It looks like a provider's key, {@code sk-} and 40 hex digits, so that it can never occur by chance.
 */
public final class Canary {
    private final String text;

    private Canary(String text) {
        this.text = text;
    }

    /** Returns a new one. */
    public static Canary create() {
        byte[] random = new byte[20];
        new SecureRandom().nextBytes(random);
        return new Canary("sk-" + HexFormat.of().formatHex(random));
    }

    /** Returns it as text. */
    public String text() {
        return text;
    }

    /** Returns it as a provider's key. */
    public Secret secret() {
        return Secret.of(text);
    }

    /** Returns whether a thing shows it; see {@link #assertNowhere}. */
    public boolean isIn(@Nullable Object thing) {
        List<String> shown = new ArrayList<>();
        collect(thing, shown, Collections.newSetFromMap(new IdentityHashMap<>()));
        return shown.stream().anyMatch(text -> text.contains(this.text));
    }

    /**
     * Fails if one of the things shows it.
     *
     * <p>Looks at what {@code toString} says, and into texts, bytes, bodies, header values, requests, replies, lists,
     * maps, optionals, and exceptions with their messages, causes and suppressed ones. Nulls show nothing.
     */
    public void assertNowhere(@Nullable Object... things) {
        for (Object thing : things) {
            if (thing != null && isIn(thing)) {
                throw new AssertionError("a " + thing.getClass().getName() + " shows what must stay secret");
            }
        }
    }

    private static void collect(@Nullable Object thing, List<String> shown, Set<Object> seen) {
        if (thing == null || !seen.add(thing)) {
            return;
        }
        shown.add(String.valueOf(thing));
        if (thing instanceof byte[] bytes) {
            shown.add(new String(bytes, StandardCharsets.UTF_8));
        } else if (thing instanceof Body body) {
            shown.add(body.text());
        } else if (thing instanceof Headers headers) {
            headers.forEach((name, value) -> shown.add(name + ": " + value));
        } else if (thing instanceof Throwable failure) {
            collectFailure(failure, shown, seen);
        } else if (thing instanceof Iterable<?> many) {
            many.forEach(one -> collect(one, shown, seen));
        } else {
            collectParts(thing, shown, seen);
        }
    }

    private static void collectParts(Object thing, List<String> shown, Set<Object> seen) {
        if (thing instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                collect(key, shown, seen);
                collect(value, shown, seen);
            });
        } else if (thing instanceof Optional<?> optional) {
            optional.ifPresent(value -> collect(value, shown, seen));
        } else if (thing instanceof UpstreamRequest request) {
            collect(request.path(), shown, seen);
            collect(request.headers(), shown, seen);
            collect(request.body(), shown, seen);
        } else if (thing instanceof Reply reply) {
            collect(reply.headers(), shown, seen);
            collect(reply instanceof Reply.Whole whole ? whole.body() : null, shown, seen);
        }
    }

    private static void collectFailure(Throwable failure, List<String> shown, Set<Object> seen) {
        shown.add(String.valueOf(failure.getMessage()));
        shown.add(String.valueOf(failure.getLocalizedMessage()));
        collect(failure.getCause(), shown, seen);
        for (Throwable suppressed : failure.getSuppressed()) {
            collect(suppressed, shown, seen);
        }
    }

    /** Returns no more than what it is. */
    @Override
    public String toString() {
        return "Canary[***]";
    }
}
