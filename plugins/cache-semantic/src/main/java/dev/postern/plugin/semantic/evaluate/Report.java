/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints an evaluation as tables. */
final class Report {
    private static final double FIRST = 0.80;
    private static final double LAST = 0.99;
    private static final double STEP = 0.01;

    private final Evaluation evaluation;
    private final double threshold;
    private final PrintStream out;

    Report(Evaluation evaluation, double threshold, PrintStream out) {
        this.evaluation = evaluation;
        this.threshold = threshold;
        this.out = out;
    }

    static List<Double> thresholds() {
        List<Double> all = new ArrayList<>();
        for (int i = 0; FIRST + i * STEP <= LAST + STEP / 2; i++) {
            all.add(Math.round((FIRST + i * STEP) * 1000) / 1000.0);
        }
        return all;
    }

    void print(boolean disputed) {
        out.println("threshold  right  wrong  missed  precision (95 % interval)  recall   by similarity alone");
        List<Double> rows = new ArrayList<>(thresholds());
        if (!rows.contains(threshold)) {
            rows.add(threshold);
            rows.sort(Double::compare);
        }
        rows.forEach(this::row);
        out.println();
        out.println("refused at " + threshold + "           same  different");
        evaluation
                .refused(threshold)
                .forEach((guard, refused) -> out.println(
                        String.format(Locale.ROOT, "  %-20s %6d %10d", guard, refused.same(), refused.different())));
        if (disputed) {
            disputed();
        }
    }

    private void row(double at) {
        Evaluation.Row row = evaluation.at(at);
        Evaluation.Row plain = evaluation.plainAt(at);
        Wilson precision = row.precision();
        out.println(String.format(
                Locale.ROOT,
                "%s %.3f %6d %6d %7d   %.3f (%.3f to %.3f)       %.3f    %.3f at %.3f",
                Math.abs(at - threshold) < 1e-9 ? "->" : "  ",
                at,
                row.right(),
                row.wrong(),
                row.missed(),
                precision.share(),
                precision.low(),
                precision.high(),
                row.recall(),
                plain.precision().share(),
                plain.recall()));
    }

    private void disputed() {
        out.println();
        out.println("disputed at " + threshold + ": the label says one thing, the cache another");
        for (Judged one : evaluation.disputed(threshold)) {
            String why = one.refusal() == null
                    ? "a hit, labelled different"
                    : "refused by " + one.refusal() + ", labelled same";
            out.println(String.format(
                    Locale.ROOT,
                    "  %.4f %s%n    %s%n    %s",
                    one.similarity(),
                    why,
                    one.pair().one(),
                    one.pair().other()));
        }
    }
}
