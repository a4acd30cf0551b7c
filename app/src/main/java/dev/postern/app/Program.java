/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import dev.postern.api.ConfigException;
import dev.postern.api.GatewayException;
import dev.postern.app.serve.RehearseCommand;
import dev.postern.app.serve.ServeCommand;
import dev.postern.app.store.ConfigsCommand;
import dev.postern.app.store.KeysCommand;
import dev.postern.app.store.VirtualKeysCommand;
import dev.postern.server.admin.AdminStoreException;
import dev.postern.spi.Command;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The commands as one tree, and what their failures look like. */
final class Program {
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /** Set, it makes a failure that nobody foresaw print its stack trace. */
    private static final String DEBUG = "POSTERN_DEBUG";

    /** In the order in which help lists them. */
    private static final List<String> COMMANDS =
            List.of("serve", "keys", "configs", "virtual-keys", "version", "help", "rehearse");

    private Program() {}

    /** Runs a command and returns the exit status. */
    static int run(Terminal terminal, String... arguments) {
        String first = arguments.length == 0 ? "help" : arguments[0];
        if (COMMANDS.contains(first) && !first.equals("help")) {
            // Neither the other commands nor those of plugins: to read what all of them are takes a quarter of a start.
            return tree(terminal, List.of(first)).execute(arguments);
        }
        CommandLine tree = tree(terminal, COMMANDS);
        Map<String, Command> plugins = PluginCommands.find(terminal, Set.copyOf(COMMANDS));
        Command plugin = plugins.get(first);
        if (plugin != null) {
            List<String> rest = List.of(arguments).subList(1, arguments.length);
            return PluginCommands.run(plugin, rest, terminal);
        }
        plugins.forEach((id, command) -> tree.addSubcommand(id, listed(id, command)));
        if (arguments.length == 0) {
            tree.usage(tree.getErr());
            return WRONG_USAGE;
        }
        return tree.execute(arguments);
    }

    private static CommandLine tree(Terminal terminal, List<String> commands) {
        CommandLine tree = new CommandLine(new RootCommand());
        commands.forEach(name -> tree.addSubcommand(command(name, terminal)));
        tree.getSubcommands().values().forEach(Program::withoutVersion);
        tree.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        tree.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        tree.setUsageHelpAutoWidth(false);
        tree.setUsageHelpWidth(100);
        tree.setParameterExceptionHandler((e, given) -> wrongUsage(terminal, e));
        tree.setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e));
        return tree;
    }

    private static Object command(String name, Terminal terminal) {
        return switch (name) {
            case "serve" -> new ServeCommand(terminal);
            case "keys" -> KeysCommand.tree(terminal);
            case "configs" -> ConfigsCommand.tree(terminal);
            case "virtual-keys" -> VirtualKeysCommand.tree(terminal);
            case "version" -> new VersionCommand(terminal);
            case "help" -> new CommandLine.HelpCommand();
            case "rehearse" -> new RehearseCommand(terminal);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Leaves {@code --version} to the program itself. */
    private static void withoutVersion(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption("--version") != null) {
            spec.remove(spec.findOption("--version"));
        }
        command.getSubcommands().values().forEach(Program::withoutVersion);
    }

    private static CommandSpec listed(String id, Command command) {
        CommandSpec spec = CommandSpec.create().name(id);
        spec.usageMessage().description(command.summary());
        return spec;
    }

    private static int wrongUsage(Terminal terminal, ParameterException e) {
        CommandLine command = e.getCommandLine();
        terminal.note("postern: " + e.getMessage());
        String name = command.getCommandSpec().qualifiedName();
        terminal.note("see: " + name + " --help");
        return WRONG_USAGE;
    }

    /** Prints what went wrong in plain lines; a stack trace helps nobody who runs a program. */
    static int failed(Terminal terminal, Exception e) {
        if (e instanceof Failure failure) {
            failure.lines().forEach(line -> terminal.note("postern: " + line));
        } else if (e instanceof ConfigException config) {
            config.problems().forEach(problem -> terminal.note("postern: " + problem));
        } else if (e instanceof GatewayException known) {
            terminal.note("postern: " + known.problem());
        } else if (e instanceof AdminStoreException) {
            terminal.note("postern: " + e.getMessage());
        } else {
            String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
            terminal.note("postern: unexpected " + e.getClass().getSimpleName() + reason + "; set " + DEBUG
                    + "=1 to see where");
        }
        if (System.getenv(DEBUG) != null) {
            terminal.note(String.join("\n", trace(e)));
        }
        return FAILED;
    }

    private static List<String> trace(Throwable e) {
        return Arrays.stream(e.getStackTrace()).map(frame -> "    at " + frame).toList();
    }
}
