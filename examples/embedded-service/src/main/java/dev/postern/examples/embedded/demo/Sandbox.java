/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded.demo;

import dev.postern.testkit.Profile;
import dev.postern.testkit.ScriptedUpstream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** Leaves an upstream running that speaks Anyscale's wire, for experiments by hand. */
public final class Sandbox {
    private static final String USAGE = "usage: ./postern sandbox [--port N] [--profile endpoints|ray-serve]";

    private Sandbox() {}

    /** Runs until the process is asked to end. */
    public static void main(String[] arguments) throws InterruptedException {
        ScriptedUpstream.Builder settings = ScriptedUpstream.builder().history(0);
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length || !apply(arguments[i], arguments[i + 1], settings)) {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
        ScriptedUpstream upstream = start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(upstream::close, "stop"));
        System.out.println(help(upstream));
        new CountDownLatch(1).await();
    }

    private static boolean apply(String name, String value, ScriptedUpstream.Builder settings) {
        if (name.equals("--port") && value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535) {
            settings.port(Integer.parseInt(value));
            return true;
        }
        if (name.equals("--profile") && value.matches("endpoints|ray-serve")) {
            settings.profile(value.equals(word(Profile.ENDPOINTS)) ? Profile.ENDPOINTS : Profile.RAY_SERVE);
            return true;
        }
        return false;
    }

    private static ScriptedUpstream start(ScriptedUpstream.Builder settings) {
        try {
            return settings.start();
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage() + "; choose another --port");
            System.exit(1);
            throw e;
        }
    }

    private static String word(Profile profile) {
        return profile == Profile.ENDPOINTS ? "endpoints" : "ray-serve";
    }

    private static String help(ScriptedUpstream upstream) {
        return """
                An upstream that speaks Anyscale's wire (%1$s) listens at

                  %2$s

                Any key will do. Try it:

                  curl %2$s/chat/completions -H 'Authorization: Bearer demo' -H 'Content-Type: application/json' \\
                    -d '{"model": "mistralai/Mistral-7B-Instruct-v0.1", "messages": [{"role": "user", "content": "Say this is a test"}]}'

                Add "stream": true for a stream; GET %2$s/models lists models.
                To send a gateway's calls here, set ANYSCALE_BASE_URL=%2$s and any ANYSCALE_API_KEY,
                and in its settings {"providers": {"anyscale": {"profile": "%1$s"}}}

                These models ask for a fault by their name:

                  fail-500       that status; any from 200 to 599
                  delay-200      200 ms before the answer
                  cut-3          a stream that breaks after 3 events
                  silent         never answers
                  unknown-model  404

                Ctrl-C ends it.
                """.formatted(word(upstream.profile()), upstream.baseUrl());
    }
}
