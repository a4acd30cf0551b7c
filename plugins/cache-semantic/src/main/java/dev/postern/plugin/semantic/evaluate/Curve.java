/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws precision and recall over the threshold as SVG: with guards, and by similarity alone. */
final class Curve {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 50;
    private static final int TOP = 20;
    private static final int RIGHT = 620;
    private static final int BOTTOM = 310;

    private final Evaluation evaluation;
    private final List<Double> thresholds;

    Curve(Evaluation evaluation, List<Double> thresholds) {
        this.evaluation = evaluation;
        this.thresholds = thresholds;
    }

    String svg() {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        axes(svg);
        line(svg, "#0b6", "precision with guards", 0, row -> precision(evaluation.at(row)));
        line(svg, "#b50", "precision by similarity alone", 1, row -> precision(evaluation.plainAt(row)));
        line(svg, "#06b", "recall with guards", 2, row -> evaluation.at(row).recall());
        line(
                svg,
                "#aaa",
                "recall by similarity alone",
                3,
                row -> evaluation.plainAt(row).recall());
        return svg.append("</svg>\n").toString();
    }

    private static double precision(Evaluation.Row row) {
        return row.precision().share();
    }

    private void axes(StringBuilder svg) {
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            double y = y(tenth / 10.0);
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"20\" y=\"%.1f\">%.1f</text>%n",
                    LEFT,
                    y,
                    RIGHT,
                    y + 4,
                    tenth / 10.0));
        }
        for (int i = 0; i < thresholds.size(); i += Math.max(1, thresholds.size() / 8)) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.2f</text>%n",
                    x(i),
                    BOTTOM + 18,
                    thresholds.get(i)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">threshold</text>%n",
                (LEFT + RIGHT) / 2,
                HEIGHT - 10));
    }

    private void line(StringBuilder svg, String colour, String name, int place, ToDoubleFunction<Double> value) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < thresholds.size(); i++) {
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", x(i), y(value.applyAsDouble(thresholds.get(i)))));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
                        + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                path,
                colour,
                LEFT + 10,
                BOTTOM - 60 + 14 * place,
                colour,
                name));
    }

    private double x(int i) {
        return LEFT + (double) (RIGHT - LEFT) * i / Math.max(1, thresholds.size() - 1);
    }

    private static double y(double share) {
        return BOTTOM - (BOTTOM - TOP) * share;
    }
}
