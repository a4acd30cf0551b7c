/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.store;

import dev.postern.app.DataFolderOption;
import dev.postern.app.Failure;
import dev.postern.app.Terminal;
import dev.postern.server.admin.AdminStore;
import dev.postern.server.admin.CreatedKey;
import dev.postern.server.admin.NewKey;
import dev.postern.server.admin.StoredKey;
import dev.postern.spi.Right;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks after the gateway keys: who may call. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "<command>",
        description = "Makes, lists and revokes gateway keys, by which callers show who they are.")
public final class KeysCommand {
    private KeysCommand() {}

    /** Returns the command with those below it. */
    public static CommandLine tree(Terminal terminal) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new Create(terminal))
                .addSubcommand(new ListAll(terminal))
                .addSubcommand(new Revoke(terminal));
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a key and prints it on standard output. It is stored as a hash: nobody can print it again.",
                "A running server takes it within a second."
            })
    private static final class Create implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private DataFolderOption data = new DataFolderOption();

        @Parameters(paramLabel = "NAME", description = "What people call it.")
        private String name = "";

        @Option(
                names = "--rights",
                required = true,
                split = ",",
                paramLabel = "RIGHT",
                description = "What it allows: call, feedback, logs, payloads, admin; several with commas.")
        private Set<String> rights = Set.of();

        @Option(
                names = "--tenant",
                paramLabel = "T",
                description = "Whose data it touches; a tenant of its own unless given.")
        private @Nullable String tenant;

        @Option(names = "--expires", paramLabel = "TIME", description = "Ends by itself after 30d, 12h or 90m.")
        private @Nullable String expires;

        Create(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Instant ends = expires == null ? null : Instant.now().plus(Lifetime.parse(expires));
            NewKey wanted = new NewKey(name, tenant, Rights.parse(rights), ends);
            try (AdminStore store = data.open()) {
                CreatedKey created = store.keys().create(wanted);
                terminal.note("key " + created.key().id() + " of tenant "
                        + created.key().tenant() + "; keep what follows, it is not shown again:");
                terminal.print(created.secret().reveal());
            }
            return 0;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all keys, ended ones too.")
    private static final class ListAll implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private DataFolderOption data = new DataFolderOption();

        ListAll(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Rows rows = new Rows("ID", "NAME", "TENANT", "RIGHTS", "CREATED", "EXPIRES", "STATUS");
            Instant now = Instant.now();
            try (AdminStore store = data.openExisting()) {
                for (StoredKey key : store.keys().list()) {
                    Instant ends = key.expiresAt();
                    rows.add(
                            key.id(),
                            key.name(),
                            key.tenant(),
                            Rights.text(key.rights()),
                            key.createdAt().truncatedTo(ChronoUnit.SECONDS),
                            ends == null ? "never" : ends.truncatedTo(ChronoUnit.SECONDS),
                            key.status(now));
                }
            }
            rows.print(terminal, "no keys; make one with: postern keys create NAME --rights call" + data.again());
            return 0;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a key for good; a running server refuses it within a second.")
    private static final class Revoke implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private DataFolderOption data = new DataFolderOption();

        @Parameters(paramLabel = "ID", description = "The key's id, as `postern keys list` shows it.")
        private String id = "";

        Revoke(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (AdminStore store = data.openExisting()) {
                if (!store.keys().revoke(id)) {
                    throw new Failure(
                            "there is no key with the id '" + id + "'; see: postern keys list" + data.again());
                }
            }
            terminal.note("revoked " + id);
            return 0;
        }
    }

    /** Reads and writes rights as words. */
    private static final class Rights {
        private Rights() {}

        static Set<Right> parse(Set<String> words) {
            Set<Right> rights = EnumSet.noneOf(Right.class);
            for (String word : words) {
                rights.add(parse(word.strip()));
            }
            return rights;
        }

        private static Right parse(String word) {
            for (Right right : Right.values()) {
                if (right != Right.NONE && right.word().equals(word)) {
                    return right;
                }
            }
            throw new Failure("--rights: expected call, feedback, logs, payloads or admin, found '" + word + "'");
        }

        static String text(Set<Right> rights) {
            StringBuilder text = new StringBuilder();
            for (Right right : new TreeSet<>(rights)) {
                text.append(text.isEmpty() ? "" : ",").append(right.word());
            }
            return text.toString();
        }
    }

    /** Reads times such as {@code 30d}. */
    private static final class Lifetime {
        private static final int MAX_DIGITS = 5;

        private Lifetime() {}

        static Duration parse(String text) {
            int digits = 0;
            while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
                digits++;
            }
            String unit = text.substring(digits);
            if (digits > 0 && digits <= MAX_DIGITS) {
                int number = Integer.parseInt(text.substring(0, digits));
                if (number > 0 && unit.equals("d")) {
                    return Duration.ofDays(number);
                }
                if (number > 0 && unit.equals("h")) {
                    return Duration.ofHours(number);
                }
                if (number > 0 && unit.equals("m")) {
                    return Duration.ofMinutes(number);
                }
            }
            throw new Failure("--expires: expected a time such as 30d, 12h or 90m, found '" + text + "'");
        }
    }
}
