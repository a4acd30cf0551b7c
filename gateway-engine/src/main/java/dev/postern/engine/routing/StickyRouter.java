/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Router;
import dev.postern.spi.Target;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends calls whose fields have the same values to the same target, without storing anything.
 *
 * <p>Weighted rendezvous hashing: each target comes at a moment that its hash with the call makes up, sooner with a larger
 * weight, and the first to come is called; so a target that goes takes only its own calls along. See Schindelhauer and
 * Schomaker, "Weighted Distributed Hash Tables" (2005).
 */
final class StickyRouter implements Router {
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final List<CallField> fields;
    private final long ttlSeconds;
    private final double[] weights;
    private final long[] seeds;
    private final TimeSource time;
    private final Router unsticky;

    /** Hashes the fields; a call that lacks one of them goes to the other router. */
    StickyRouter(List<Target> targets, List<CallField> fields, Duration ttl, TimeSource time, Router unsticky) {
        this.fields = List.copyOf(fields);
        this.ttlSeconds = ttl.toSeconds();
        this.time = time;
        this.unsticky = unsticky;
        this.weights = new double[targets.size()];
        this.seeds = new long[targets.size()];
        for (int i = 0; i < seeds.length; i++) {
            weights[i] = targets.get(i).weight();
            seeds[i] = text(FNV_START, targets.get(i).name());
        }
    }

    @Override
    public Reply route(Call call, List<Target> targets) {
        long hash = text(FNV_START, call.tenant());
        for (int i = 0; i < fields.size(); i++) {
            String value = fields.get(i).text(call);
            if (value == null) {
                return unsticky.route(call, targets);
            }
            hash = text(hash, value);
        }
        hash = mixed(hash + Math.floorDiv(time.now().getEpochSecond(), ttlSeconds));
        int chosen = first(hash, targets, true);
        return targets.get(chosen >= 0 ? chosen : first(hash, targets, false)).call(call);
    }

    @Override
    public Set<String> metadataRead() {
        return fields.stream()
                .filter(CallField.Metadata.class::isInstance)
                .map(field -> ((CallField.Metadata) field).key())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the target that comes first for this call, or -1 where none may be used. */
    private int first(long hash, List<Target> targets, boolean onlyAvailable) {
        int first = -1;
        double earliest = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] == 0 || (onlyAvailable && !targets.get(i).available())) {
                continue;
            }
            // 53 bits make a number strictly between 0 and 1.
            double uniform = ((mixed(hash ^ seeds[i]) >>> 11) + 0.5) * 0x1p-53;
            double moment = -Math.log(uniform) / weights[i];
            if (first < 0 || moment < earliest) {
                first = i;
                earliest = moment;
            }
        }
        return first;
    }

    /** Takes in a text and where it ends, by FNV-1a. */
    private static long text(long from, String text) {
        long hash = from;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mixed(hash + text.length());
    }

    /** Spreads every bit over all, as SplitMix64 does. */
    private static long mixed(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
