/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a target has of its own or from the nodes above it; inheritance is resolved.
 *
 * <p>The child's value wins, else the parent's counts; {@code override_params}, {@code default_params} and
 * {@code metadata} merge key by key, and the paths of {@code drop_params} add up. Provider and credential inherit as one:
 * a node that names another provider gets none of its parent's keys, and one that names a {@code virtual_key} gets
 * neither the parent's provider nor its key.
 *
 * @param provider the provider's id; null where a virtual key names it, or the call does
 * @param credential where the provider's key comes from; null where the call brings it or the provider needs none
 * @param customHost a base URL in place of the provider's, checked in form only; whether it is allowed is asked elsewhere
 * @param retry how often the target is tried again
 * @param requestTimeout how long one attempt may take, at least a millisecond; null for the gateway's limit
 * @param overrideParams members that replace those of the body
 * @param defaultParams members that the body gets where it has none
 * @param dropParams dotted paths of what is removed from the body, after defaults and overrides
 * @param forwardHeaders lower-case names of the request's headers to send on
 * @param metadata labels below the request's own
 */
public record TargetSettings(
        @Nullable String provider,
        @Nullable Credential credential,
        @Nullable String customHost,
        RetryNode retry,
        @Nullable Duration requestTimeout,
        JsonMembers overrideParams,
        JsonMembers defaultParams,
        List<String> dropParams,
        List<String> forwardHeaders,
        Map<String, String> metadata) {
    private static final TargetSettings NONE = new TargetSettings(
            null,
            null,
            null,
            RetryNode.none(),
            null,
            JsonMembers.empty(),
            JsonMembers.empty(),
            List.of(),
            List.of(),
            Map.of());

    /** Copies what it is given. */
    public TargetSettings {
        dropParams = List.copyOf(dropParams);
        forwardHeaders = List.copyOf(forwardHeaders);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Returns what stands above the root. */
    public static TargetSettings none() {
        return NONE;
    }
}
