/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading members by name, and views that never throw. */
class BodyReadersTest {
    private static final Body BODY = JsonSamples.body("{\"s\":\"a\\nb\",\"i\":42,\"d\":0.70,\"t\":true,\"n\":null,"
            + "\"o\":{\"x\":{\"\\u0079\":[10,\"two\",{}]}},\"a\":[1,2,3],\"naïve\":\"ï\"}");

    @Test
    void readersReturnWhatTheMembersHold() {
        assertThat(BODY.string("s")).hasValue("a\nb");
        assertThat(BODY.string("naïve")).hasValue("ï");
        assertThat(BODY.integer("i")).hasValue(42);
        assertThat(BODY.decimal("d")).hasValue(new BigDecimal("0.70"));
        assertThat(BODY.bool("t", false)).isTrue();
        assertThat(BODY.isObject()).isTrue();
        assertThat(BODY.has("n")).isTrue();
        assertThat(BODY.has("x")).isFalse();
    }

    @Test
    void nullReadsAsAbsent() {
        for (String name : List.of("n", "nowhere")) {
            assertThat(BODY.string(name)).isEmpty();
            assertThat(BODY.integer(name)).isEmpty();
            assertThat(BODY.decimal(name)).isEmpty();
            assertThat(BODY.bool(name, true)).isTrue();
            assertThat(BODY.bool(name, false)).isFalse();
        }
    }

    @Test
    void wrongTypeIsRefusedWithTheNameOfTheMember() {
        assertThatThrownBy(() -> BODY.integer("s"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("s: expected an integer, found a string");
        assertThatThrownBy(() -> BODY.string("i")).hasMessageContaining("i: expected a string, found a number");
        assertThatThrownBy(() -> BODY.bool("s", true)).hasMessageContaining("s: expected a boolean, found a string");
        assertThatThrownBy(() -> BODY.decimal("o")).hasMessageContaining("o: expected a number, found an object");
        assertThatThrownBy(() -> BODY.string("a")).hasMessageContaining("a: expected a string, found an array");
        assertThatThrownBy(() -> BODY.integer("t")).hasMessageContaining("t: expected an integer, found a boolean");
        assertThatThrownBy(() -> JsonSamples.body("[]").string("model"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("expected a JSON object, found an array");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "1.0, 1",
        "1e2, 100",
        "120e-1, 12",
        "0.5e1, 5",
        "0e999999999999, 0",
        "2147483648, 2147483648",
        "999999999999999999, 999999999999999999",
        "-999999999999999999, -999999999999999999",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "9.223372036854775807e18, 9223372036854775807"
    })
    void wholeNumbersAreReadExactly(String text, long expected) {
        Body body = JsonSamples.body("{\"n\":" + text + "}");

        assertThat(body.integer("n")).hasValue(expected);
        assertThat(body.json().get("n").integer()).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, a number with a fraction",
        "1e-5, a number with a fraction",
        "9223372036854775808, a number beyond 64 bits",
        "-9223372036854775809, a number beyond 64 bits",
        "1e400, a number beyond 64 bits",
        "1e999999999, a number beyond 64 bits",
        "-1e99999999999999999999, a number beyond 64 bits"
    })
    void otherNumbersAreNoIntegers(String text, String found) {
        Body body = JsonSamples.body("{\"n\":" + text + "}");

        assertThat(body.json().get("n").integer()).isEmpty();
        assertThatThrownBy(() -> body.integer("n")).hasMessageContaining("n: expected an integer, found " + found);
    }

    @Test
    void decimalsAreExactAndTheirExponentsBounded() {
        assertThat(number("0.1").json().get("n").decimal()).hasValue(new BigDecimal("0.1"));
        assertThat(number("1e400").decimal("n")).hasValue(new BigDecimal("1e400"));
        assertThat(number("1e-999").decimal("n")).hasValue(new BigDecimal("1e-999"));
        assertThat(number("0.0e5000").decimal("n")).hasValue(BigDecimal.ZERO);
        assertThat(number("1e1000").json().get("n").decimal()).isEmpty();
        assertThatThrownBy(() -> number("1e1000").decimal("n"))
                .hasMessageContaining("n: expected a number, found one too large or too small to read");
    }

    @Test
    void viewsChainThroughWhatIsMissing() {
        JsonView y = BODY.json().get("o").get("x").get("y");

        assertThat(y.at(1).string()).hasValue("two");
        assertThat(y.at(3).exists()).isFalse();
        assertThat(y.at(-1).exists()).isFalse();
        assertThat(BODY.json().get("no").at(0).get("x").string()).isEmpty();
        assertThat(BODY.json().get("i").get("x").kind()).isEqualTo(JsonView.Kind.MISSING);
        assertThat(BODY.json().get("n").isNull()).isTrue();
        assertThat(JsonView.missing().size()).isZero();
        assertThat(JsonView.missing().elements()).isEmpty();
        assertThat(JsonView.missing().integer()).isEmpty();
        assertThatThrownBy(() -> JsonView.missing().toBody()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void viewsListMembersAndElementsInOrder() {
        List<String> names = new ArrayList<>();
        BODY.json().members().forEach(member -> names.add(member.name()));
        List<Long> elements = new ArrayList<>();
        BODY.json()
                .get("a")
                .elements()
                .forEach(element -> elements.add(element.integer().orElseThrow()));

        assertThat(names).containsExactly("s", "i", "d", "t", "n", "o", "a", "naïve");
        assertThat(elements).containsExactly(1L, 2L, 3L);
        assertThat(BODY.json().get("a").members()).isEmpty();
        assertThat(BODY.json().elements()).isEmpty();
        assertThat(BODY.json().size()).isEqualTo(8);
    }

    @Test
    void viewCopiedIntoABodyStandsForItself() {
        Body inner = BODY.json().get("o").toBody();

        assertThat(inner).isEqualTo(JsonSamples.body("{\"x\":{\"\\u0079\":[10,\"two\",{}]}}"));
        assertThat(inner.json().get("x").get("y").size()).isEqualTo(3);
    }

    @Test
    void loneSurrogatesStayTheCharactersTheyAre() {
        Body body = JsonSamples.body("{\"x\":\"a\\ud83d\",\"y\":\"\\ude00é\\n\",\"z\":\"\\ud83d\\ude00\"}");

        assertThat(body.string("x")).hasValue("a\ud83d");
        assertThat(body.string("y")).hasValue("\ude00é\n");
        assertThat(body.string("z")).hasValue("😀");
        assertThat(body.json().get("x").stringEquals("a\ud83d")).isTrue();
        assertThat(body.json().get("x").stringEquals("a?")).isFalse();
        assertThat(body.json().get("z").stringEquals("😀")).isTrue();
        assertThat(body.toJson().getAsJsonObject().get("x").getAsString()).isEqualTo("a\ud83d");
        assertThat(Body.of(body.toJson()).string("x")).hasValue("a\ud83d");
        assertThat(body.with("w", "\udc00").text()).endsWith(",\"w\":\"\\udc00\"}");
    }

    private static Body number(String text) {
        return JsonSamples.body("{\"n\":" + text + "}");
    }
}
