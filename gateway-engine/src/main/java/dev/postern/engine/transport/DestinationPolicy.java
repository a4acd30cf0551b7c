/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.ConfigException;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.PermissionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operator's list of hosts that a call, or a config that came with it, may name; empty unless it is set.
 *
 * <p>An entry is an exact origin: scheme, host and port, {@code https://host} standing for port 443. Plain http is
 * allowed only where the entry says so. Immutable.
 */
public final class DestinationPolicy {
    private static final DestinationPolicy NONE = new DestinationPolicy(Map.of());

    private final Map<String, Boolean> anyAddressByOrigin;

    private DestinationPolicy(Map<String, Boolean> anyAddressByOrigin) {
        this.anyAddressByOrigin = anyAddressByOrigin;
    }

    /** Returns the policy that allows no host. */
    public static DestinationPolicy none() {
        return NONE;
    }

    /**
     * Returns a policy for these origins.
     *
     * @param origins origins that may resolve to public addresses only; one that is itself an address is taken as it is
     * @param privateOrigins origins that may resolve to any address
     * @throws ConfigException naming every entry that is not an origin
     */
    public static DestinationPolicy of(List<String> origins, List<String> privateOrigins) {
        Map<String, Boolean> allowed = new HashMap<>();
        List<String> problems = new ArrayList<>();
        add(allowed, origins, "allowed_hosts", false, problems);
        add(allowed, privateOrigins, "allowed_private_hosts", true, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new DestinationPolicy(Map.copyOf(allowed));
    }

    private static void add(
            Map<String, Boolean> allowed, List<String> origins, String name, boolean any, List<String> problems) {
        for (int i = 0; i < origins.size(); i++) {
            String entry = origins.get(i);
            try {
                Destination origin = Destination.read(entry.contains("://") ? entry : "https://" + entry, any);
                if (!origin.basePath().isEmpty()) {
                    throw new MalformedDestinationException("expected a host and port without a path");
                }
                allowed.merge(origin.origin(), any || origin.address() != null, Boolean::logicalOr);
            } catch (MalformedDestinationException e) {
                problems.add(name + "[" + i + "]: " + e.problem());
            }
        }
    }

    /**
     * Returns the destination that a call names, if the operator allows it.
     *
     * @param customHost a base URL as it came, a path included
     * @throws InvalidRequestException if it is not a URL or could be read in more than one way
     * @throws PermissionException if its origin is not listed
     */
    public Destination check(String customHost) {
        Destination asked;
        try {
            asked = Destination.read(customHost, false);
        } catch (MalformedDestinationException e) {
            throw new InvalidRequestException("custom_host: " + e.problem(), "custom_host");
        }
        Boolean anyAddress = anyAddressByOrigin.get(asked.origin());
        if (anyAddress == null) {
            throw new PermissionException("custom_host: " + asked.origin()
                    + " is not among the hosts that calls may name; the operator of this gateway can allow it");
        }
        return anyAddress ? asked.withAnyAddress() : asked;
    }
}
