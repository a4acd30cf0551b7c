/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.server.Caller;
import dev.postern.server.GatewayKeys;
import dev.postern.spi.Right;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who sent a request and whether they may; before anything about its body is looked at. */
final class KeyGate {
    private final @Nullable GatewayKeys keys;
    private final WrongKeys wrongKeys;

    KeyGate(@Nullable GatewayKeys keys, int wrongKeysPerMinute) {
        this.keys = keys;
        this.wrongKeys = new WrongKeys(wrongKeysPerMinute);
    }

    /**
     * Returns the caller.
     *
     * @throws Refusal 401 without a key where one is needed, or with a wrong one; 429 after too many; 403 for a missing
     *     right
     */
    Caller check(Exchange exchange, Right right) {
        if (keys == null) {
            return Caller.ANYONE;
        }
        String own = Credentials.ownHeader(exchange.headers());
        String bearer = Credentials.bearerKey(exchange.headers());
        Caller caller = nobody(keys, right, own == null && bearer == null);
        if (bearer != null) {
            caller = known(keys, bearer, exchange);
        }
        if (own != null) {
            caller = known(keys, own, exchange);
        }
        if (right != Right.NONE && !caller.rights().contains(right)) {
            throw Refusal.key(403, "this gateway key lacks the right \"" + right.word() + "\"");
        }
        return caller;
    }

    private static Caller nobody(GatewayKeys keys, Right right, boolean noKey) {
        if (noKey && right != Right.NONE && keys.required()) {
            throw Refusal.key(401, "no gateway key; send it as x-portkey-api-key, or as authorization: Bearer pst_…");
        }
        return Caller.ANYONE;
    }

    private Caller known(GatewayKeys keys, String key, Exchange exchange) {
        Optional<Caller> caller = keys.find(key);
        if (caller.isEmpty()) {
            Duration wait = wrongKeys.count(exchange.remoteAddress());
            if (wait != null) {
                throw Refusal.tooOften("too many wrong gateway keys from this address", wait);
            }
            throw Refusal.key(401, "unknown, revoked or expired gateway key");
        }
        return caller.get();
    }
}
