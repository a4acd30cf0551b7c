/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded;

import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import java.io.IOException;
import java.nio.file.Path;

/** Runs {@link AskService}: {@code java … Main gateway.json 8080}. */
public final class Main {
    private Main() {}

    /** Starts the service with a config file and a port; stops it when the process is asked to end. */
    public static void main(String[] arguments) throws IOException {
        // Without it, the JDK's server holds each answer back for 40 ms on JDK 17.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        if (arguments.length != 2) {
            System.err.println("usage: Main <config file> <port>");
            System.exit(2);
        }
        Gateway gateway;
        try {
            gateway = Gateway.builder().config(Path.of(arguments[0])).build();
        } catch (ConfigException e) {
            e.problems().forEach(System.err::println);
            System.exit(1);
            return;
        }
        AskService service = AskService.start(gateway, Integer.parseInt(arguments[1]));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            service.close();
                            gateway.close();
                        },
                        "stop"));
        System.out.println(gateway.describe());
        System.out.println("listening: curl -X POST 'http://127.0.0.1:" + service.port() + "/ask?q=Say+hello'");
    }
}
