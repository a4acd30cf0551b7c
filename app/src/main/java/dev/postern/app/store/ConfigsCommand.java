/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.app.DataFolderOption;
import dev.postern.app.Failure;
import dev.postern.app.Terminal;
import dev.postern.server.admin.AdminStore;
import dev.postern.server.admin.NewConfig;
import dev.postern.server.admin.SavedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks after the saved configs, which calls choose by name. */
@Command(
        name = "configs",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "<command>",
        description = "Saves, lists, shows and deletes configs that calls choose by name.")
public final class ConfigsCommand {
    private static final Gson PRINTER = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private ConfigsCommand() {}

    /** Returns the command with those below it. */
    public static CommandLine tree(Terminal terminal) {
        return new CommandLine(new ConfigsCommand())
                .addSubcommand(new Put(terminal))
                .addSubcommand(new ListAll(terminal))
                .addSubcommand(new Show(terminal))
                .addSubcommand(new Delete(terminal));
    }

    private static Failure none(String name, TenantOption tenant, DataFolderOption data) {
        return new Failure("there is no config '" + name + "' of " + TenantOption.shown(tenant.owner())
                + "; see: postern configs list" + data.again());
    }

    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description = {
                "Checks a config and saves it, as a new version if there is one of that name.",
                "A running server takes it within a second. A wrong one is refused with all problems, and nothing changes."
            })
    private static final class Put extends TenantCommand {
        @Parameters(paramLabel = "NAME", description = "Its name: a-z 0-9 . _ -, at most 64.")
        private String name = "";

        @Parameters(paramLabel = "FILE", description = "The JSON file.")
        private Path file = Path.of("");

        Put(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            NewConfig wanted = new NewConfig(tenant.owner(), name, read(file), true, null);
            try (AdminStore store = data.open();
                    Gateway gateway =
                            Gateway.builder().credentials(store.virtualKeys()).build()) {
                SavedConfig saved = store.configs().put(wanted, gateway::check);
                terminal.note("saved " + saved.name() + " as version " + saved.version() + ", id " + saved.id());
            } catch (ConfigException e) {
                List<String> lines = new ArrayList<>(e.problems());
                lines.add(file + " was not saved");
                throw new Failure(lines);
            }
            return 0;
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new Failure("cannot read " + file + ": " + e.getClass().getSimpleName()
                        + "; is the path right, and the file UTF-8?");
            }
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the configs of all tenants, or of one.")
    private static final class ListAll extends TenantCommand {
        ListAll(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            Rows rows = new Rows("NAME", "TENANT", "VERSION", "SAVED", "BY", "ID");
            String only = tenant.given();
            try (AdminStore store = data.openExisting()) {
                List<SavedConfig> configs =
                        only == null ? store.configs().list() : store.configs().list(only);
                for (SavedConfig config : configs) {
                    rows.add(
                            config.name(),
                            TenantOption.shown(config.tenant()),
                            config.version(),
                            config.savedAt().truncatedTo(ChronoUnit.SECONDS),
                            config.savedBy() == null ? "command line" : config.savedBy(),
                            config.id());
                }
            }
            rows.print(terminal, "no saved configs");
            return 0;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints a config; a provider's key in it is shown as ***.")
    private static final class Show extends TenantCommand {
        @Parameters(paramLabel = "NAME", description = "Its name or id.")
        private String name = "";

        Show(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            try (AdminStore store = data.openExisting()) {
                Optional<JsonElement> shown = store.configs().shown(tenant.owner(), name);
                terminal.print(PRINTER.toJson(shown.orElseThrow(() -> none(name, tenant, data))));
            }
            return 0;
        }
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes a config with all its versions; calls that name it are refused within a second.")
    private static final class Delete extends TenantCommand {
        @Parameters(paramLabel = "NAME", description = "Its name or id.")
        private String name = "";

        Delete(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            try (AdminStore store = data.openExisting()) {
                if (!store.configs().delete(tenant.owner(), name)) {
                    throw none(name, tenant, data);
                }
            }
            terminal.note("deleted " + name);
            return 0;
        }
    }
}
