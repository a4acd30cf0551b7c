/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import dev.postern.server.admin.AdminStore;
import dev.postern.server.admin.MasterKey;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Names the data folder, in the commands that need one. */
public final class DataFolderOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder; ${DEFAULT-VALUE} unless given.",
            defaultValue = "postern-data")
    private Path folder = Path.of("postern-data");

    /** Returns the folder as it was given. */
    public Path folder() {
        return folder;
    }

    /** Opens it for a command, and makes it if it is not there. */
    public AdminStore open() {
        return AdminStore.open(folder, MasterKey.from(System.getenv(), folder));
    }

    /** Opens it for a command that finds nothing in a new one, and so must mean one that exists. */
    public AdminStore openExisting() {
        if (!Files.isDirectory(folder)) {
            throw new Failure("there is no data folder " + folder.toAbsolutePath() + "; name the server's with --data");
        }
        return open();
    }

    /** Returns the option as the user would have to give it again; empty for the default. */
    public String again() {
        return folder.equals(Path.of("postern-data")) ? "" : " --data " + folder;
    }
}
