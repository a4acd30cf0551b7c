/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.serve;

import dev.postern.api.Secret;
import dev.postern.app.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the password of the keystore, which no command line may hold: every user of the machine can read those. */
final class TlsPassword {
    private static final String VARIABLE = "POSTERN_TLS_PASSWORD";

    private TlsPassword() {}

    static Secret read(@Nullable Path file) {
        String text = file == null ? System.getenv(VARIABLE) : text(file);
        if (text == null || text.isBlank()) {
            throw new Failure("--tls-keystore: its password is missing; set " + VARIABLE
                    + " or name a file with --tls-password-file");
        }
        try {
            return Secret.of(text);
        } catch (IllegalArgumentException e) {
            throw new Failure("--tls-keystore: its password: " + e.getMessage());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Failure("--tls-password-file: cannot read " + file + ": "
                    + e.getClass().getSimpleName());
        }
    }
}
