/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.spi.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The routes of the stores: {@code /v1/configs}, {@code /v1/api-keys}, {@code /v1/virtual-keys}.
 *
 * <p>Bodies and answers have the members that Portkey's have, as far as we have the thing itself. All routes ask for the
 * right {@code admin}, reading included.
 *
 * <p>Who may do what:
 *
 * <ul>
 *   <li>A key acts for its own tenant only, whichever tenant that is: it sees, changes and deletes that tenant's
 *       configs and credentials, and sees, makes and revokes that tenant's keys. What is everyone's, and other tenants,
 *       are the command line's.
 *   <li>A key makes keys with rights that it has itself, never more.
 *   <li>What an admin key saves is as good as the operator's: its configs may use {@code ${env:NAME}} and any host, and
 *       its credentials any base URL. Give that right to nobody who may not read the server's environment.
 *   <li>A face without keys lets everybody in who reaches it, so what comes that way is not the operator's: no
 *       {@code ${env:NAME}}, no host that is not listed, no base URL, no admin key. The first key made there closes the
 *       face; admin keys then come from the command line.
 * </ul>
 *
 * <p>No answer holds a secret but the one that makes a key; a provider's key in a config is shown as {@code ***}.
 */
public final class AdminEndpoints {
    private AdminEndpoints() {}

    /**
     * Returns the routes.
     *
     * @param check judges each config before it is saved
     */
    public static List<Endpoint> of(AdminStore store, ConfigCheck check) {
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new ConfigEndpoints(store.configs(), check).all());
        all.addAll(new ApiKeyEndpoints(store.keys()).all());
        all.addAll(new VirtualKeyEndpoints(store.virtualKeys()).all());
        return List.copyOf(all);
    }
}
