/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import dev.postern.spi.Command;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The commands that plugins bring. */
final class PluginCommands {
    private PluginCommands() {}

    /** Returns the commands found, by name; what is broken or takes a name of ours is reported and left out. */
    static Map<String, Command> find(Terminal terminal, Set<String> taken) {
        Map<String, Command> found = new TreeMap<>();
        Iterator<Command> services = ServiceLoader.load(Command.class).iterator();
        while (hasNext(services, terminal)) {
            try {
                add(services.next(), taken, found, terminal);
            } catch (ServiceConfigurationError | LinkageError e) {
                terminal.note("postern: a plugin's command does not load and is left out: " + e.getMessage());
            }
        }
        return found;
    }

    private static boolean hasNext(Iterator<Command> services, Terminal terminal) {
        try {
            return services.hasNext();
        } catch (ServiceConfigurationError | LinkageError e) {
            terminal.note("postern: plugins' commands are left out: " + e.getMessage());
            return false;
        }
    }

    private static void add(Command command, Set<String> taken, Map<String, Command> found, Terminal terminal) {
        String id = command.id();
        if (taken.contains(id) || found.putIfAbsent(id, command) != null) {
            terminal.note("postern: the command '" + id + "' of "
                    + command.getClass().getName() + " is left out: there is one of that name");
        }
    }

    /** Runs one, and keeps what it throws from the user. */
    static int run(Command command, List<String> arguments, Terminal terminal) {
        try {
            return command.run(arguments, terminal.out(), terminal.err());
        } catch (RuntimeException e) {
            return Program.failed(terminal, e);
        } catch (LinkageError e) {
            terminal.note("postern: the command '" + command.id() + "' lacks a class: " + e.getMessage());
            return Program.FAILED;
        }
    }
}
