/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.api.Body;
import dev.postern.api.JsonView;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Claim: validating a body and changing it costs a small part of what Gson's tree costs, at every size.
 *
 * <p>Workload: a chat request of 1 or 10 KB. {@code scan} validates bytes that just came in; {@code with} replaces the
 * model of a body that is there; {@code edit} replaces a nested text, removes a member and adds one, in one copy.
 * {@code gson} parses to a tree, or changes a tree that is there, and writes bytes where there was a change.
 *
 * <p>Distribution: eight of ten bytes are text of messages, with an escape every 40. One thread.
 *
 * <p>Command: {@code ./postern bench body}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BodyBenchmark {
    /** The size in bytes. */
    @Param({"1024", "10240"})
    public int size = 1024;

    /** Ours, or Gson's tree. */
    @Param({"postern", "gson"})
    public String by = "postern";

    private static final Body BRIEF = Body.parse(Samples.utf8("\"Be brief.\""));

    private byte[] bytes = {};
    private Body body = Body.empty();
    private JsonObject tree = new JsonObject();
    private boolean ours;

    /** Makes the request. */
    @Setup
    public void setUp() {
        bytes = Samples.chatRequest(size);
        body = Body.parse(bytes);
        tree = parse(bytes).getAsJsonObject();
        ours = by.equals("postern");
    }

    private static JsonElement parse(byte[] json) {
        return JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
    }

    /** Validates and indexes. */
    @Benchmark
    public Object scan() {
        return ours ? Body.parse(bytes) : parse(bytes);
    }

    /** Replaces one member of the root. */
    @Benchmark
    public Object with() {
        if (ours) {
            return body.with("model", Samples.SERVED_MODEL);
        }
        tree.addProperty("model", Samples.SERVED_MODEL);
        return Samples.utf8(tree.toString());
    }

    /** Makes three changes, one of them nested. */
    @Benchmark
    public Object edit() {
        return ours ? edited() : changed();
    }

    private Body edited() {
        JsonView root = body.json();
        return body.edit()
                .replace(root.get("messages").at(0).get("content"), BRIEF)
                .remove(root, "top_p")
                .set(root, "seed", 7)
                .apply();
    }

    private byte[] changed() {
        tree.getAsJsonArray("messages").get(0).getAsJsonObject().addProperty("content", "Be brief.");
        tree.remove("top_p");
        tree.addProperty("seed", 7);
        byte[] changed = Samples.utf8(tree.toString());
        tree.addProperty("top_p", 0.95);
        tree.remove("seed");
        return changed;
    }
}
