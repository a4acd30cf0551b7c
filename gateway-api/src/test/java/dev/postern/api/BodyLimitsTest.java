/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bounds and names: what keeps a hostile body as cheap as an honest one. */
@Timeout(30)
class BodyLimitsTest {
    @Test
    void defaultsAreThoseOfTheDocumentation() {
        assertThat(JsonLimits.DEFAULT).isEqualTo(new JsonLimits(10 * 1024 * 1024, 100, 250_000, 100));
    }

    @Test
    void limitsBelowOneAreRefused() {
        assertThatThrownBy(() -> JsonLimits.DEFAULT.withMaxDepth(0)).hasMessage("maxDepth must be at least 1, is 0");
    }

    @Test
    void bytesAreCounted() {
        JsonLimits limits = JsonLimits.DEFAULT.withMaxBytes(4);

        assertThat(Body.parse(JsonSamples.bytes("[12]"), limits).size()).isEqualTo(4);
        assertThatThrownBy(() -> Body.parse(JsonSamples.bytes("[123]"), limits))
                .hasMessageContaining("the body exceeds 4 bytes");
    }

    @Test
    void depthIsCountedInOpenContainers() {
        assertThatCode(() -> JsonSamples.body("[".repeat(100) + "]".repeat(100)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> JsonSamples.body("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining("line 1, column 105: nested deeper than 100 levels");
    }

    @Test
    void everyValueCountsAsANodeAndNamesDoNot() {
        JsonLimits limits = JsonLimits.DEFAULT.withMaxNodes(4);

        assertThat(Body.parse(JsonSamples.bytes("{\"a\":[1,2]}"), limits).size())
                .isEqualTo(11);
        assertThatThrownBy(() -> Body.parse(JsonSamples.bytes("{\"a\":[1,2],\"b\":3}"), limits))
                .hasMessageContaining("line 1, column 16: more than 4 values");
    }

    @Test
    void numbersAreBoundedInLength() {
        assertThat(JsonSamples.body("[" + "9".repeat(100) + "]").size()).isEqualTo(102);
        assertThatThrownBy(() -> JsonSamples.body("[" + "9".repeat(101) + "]"))
                .hasMessageContaining("line 1, column 2: a number longer than 100 characters");
    }

    @Test
    void hundredThousandLevelsOverflowNoStackWhereTheLimitAllowsThem() {
        int depth = 100_000;
        String json = "{\"a\":".repeat(depth) + "[]" + "}".repeat(depth);

        Body body = Body.parse(JsonSamples.bytes(json), JsonLimits.DEFAULT.withMaxDepth(depth + 1));

        assertThat(body.json().get("a").get("a").isObject()).isTrue();
        assertThat(body.toJson().getAsJsonObject().has("a")).isTrue();
        assertThat(Body.of(body.toJson())).isEqualTo(body);
    }

    @Test
    void aNameTwiceInOneObjectIsRefusedAtEveryDepth() {
        assertRefused("{\"a\":1,\"a\":1}");
        assertRefused("{\"a\":1,\"b\":2,\"a\":1}");
        assertRefused("[0,{\"x\":{\"a\":1,\"b\":{\"a\":0},\"a\":1}}]");
        assertRefused("{\"\":1,\"\":2}");
        assertRefused("{\"é\":1,\"é\":2}");
    }

    @Test
    void namesAreComparedAfterUnescaping() {
        assertRefused("{\"a\":1,\"\\u0061\":2}");
        assertRefused("{\"\\u0061\":1,\"a\":2}");
        assertRefused("{\"\\u0061b\":1,\"a\\u0062\":2}");
        assertRefused("{\"\\u00e9\":1,\"é\":2}");
        assertRefused("{\"\\u00E9\":1,\"\\u00e9\":2}");
        assertRefused("{\"\\ud83d\\ude00\":1,\"😀\":2}");
        assertRefused("{\"/\":1,\"\\/\":2}");
        assertRefused("{\"\\ud800\":1,\"\\uD800\":2}");
    }

    @Test
    void namesThatOnlyLookAlikeAreTaken() {
        assertThat(JsonSamples.body("{\"a\":1,\"A\":2,\"a \":3,\"aa\":4,\"\":5}")
                        .json()
                        .size())
                .isEqualTo(5);
        // Two lone surrogates stay two names; a replacement character would make them one.
        assertThat(JsonSamples.body("{\"\\ud800\":1,\"\\ud801\":2,\"?\":3,\"\\ufffd\":4}")
                        .json()
                        .size())
                .isEqualTo(4);
        assertThat(JsonSamples.body("{\"é\":1,\"e\\u0301\":2}").json().size()).isEqualTo(2);
    }

    @Test
    void duplicatesAreFoundInObjectsOfEverySize() {
        for (int names : new int[] {1, 2, 15, 16, 17, 18, 40, 1_000}) {
            String members =
                    IntStream.range(0, names).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(","));
            assertThat(JsonSamples.body("{" + members + "}").json().size()).isEqualTo(names);
            assertRefused("{" + members + ",\"k0\":0}");
            assertRefused("{" + members + ",\"k" + (names - 1) + "\":0}");
            assertRefused("{" + members + ",\"\\u006b0\":0}");
            assertRefused("[{\"\\u006b0\":0," + members + "}]");
        }
    }

    @Test
    void fortyThousandNamesThatCollideAreNoWorseThanOthers() {
        // "Aa" and "BB" have one hash code, so do all words made of them.
        String members = IntStream.range(0, 40_000)
                .mapToObj(i -> "\"" + word(i) + "\":0")
                .collect(Collectors.joining(","));

        assertThat(JsonSamples.body("{" + members + "}").json().size()).isEqualTo(40_000);
        assertRefused("{" + members + ",\"" + word(39_999) + "\":1}");
    }

    private static String word(int bits) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            word.append((bits >> i & 1) == 0 ? "Aa" : "BB");
        }
        return word.toString();
    }

    private static void assertRefused(String json) {
        assertThatThrownBy(() -> JsonSamples.body(json))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining("the object has this name already");
    }
}
