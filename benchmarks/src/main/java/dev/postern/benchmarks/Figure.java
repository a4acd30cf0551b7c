/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.google.gson.JsonObject;
import java.util.Locale;

/**
 * One measured figure.
 *
 * @param name what was measured, such as {@code route strategy=single by=postern}
 * @param value the figure and its scatter
 * @param unit the unit of the figure
 * @param bytesPerOp bytes allocated for each operation; below 0 where that was not measured
 * @param base what the ratio compares with; empty for none
 * @param ratio this figure over that of the base
 * @param goal what was wanted; empty for none
 * @param note what a reader must know beside that; empty for nothing
 */
record Figure(
        String name,
        Spread value,
        String unit,
        double bytesPerOp,
        String base,
        double ratio,
        String goal,
        String note) {
    static Figure of(String name, Spread value, String unit) {
        return new Figure(name, value, unit, -1, "", 1, "", "");
    }

    Figure allocating(double bytes) {
        return new Figure(name, value, unit, bytes, base, ratio, goal, note);
    }

    Figure against(String other, double times) {
        return new Figure(name, value, unit, bytesPerOp, other, times, goal, note);
    }

    Figure withGoal(String wanted) {
        return new Figure(name, value, unit, bytesPerOp, base, ratio, wanted, note);
    }

    Figure withNote(String text) {
        return new Figure(name, value, unit, bytesPerOp, base, ratio, goal, text);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("median", rounded(value.median()));
        json.addProperty("low", rounded(value.low()));
        json.addProperty("high", rounded(value.high()));
        json.addProperty("samples", value.count());
        json.addProperty("unit", unit);
        if (bytesPerOp >= 0) {
            json.addProperty("bytes_per_op", Math.round(bytesPerOp));
        }
        if (!base.isEmpty()) {
            json.addProperty("base", base);
            json.addProperty("ratio", rounded(ratio));
        }
        if (!goal.isEmpty()) {
            json.addProperty("goal", goal);
        }
        if (!note.isEmpty()) {
            json.addProperty("note", note);
        }
        return json;
    }

    private static double rounded(double value) {
        return Double.parseDouble(shortly(value));
    }

    /** Writes three digits that mean something, and all those before the point. */
    static String shortly(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, pattern, value);
    }

    @Override
    public String toString() {
        String bytes = bytesPerOp < 0 ? "" : ", " + Math.round(bytesPerOp) + " B";
        String compared = base.isEmpty() ? "" : ", " + shortly(ratio) + " x of " + base;
        return name + ": " + shortly(value.median()) + " " + unit + " (" + shortly(value.low()) + " to "
                + shortly(value.high()) + ")" + bytes + compared + (goal.isEmpty() ? "" : ", goal " + goal)
                + (note.isEmpty() ? "" : "; " + note);
    }
}
