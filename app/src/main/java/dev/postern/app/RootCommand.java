/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import picocli.CommandLine.Command;

/** The program itself, which does nothing without a command. */
@Command(
        name = "postern",
        synopsisSubcommandLabel = "<command>",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Lines.class,
        description = "An LLM gateway. A command's options: postern <command> --help",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Exit status: 0 done, 1 failed, 2 wrong usage."})
final class RootCommand {}
