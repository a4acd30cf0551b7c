/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a command reads and writes.
 *
 * @param in standard input
 * @param out where results go, and nothing else
 * @param err where everything else goes
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err) {
    /** Returns the process's own; what is written is UTF-8, whatever the locale. */
    static Terminal standard() {
        return new Terminal(System.in, stream(FileDescriptor.out), stream(FileDescriptor.err));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Prints a line of a result. */
    public void print(String line) {
        out.println(line);
    }

    /** Prints a line that is no result. */
    public void note(String line) {
        err.println(line);
    }

    /**
     * Reads a secret: unseen from the keyboard, or one line from standard input where that is a pipe or a file.
     *
     * @return the line without its end; empty if there is none
     */
    // Null on the Java versions that say so, a console of pipes on 22 to 24: both read what they should.
    @SuppressWarnings("SystemConsoleNull")
    public String secret(String prompt) {
        Console console = System.console();
        if (console != null) {
            char @Nullable [] typed = console.readPassword("%s: ", prompt);
            return typed == null ? "" : new String(typed);
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            return Objects.requireNonNullElse(lines.readLine(), "").strip();
        } catch (IOException e) {
            throw new Failure("cannot read standard input: " + e.getMessage());
        }
    }
}
