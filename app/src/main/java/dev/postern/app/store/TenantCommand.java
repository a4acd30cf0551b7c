/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.store;

import dev.postern.app.DataFolderOption;
import dev.postern.app.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command on what a data folder keeps for tenants. */
abstract class TenantCommand implements Callable<Integer> {
    final Terminal terminal;

    @Mixin
    DataFolderOption data = new DataFolderOption();

    @Mixin
    TenantOption tenant = new TenantOption();

    TenantCommand(Terminal terminal) {
        this.terminal = terminal;
    }
}
