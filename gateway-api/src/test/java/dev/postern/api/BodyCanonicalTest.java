/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyCanonicalTest {
    private static final List<String> NOTHING = List.of();

    private static Body body(String json) {
        return Body.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String canonical(String json) {
        return body(json).canonical(NOTHING).orElseThrow().text();
    }

    @Test
    void membersAreSortedAtEveryDepthAndBlanksGo() {
        String text = " { \"b\" : [ { \"z\" : 1 , \"y\" : { } } , [ ] ] ,\n\"a\" : null , \"aa\":true, \"\":false } ";

        assertThat(canonical(text)).isEqualTo("{\"\":false,\"a\":null,\"aa\":true,\"b\":[{\"y\":{},\"z\":1},[]]}");
    }

    @Test
    void elementsKeepTheirOrder() {
        assertThat(canonical("[3, 1, 2]")).isEqualTo("[3,1,2]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1.0, 1",
                "-0, 0",
                "0.0e9, 0",
                "1e2, 100",
                "1E+2, 100",
                "1e-5, 1e-5",
                "0.00001, 1e-5",
                "0.70, 7e-1",
                "-12.50, -125e-1",
                "12345678901234567890, 12345678901234567890",
                "123456789012345678901, 123456789012345678901e0",
                "100000000000000000000, 1e20",
                "1e20, 1e20",
                "1e19, 10000000000000000000",
                "0e99999999999999999999999, 0",
                "1e99999999999999999999999, 1e99999999999999999999999",
                "1e0000000000000000000001, 10"
            })
    void equalNumbersAreWrittenAlike(String written, String canonical) {
        assertThat(canonical(written)).isEqualTo(canonical);
    }

    @Test
    void escapesAreWrittenInOneWay() {
        assertThat(canonical("\"\\u0041\\/\\u00e9\\u000a\\t\\u001f\\\"\\u005c\\ud83d\\ude00\""))
                .isEqualTo("\"A/é\\n\\t\\u001f\\\"\\\\😀\"");
        assertThat(canonical("{\"\\u0062\":1,\"a\":2}")).isEqualTo("{\"a\":2,\"b\":1}");
    }

    @Test
    void loneSurrogatesStayApart() {
        List<String> texts =
                List.of("\"\\ud800\"", "\"\\ud801\"", "\"\\udc00\"", "\"?\"", "\"\\ufffd\"", "\"\\\\ud800\"");

        assertThat(texts.stream().map(BodyCanonicalTest::canonical)).doesNotHaveDuplicates();
        assertThat(canonical("\"\\uD800\"")).isEqualTo("\"\\ud800\"");
    }

    @Test
    void namedMembersOfTheRootAreLeftOut() {
        Body body = body("{\"stream\":true,\"a\":{\"stream\":1},\"str\\u0065am_options\":{\"x\":[1]},\"b\":2}");

        Body canonical = body.canonical(List.of("stream", "stream_options")).orElseThrow();

        assertThat(canonical.text()).isEqualTo("{\"a\":{\"stream\":1},\"b\":2}");
        assertThat(body("{\"stream\":true}")
                        .canonical(List.of("stream"))
                        .orElseThrow()
                        .text())
                .isEqualTo("{}");
    }

    @Test
    void theResultCanBeReadByName() {
        Body canonical = body("{\"b\":\"x\",\"a\":[1.0]}").canonical(NOTHING).orElseThrow();

        assertThat(canonical.string("b")).contains("x");
        assertThat(canonical.json().get("a").at(0).integer()).hasValue(1);
        assertThat(canonical.with("c", 1).text()).isEqualTo("{\"a\":[1],\"b\":\"x\",\"c\":1}");
    }

    @Test
    void theSameListGivesTheSameResult() {
        Body body = body("{\"b\":1,\"a\":2}");

        assertThat(body.canonical(NOTHING).orElseThrow())
                .isSameAs(body.canonical(NOTHING).orElseThrow());
        assertThat(body.canonical(List.of("a")).orElseThrow().text()).isEqualTo("{\"b\":1}");
    }

    @Test
    void whatIsTooDeepOrTooWideHasNoCanonicalForm() {
        Body deep = Body.parse(
                ("[".repeat(150) + "]".repeat(150)).getBytes(StandardCharsets.UTF_8),
                JsonLimits.DEFAULT.withMaxDepth(1000));
        BodyBuilder wide = Body.object();
        for (int i = 5000; i > 0; i--) {
            wide.put("k" + i, i);
        }

        assertThat(deep.canonical(NOTHING)).isEmpty();
        assertThat(wide.build().canonical(NOTHING)).isEmpty();
    }

    @Test
    void manyMembersAreSorted() {
        BodyBuilder reversed = Body.object();
        BodyBuilder straight = Body.object();
        for (int i = 0; i < 4000; i++) {
            reversed.put(String.format("k%05d", 4000 - i), 4000 - i);
            straight.put(String.format("k%05d", i + 1), i + 1);
        }

        assertThat(reversed.build().canonical(NOTHING))
                .isEqualTo(straight.build().canonical(NOTHING));
    }

    /** Writes a random value twice, the second time in another order, with other blanks, escapes and numbers. */
    @Test
    void equalValuesWrittenDifferentlyAreOneAndOthersAreNot() {
        long seed = Long.getLong("postern.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            long value = random.nextLong();
            String one = new Writer(new Random(value), new Random(1)).root();
            String same = new Writer(new Random(value), new Random(random.nextLong())).root();
            String other = new Writer(new Random(value + 1), new Random(1)).root();

            assertThat(canonical(same)).as("seed %s: %s", seed, same).isEqualTo(canonical(one));
            assertThat(canonical(canonical(one))).isEqualTo(canonical(one));
            assertThat(JsonTrees.read(canonical(one)).equals(JsonTrees.read(canonical(other))))
                    .as("seed %s: %s and %s", seed, one, other)
                    .isEqualTo(canonical(one).equals(canonical(other)));
        }
    }

    /** Draws values from one source of chance and their way of writing from another. */
    private static final class Writer {
        private final Random values;
        private final Random style;

        Writer(Random values, Random style) {
            this.values = values;
            this.style = style;
        }

        String root() {
            return value(0);
        }

        private String blank() {
            return List.of("", "", " ", "\n\t").get(style.nextInt(4));
        }

        private String value(int depth) {
            int kind = values.nextInt(depth > 3 ? 4 : 6);
            return blank()
                    + switch (kind) {
                        case 0 -> "null";
                        case 1 -> String.valueOf(values.nextBoolean());
                        case 2 -> number();
                        case 3 -> string("");
                        case 4 -> array(depth);
                        default -> object(depth);
                    }
                    + blank();
        }

        private String number() {
            int whole = values.nextInt(2000) - 1000;
            return switch (style.nextInt(4)) {
                case 0 -> whole + ".0";
                case 1 -> whole == 0 ? "-0" : whole + "0e-1";
                case 2 -> whole + ".00E+0";
                default -> String.valueOf(whole);
            };
        }

        private String string(String prefix) {
            StringBuilder string = new StringBuilder("\"" + prefix);
            int length = values.nextInt(6);
            for (int i = 0; i < length; i++) {
                char c = "ab\n\"\\/é\u2028\u0001".charAt(values.nextInt(9));
                boolean escape = c < ' ' || c == '"' || c == '\\' || style.nextBoolean();
                string.append(escape ? String.format("\\u%04" + (style.nextBoolean() ? "x" : "X"), (int) c) : c);
            }
            return string.append('"').toString();
        }

        private String array(int depth) {
            List<String> elements = new ArrayList<>();
            for (int i = values.nextInt(4); i > 0; i--) {
                elements.add(value(depth + 1));
            }
            return "[" + String.join(",", elements) + blank() + "]";
        }

        private String object(int depth) {
            List<String> members = new ArrayList<>();
            for (int i = values.nextInt(20); i > 0; i--) {
                members.add(string("m" + i) + blank() + ":" + value(depth + 1));
            }
            Collections.shuffle(members, style);
            return "{" + blank() + String.join(",", members) + "}";
        }
    }
}
