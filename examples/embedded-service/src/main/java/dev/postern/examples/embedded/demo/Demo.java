/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded.demo;

import dev.postern.api.Gateway;
import dev.postern.testkit.ScriptedUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plays calls through a gateway to an upstream on loopback and prints what became of them. */
public final class Demo {
    private Demo() {}

    /** Ends with status 1 if a call did not end as it should. */
    public static void main(String[] arguments) {
        List<Row> rows;
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            System.out.println("An upstream that speaks Anyscale's wire listens at " + upstream.baseUrl());
            System.out.println();
            rows = play(upstream);
            System.out.print(Table.of(rows));
            System.out.println();
            System.out.println("The upstream received " + upstream.requestCount() + " requests.");
        }
        long unexpected = rows.stream().filter(row -> !row.asExpected()).count();
        if (unexpected > 0) {
            System.out.println(unexpected + " of " + rows.size() + " lines are not as expected.");
            System.exit(1);
        }
    }

    static List<Row> play(ScriptedUpstream upstream) {
        try (Gateway gateway = gateway(upstream)) {
            List<Row> rows = new ArrayList<>(new Scenario(upstream, gateway).play());
            rows.addAll(new StateScenario(upstream, gateway).play());
            rows.addAll(new SemanticScenario(upstream, gateway).play());
            return rows;
        }
    }

    private static Gateway gateway(ScriptedUpstream upstream) {
        return Gateway.builder()
                .config("fallback", Configs.FALLBACK)
                .config("balanced", Configs.BALANCED)
                .config("retry", Configs.RETRY)
                .config("impatient", Configs.IMPATIENT)
                .config("cached", Configs.CACHED)
                .config("semantic", Configs.SEMANTIC)
                .config("guarded", Configs.GUARDED)
                .config("by-plan", Configs.BY_PLAN)
                .provider("anyscale", Map.of("base_url", upstream.baseUrl().toString(), "profile", "endpoints"))
                .environment(Scenario::variable)
                .build();
    }
}
