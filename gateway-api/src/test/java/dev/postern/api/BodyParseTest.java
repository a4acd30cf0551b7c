/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scanner takes, what it refuses, and where it says the flaw is. */
class BodyParseTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "false",
                "0",
                "-0",
                "-0.0",
                "1e5",
                "1E+05",
                "1.25e-7",
                "123456789012345678901234567890",
                "\"\"",
                "\" \"",
                "\"\u007f\"",
                "\"\\u0000\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\u2028\u2029\"",
                "\"😀\"",
                " \t\r\n{ \"a\" : [ 1 , 2 ] } \t\r\n",
                "{\"\":0}",
                "{\"a\":{\"a\":{\"a\":[{\"a\":0},{\"a\":0}]}}}",
                "[[[[]]],{},[{}]]"
            })
    void validTextIsKeptByteForByte(String json) throws Exception {
        byte[] bytes = JsonSamples.bytes(json);

        Body body = Body.parse(bytes.clone());

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(bytes);
        assertThat(body.toBytes()).isEqualTo(bytes);
        assertThat(body.text()).isEqualTo(json);
        assertThat(body.size()).isEqualTo(bytes.length);
        assertThat(body.asByteBuffer().isReadOnly()).isTrue();
        assertThat(StandardCharsets.UTF_8.decode(body.asByteBuffer()).toString())
                .isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "}",
                "]",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1;2]",
                "[1}",
                "{1:2}",
                "{a:1}",
                "{'a':1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\" 1}",
                "{\"a\"=1}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1]",
                "{\"a\":1 \"b\":2}",
                "01",
                "-01",
                "+1",
                ".5",
                "1.",
                "1.e1",
                "1e",
                "1e+",
                "-",
                "--1",
                "0x10",
                "NaN",
                "Infinity",
                "-Infinity",
                "1_000",
                "TRUE",
                "True",
                "tru",
                "truee",
                "nul",
                "undefined",
                "'a'",
                "\"",
                "\"a",
                "\"\\\"",
                "\"\\",
                "\"\\x41\"",
                "\"\\'\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"\\u",
                "\"\t\"",
                "\"\n\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "// comment\n1",
                "/* comment */1",
                "# comment\n1",
                "1 // comment",
                "{}{}",
                "[] []",
                "1 2",
                ")]}'\n{}",
                "\ufeff{}",
                "\u00a0{}",
                "\f{}",
                "{}\u0000"
            })
    void whatRfc8259DoesNotAllowIsRefused(String json) {
        assertThatThrownBy(() -> JsonSamples.body(json)).isInstanceOf(MalformedBodyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // continuation without a lead
                "bf",
                "c080", // overlong
                "c1bf",
                "e08080",
                "e09fbf",
                "f0808080",
                "f08fbfbf",
                "eda080", // surrogates
                "edbfbf",
                "f4908080", // beyond U+10FFFF
                "f5808080",
                "ff",
                "fe",
                "c3", // cut short
                "e282",
                "f09f98",
                "c328",
                "e28228",
                "f09f9828"
            })
    void bytesThatAreNoUtf8AreRefused(String hex) {
        byte[] json = HexFormat.of().parseHex("22" + hex + "22");

        assertThatThrownBy(() -> Body.parse(json))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining("line 1, column 2: invalid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c280", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbf", "f0908080", "f48fbfbf"})
    void firstAndLastCodePointsOfEachLengthAreTaken(String hex) {
        byte[] json = HexFormat.of().parseHex("22" + hex + "22");

        assertThat(Body.parse(json).size()).isEqualTo(json.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a': 1,^ 'b': 2,^ 'c': 3 x}   | line 3, column 9: expected ',' or '}', found 'x'",
                "[1^x]                          | line 2, column 1: expected ',' or ']', found 'x'",
                "{'a' 1}                        | line 1, column 6: expected ':', found '1'",
                "{'a':1,}                       | line 1, column 8: expected a name in quotes, found '}'",
                "{x                             | line 1, column 2: expected a name in quotes or '}', found 'x'",
                "[                              | line 1, column 2: expected a value, found the end of the body",
                "{'a':-x}                       | line 1, column 7: expected a digit, found 'x'",
                "{'a':True}                     | line 1, column 6: expected a value, found 'T'",
                "{'a':trve}                     | line 1, column 6: expected a value; only true, false and null go without quotes",
                "{} é                           | line 1, column 4: expected the end of the body, found U+00E9",
                "['漢字😀', é]                    | line 1, column 9: expected a value, found U+00E9",
                "['a^']                         | line 1, column 4: control character U+000A in a string must be escaped",
                "['\\x']                        | line 1, column 3: invalid escape in a string",
                "['abc                          | line 1, column 6: the string has no closing quote",
                "{'key':1,'key':2}              | line 1, column 10: the object has this name already",
            })
    void messagesSayWhereTheFlawIs(String json, String message) {
        assertThatThrownBy(() -> JsonSamples.body(json.replace('\'', '"').replace('^', '\n')))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining(message);
    }

    @Test
    void emptyBodyIsNamedAsSuch() {
        assertThatThrownBy(() -> Body.parse(new byte[0])).hasMessageContaining("line 1, column 1: the body is empty");
    }

    @Test
    void messagesNeverRepeatMoreThanOneCharacterOfTheInput() {
        assertThatThrownBy(() -> JsonSamples.body("{\"a\":secret-token}"))
                .hasMessageContaining("found 's'")
                .hasMessageNotContaining("se");
    }

    @Test
    void equalityIsByBytesAndPrintingShowsNoContent() {
        Body body = JsonSamples.body("{\"a\":1}");

        assertThat(body).isEqualTo(JsonSamples.body("{\"a\":1}")).hasSameHashCodeAs(JsonSamples.body("{\"a\":1}"));
        assertThat(body).isNotEqualTo(JsonSamples.body("{\"a\": 1}"));
        assertThat(body).hasToString("Body[7 bytes]");
        assertThat(body.json()).hasToString("JsonView[an object, 7 bytes]");
    }
}
