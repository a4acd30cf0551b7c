/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes splice the text and leave the rest as it was. */
class BodyEditTest {
    @Test
    void replacedMemberKeepsItsPlaceAndItsNeighboursTheirBlanks() {
        Body body = JsonSamples.body(" { \"a\" : 1 , \"model\" :\t\"old\" , \"z\" : [ ] } ");

        Body changed = body.with("model", "new \"one\"");

        assertThat(changed.text()).isEqualTo(" { \"a\" : 1 , \"model\" :\t\"new \\\"one\\\"\" , \"z\" : [ ] } ");
        assertThat(changed.string("model")).hasValue("new \"one\"");
        assertThat(changed.json().get("z").isArray()).isTrue();
        assertThat(body.string("model")).hasValue("old");
    }

    @Test
    void newMemberIsAppendedBehindTheLast() {
        Body body =
                JsonSamples.body("{ \"a\": 1 }").with("b", 2).with("c", true).with("d", new JsonPrimitive("x"));

        assertThat(body.text()).isEqualTo("{ \"a\": 1,\"b\":2,\"c\":true,\"d\":\"x\" }");
        assertThat(body.integer("b")).hasValue(2);
        assertThat(body.string("d")).hasValue("x");
        assertThat(JsonSamples.body(" { } ").with("a", JsonSamples.body("[1]")).text())
                .isEqualTo(" {\"a\":[1] } ");
    }

    @Test
    void memberNamedWithEscapesIsReplacedNotDoubled() {
        assertThat(JsonSamples.body("{\"\\u0061\":1}").with("a", 2).text()).isEqualTo("{\"\\u0061\":2}");
    }

    @Test
    void onlyObjectsTakeMembers() {
        assertThatThrownBy(() -> JsonSamples.body("[]").with("a", 1)).isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a              | { \"b\" : {\"c\":[1,{\"d\":2,\"e\":3}]} , \"f\":4 }",
                "b              | { \"a\":0 , \"f\":4 }",
                "f              | { \"a\":0 , \"b\" : {\"c\":[1,{\"d\":2,\"e\":3}]} }",
                "b.c            | { \"a\":0 , \"b\" : {} , \"f\":4 }",
                "b.c.0          | { \"a\":0 , \"b\" : {\"c\":[{\"d\":2,\"e\":3}]} , \"f\":4 }",
                "b.c.1          | { \"a\":0 , \"b\" : {\"c\":[1]} , \"f\":4 }",
                "b.c.1.d        | { \"a\":0 , \"b\" : {\"c\":[1,{\"e\":3}]} , \"f\":4 }",
                "b.c.1.e        | { \"a\":0 , \"b\" : {\"c\":[1,{\"d\":2}]} , \"f\":4 }",
            })
    void pathsLeadThroughObjectsAndArrays(String path, String expected) {
        Body body = JsonSamples.body("{ \"a\":0 , \"b\" : {\"c\":[1,{\"d\":2,\"e\":3}]} , \"f\":4 }");

        assertThat(body.without(path).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"x", "a.x", "b.c.2", "b.c.x", "b.c.-1", "b.c.1.x", "b.c.99999999999", "b..c", "''", ".", "a.0"})
    void pathToNothingGivesTheSameBody(String path) {
        Body body = JsonSamples.body("{\"a\":0,\"b\":{\"c\":[1,{}]}}");

        assertThat(body.without(path)).isSameAs(body);
    }

    @Test
    void severalEditsAreAppliedAtOnce() {
        Body body =
                JsonSamples.body("{\"messages\":[{\"role\":\"user\",\"name\":\"x\"},{\"role\":\"user\"}],\"o\":{}}");
        JsonView messages = body.json().get("messages");

        Body changed = body.edit()
                .set(messages.at(0), "content", "hi")
                .remove(messages.at(0), "name")
                .replace(messages.at(1).get("role"), "system")
                .add(messages, JsonSamples.body("{ }"))
                .set(body.json().get("o"), "a", 1)
                .set(body.json().get("o"), "b", true)
                .set(body.json(), "model", "m")
                .apply();

        assertThat(changed.text())
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"system\"},{ }],"
                        + "\"o\":{\"a\":1,\"b\":true},\"model\":\"m\"}");
        assertThat(changed.string("model")).hasValue("m");
    }

    @Test
    void outerChangeWinsOverInnerOnes() {
        Body body = JsonSamples.body("{\"a\":{\"b\":1},\"c\":[[1]]}");
        JsonView root = body.json();

        assertThat(body.edit()
                        .remove(root, "a")
                        .set(root.get("a"), "b", 2)
                        .replace(root.get("c").at(0).at(0), "x")
                        .replace(root.get("c").at(0), "y")
                        .apply()
                        .text())
                .isEqualTo("{\"c\":[\"y\"]}");
    }

    @Test
    void lastOfSeveralChangesToOneNameCounts() {
        Body body = JsonSamples.body("{\"a\":1}");
        JsonView root = body.json();

        assertThat(body.edit().remove(root, "a").set(root, "a", 2).apply().text())
                .isEqualTo("{\"a\":2}");
        assertThat(body.edit().set(root, "a", 2).remove(root, "a").apply().text())
                .isEqualTo("{}");
        assertThat(body.edit().set(root, "b", 2).set(root, "b", 3).apply().text())
                .isEqualTo("{\"a\":1,\"b\":3}");
        assertThat(body.edit().set(root, "b", 2).remove(root, "b").apply()).isSameAs(body);
        assertThat(body.edit()
                        .remove(root, "a")
                        .set(root, "b", 1)
                        .set(root, "c", 2)
                        .apply()
                        .text())
                .isEqualTo("{\"b\":1,\"c\":2}");
    }

    @Test
    void viewsOfOtherBodiesAndKindsAreRefused() {
        Body body = JsonSamples.body("{\"a\":1}");

        assertThatThrownBy(() -> body.edit().set(JsonSamples.body("{}").json(), "a", 1))
                .hasMessage("the view is of another body");
        assertThatThrownBy(() -> body.edit().set(body.json().get("a"), "a", 1))
                .hasMessage("expected an object, found a number");
        assertThatThrownBy(() -> body.edit().replace(body.json().get("x"), "y"))
                .hasMessage("there is no value to replace");
    }
}
