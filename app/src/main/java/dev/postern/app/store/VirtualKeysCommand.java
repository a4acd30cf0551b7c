/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.store;

import dev.postern.api.Secret;
import dev.postern.app.Failure;
import dev.postern.app.Terminal;
import dev.postern.server.admin.AdminStore;
import dev.postern.server.admin.NewVirtualKey;
import dev.postern.server.admin.StoredVirtualKey;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks after the providers' credentials, which configs and calls name by {@code virtual_key}. */
@Command(
        name = "virtual-keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "<command>",
        description = "Stores, lists and deletes providers' keys, which configs and calls use by name.")
public final class VirtualKeysCommand {
    private VirtualKeysCommand() {}

    /** Returns the command with those below it. */
    public static CommandLine tree(Terminal terminal) {
        return new CommandLine(new VirtualKeysCommand())
                .addSubcommand(new Put(terminal))
                .addSubcommand(new ListAll(terminal))
                .addSubcommand(new Delete(terminal));
    }

    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description = {
                "Stores a provider's key, encrypted, in place of the one of that name if there is one.",
                "The key is read from standard input, where no list of processes and no shell history shows it."
            })
    private static final class Put extends TenantCommand {
        @Parameters(paramLabel = "NAME", description = "Its name: a-z 0-9 . _ -, at most 64.")
        private String name = "";

        @Option(
                names = "--provider",
                required = true,
                paramLabel = "ID",
                description = "Whose key it is, such as anyscale.")
        private String provider = "";

        @Option(
                names = "--base-url",
                paramLabel = "URL",
                description = "The only base URL it may be sent to; the provider's own unless given.")
        private @Nullable String baseUrl;

        Put(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            Secret secret = secret();
            try (AdminStore store = data.open()) {
                store.virtualKeys().put(new NewVirtualKey(tenant.owner(), name, provider, baseUrl, secret));
            }
            terminal.note("stored " + name + " for provider " + provider);
            return 0;
        }

        private Secret secret() {
            String text = terminal.secret("Key of " + provider);
            if (text.isEmpty()) {
                throw new Failure("no key on standard input; try: postern virtual-keys put " + name + " --provider "
                        + provider + data.again() + tenant.again() + " < file-with-the-key");
            }
            try {
                return Secret.of(text);
            } catch (IllegalArgumentException e) {
                throw new Failure("the key on standard input: " + e.getMessage());
            }
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the keys of all tenants, or of one; never a key itself.")
    private static final class ListAll extends TenantCommand {
        ListAll(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            Rows rows = new Rows("NAME", "TENANT", "PROVIDER", "BASE URL", "UPDATED");
            String only = tenant.given();
            try (AdminStore store = data.openExisting()) {
                List<StoredVirtualKey> keys = only == null
                        ? store.virtualKeys().list()
                        : store.virtualKeys().list(only);
                for (StoredVirtualKey key : keys) {
                    rows.add(
                            key.name(),
                            TenantOption.shown(key.tenant()),
                            key.provider(),
                            Objects.requireNonNullElse(key.baseUrl(), "the provider's"),
                            key.updatedAt().truncatedTo(ChronoUnit.SECONDS));
                }
            }
            rows.print(terminal, "no stored provider keys");
            return 0;
        }
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes a stored key; a running server stops using it within a second.")
    private static final class Delete extends TenantCommand {
        @Parameters(paramLabel = "NAME", description = "Its name.")
        private String name = "";

        Delete(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            try (AdminStore store = data.openExisting()) {
                if (!store.virtualKeys().delete(tenant.owner(), name)) {
                    throw new Failure("there is no stored key '" + name + "' of " + TenantOption.shown(tenant.owner())
                            + "; see: postern virtual-keys list" + data.again());
                }
            }
            terminal.note("deleted " + name);
            return 0;
        }
    }
}
