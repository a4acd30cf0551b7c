/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.serve;

import dev.postern.app.DataFolderOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code postern serve}. */
final class ServeOptions {
    static final int DEFAULT_PORT = 8787;

    @Mixin
    DataFolderOption data = new DataFolderOption();

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; ${DEFAULT-VALUE} unless given. Another than loopback needs a key.")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8787",
            description = "The port, 0 for a free one; ${DEFAULT-VALUE} unless given.")
    int port = DEFAULT_PORT;

    @Option(names = "--config", paramLabel = "FILE", description = "The config of calls that name none.")
    @Nullable
    Path config;

    @Option(
            names = "--configs",
            paramLabel = "DIR",
            description = "A folder whose <name>.json are configs that calls choose by name; followed while serving.")
    @Nullable
    Path configs;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Settings of providers, and hosts that calls may name.")
    @Nullable
    Path settings;

    @Option(
            names = "--provider-url",
            paramLabel = "ID=URL",
            description = {
                "Where a provider is, such as anyscale=https://host/v1; may be given for several.",
                "ID=sandbox starts a pretended provider on this machine, for a try without any account."
            })
    List<String> providerUrls = List.of();

    @Option(
            names = "--allow-host",
            paramLabel = "ORIGIN",
            description = "A host that calls may name by x-portkey-custom-host, with scheme and port.")
    List<String> allowedHosts = List.of();

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "Serves HTTPS with the certificate of this PKCS12 or JKS file.")
    @Nullable
    Path keystore;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "Holds the keystore's password; else the variable POSTERN_TLS_PASSWORD does.")
    @Nullable
    Path keystorePassword;

    @Option(names = "--no-inline-configs", description = "Refuses configs in a call's header; saved ones only.")
    boolean noInlineConfigs;

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            description = "Calls at one time; 10000 unless given, 256 on a Java before 21.")
    @Nullable
    Integer maxInFlight;
}
