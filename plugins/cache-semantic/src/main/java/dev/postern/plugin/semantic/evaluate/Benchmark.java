/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.postern.plugin.semantic.index.ExactIndex;
import dev.postern.plugin.semantic.index.VectorIndex.Found;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Stores all origins, asks with all similars, and counts: right if the answer is that of the own origin. */
final class Benchmark {
    private static final int CANDIDATES = 8;

    private final Judge judge;
    private final double threshold;

    /**
     * One case.
     *
     * @param origin what is stored
     * @param similar what is asked
     */
    record Case(String origin, String similar) {}

    /**
     * The counts.
     *
     * @param right similars that got the answer of their origin
     * @param wrong similars that got another's
     * @param missed similars that got none
     */
    record Result(int right, int wrong, int missed) {}

    Benchmark(Judge judge, double threshold) {
        this.judge = judge;
        this.threshold = threshold;
    }

    /**
     * Reads an array of {@code {"origin": "…", "similar": "…"}}.
     *
     * @throws IOException if the file cannot be read or is of another form
     */
    static List<Case> read(Path file) throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            JsonArray array = new Gson().fromJson(reader, JsonArray.class);
            for (JsonElement element : array) {
                JsonObject object = element.getAsJsonObject();
                cases.add(new Case(
                        object.get("origin").getAsString(),
                        object.get("similar").getAsString()));
            }
            return cases;
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new IOException(file + ": expected an array of {\"origin\": \"…\", \"similar\": \"…\"}", e);
        }
    }

    Result run(List<Case> cases, IntConsumer done) {
        ExactIndex<Case> index = new ExactIndex<>(judge.vector("one").length);
        int steps = 0;
        for (Case one : cases) {
            if (judge.isAsked(one.origin())) {
                index.add(judge.vector(one.origin()), one);
            }
            done.accept(++steps);
        }
        int right = 0;
        int wrong = 0;
        for (Case one : cases) {
            String answered = answered(index, one.similar());
            right += answered != null && answered.equals(one.origin()) ? 1 : 0;
            wrong += answered != null && !answered.equals(one.origin()) ? 1 : 0;
            done.accept(++steps);
        }
        return new Result(right, wrong, cases.size() - right - wrong);
    }

    private @Nullable String answered(ExactIndex<Case> index, String text) {
        if (judge.isAsked(text)) {
            for (Found<Case> found : index.nearest(judge.vector(text), threshold, CANDIDATES)) {
                if (judge.refusal(text, found.item().origin()) == null) {
                    return found.item().origin();
                }
            }
        }
        return null;
    }
}
