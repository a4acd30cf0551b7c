/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Holds the scanner to Gson's strict mode over mutated bodies.
 *
 * <p>{@code -Dpostern.fuzz.mutations=1000000} runs longer, {@code -Dpostern.fuzz.seed=…} repeats a run.
 */
@Tag("soak")
class BodyFuzzTest {
    private static final List<byte[]> TOKENS = List.of(
            JsonSamples.bytes("\"a\":1,"),
            JsonSamples.bytes("\"\\u0061\":2,"),
            JsonSamples.bytes("\\ud800"),
            JsonSamples.bytes("\\u00e"),
            JsonSamples.bytes("\\u"),
            JsonSamples.bytes("\\'"),
            JsonSamples.bytes("\\/"),
            JsonSamples.bytes("1e5"),
            JsonSamples.bytes("00"),
            JsonSamples.bytes("-"),
            JsonSamples.bytes("1."),
            JsonSamples.bytes("NaN"),
            JsonSamples.bytes("True"),
            JsonSamples.bytes("null"),
            JsonSamples.bytes("true"),
            JsonSamples.bytes("[["),
            JsonSamples.bytes("]"),
            JsonSamples.bytes("{}"),
            JsonSamples.bytes(","),
            JsonSamples.bytes(":"),
            JsonSamples.bytes("\""),
            JsonSamples.bytes("//x\n"),
            JsonSamples.bytes("/**/"),
            JsonSamples.bytes("#\n"),
            JsonSamples.bytes("'"),
            JsonSamples.bytes(";"),
            JsonSamples.bytes("="),
            JsonSamples.bytes("\t"),
            JsonSamples.bytes("\u00a0"),
            JsonSamples.bytes("\u2028"),
            JsonSamples.bytes("\ufeff"),
            JsonSamples.bytes("漢"),
            JsonSamples.bytes("😀"),
            new byte[] {0},
            new byte[] {0x1f},
            new byte[] {0x7f},
            new byte[] {'\f'},
            new byte[] {(byte) 0xc0, (byte) 0x80},
            new byte[] {(byte) 0xe0, (byte) 0x9f, (byte) 0xbf},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xed, (byte) 0x9f, (byte) 0xbf},
            new byte[] {(byte) 0xf0, (byte) 0x8f, (byte) 0xbf, (byte) 0xbf},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            new byte[] {(byte) 0xf4, (byte) 0x8f, (byte) 0xbf, (byte) 0xbf},
            new byte[] {(byte) 0xff});

    @Test
    void scannerAgreesWithGsonOnMutatedBodies() {
        int mutations = Integer.getInteger("postern.fuzz.mutations", 20_000);
        long seed = Long.getLong("postern.fuzz.seed", new Random().nextLong());
        Random random = new Random(seed);

        int accepted = 0;
        for (int i = 0; i < mutations; i++) {
            byte[] json = mutate(random);
            if (check(json, limits(random), "seed " + seed + ", mutation " + i)) {
                accepted++;
            }
        }

        System.out.printf("%d mutated bodies, %d of them valid, seed %d%n", mutations, accepted, seed);
        assertThat(accepted).isGreaterThan(mutations / 100);
    }

    @Test
    void scannerAgreesWithGsonOnTheSamplesThemselves() {
        for (String sample : JsonSamples.ALL) {
            assertThat(check(JsonSamples.bytes(sample), JsonLimits.DEFAULT, sample))
                    .isTrue();
        }
    }

    private static boolean check(byte[] json, JsonLimits limits, String where) {
        boolean expected = GsonOracle.accepts(json, limits);
        byte[] before = json.clone();
        Body body = null;
        String refusal = "";
        try {
            body = Body.parse(json, limits);
        } catch (MalformedBodyException e) {
            refusal = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            throw new AssertionError(describe(where, json), e);
        }
        if (expected != (body != null)) {
            throw new AssertionError((expected ? "Gson accepts, we refuse: " + refusal : "Gson refuses, we accept")
                    + describe(where, json));
        }
        if (body != null) {
            try {
                assertThat(body.toBytes()).isEqualTo(before);
                compare(body.json(), body.toJson());
                assertThat(Body.trusted(json).json().size())
                        .isEqualTo(body.json().size());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(describe(where, json), e);
            }
        }
        return expected;
    }

    /** Compares what a view shows with Gson's tree, all the way down. */
    static void compare(JsonView view, JsonElement tree) {
        if (tree instanceof JsonObject object) {
            assertThat(view.isObject()).isTrue();
            assertThat(view.size()).isEqualTo(object.size());
            for (JsonView.Member member : view.members()) {
                JsonElement expected = object.get(member.name());
                assertThat(expected).isNotNull();
                assertThat(view.get(member.name()).text())
                        .isEqualTo(member.value().text());
                compare(member.value(), expected);
            }
        } else if (tree instanceof JsonArray array) {
            assertThat(view.isArray()).isTrue();
            assertThat(view.size()).isEqualTo(array.size());
            int i = 0;
            for (JsonView element : view.elements()) {
                assertThat(view.at(i).text()).isEqualTo(element.text());
                compare(element, array.get(i++));
            }
        } else if (tree.isJsonNull()) {
            assertThat(view.isNull()).isTrue();
        } else if (tree.getAsJsonPrimitive().isString()) {
            assertThat(view.string()).hasValue(tree.getAsString());
            assertThat(view.stringEquals(tree.getAsString())).isTrue();
            assertThat(view.stringEquals(tree.getAsString() + "x")).isFalse();
        } else if (tree.getAsJsonPrimitive().isBoolean()) {
            assertThat(view.bool()).hasValue(tree.getAsBoolean());
        } else {
            assertThat(view.text()).isEqualTo(tree.getAsString());
        }
    }

    private static JsonLimits limits(Random random) {
        if (random.nextInt(4) != 0) {
            return JsonLimits.DEFAULT;
        }
        return new JsonLimits(
                1 + random.nextInt(2_000), 1 + random.nextInt(12), 1 + random.nextInt(60), 1 + random.nextInt(30));
    }

    private static byte[] mutate(Random random) {
        byte[] json = sample(random);
        for (int rounds = 1 + random.nextInt(3); rounds > 0 && json.length > 0; rounds--) {
            int at = random.nextInt(json.length);
            int to = Math.min(json.length, at + 1 + random.nextInt(random.nextInt(10) == 0 ? 100 : 4));
            switch (random.nextInt(7)) {
                case 0:
                    json[at] ^= (byte) (1 << random.nextInt(8));
                    break;
                case 1:
                    json[at] = (byte) random.nextInt(256);
                    break;
                case 2:
                    json = join(json, at, new byte[0], json, to);
                    break;
                case 3:
                    json = join(json, at, TOKENS.get(random.nextInt(TOKENS.size())), json, at);
                    break;
                case 4:
                    json = join(json, at, TOKENS.get(random.nextInt(TOKENS.size())), json, to);
                    break;
                case 5:
                    // The same piece twice: duplicate names, doubled commas.
                    json = join(json, to, new byte[0], json, at);
                    break;
                default:
                    byte[] other = sample(random);
                    json = join(json, at, new byte[0], other, random.nextInt(other.length));
            }
        }
        return json;
    }

    private static byte[] sample(Random random) {
        return JsonSamples.bytes(JsonSamples.ALL.get(random.nextInt(JsonSamples.ALL.size())));
    }

    private static byte[] join(byte[] head, int to, byte[] middle, byte[] tail, int from) {
        byte[] joined = new byte[to + middle.length + tail.length - from];
        System.arraycopy(head, 0, joined, 0, to);
        System.arraycopy(middle, 0, joined, to, middle.length);
        System.arraycopy(tail, from, joined, to + middle.length, tail.length - from);
        return joined;
    }

    private static String describe(String where, byte[] json) {
        return "\n" + where + "\n" + new String(json, StandardCharsets.UTF_8) + "\n"
                + HexFormat.of().formatHex(json);
    }
}
