/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Writing bodies from values and trees. */
class BodyBuilderTest {
    @Test
    void membersAreWrittenInOrderWithoutBlanks() {
        JsonObject tree = new JsonObject();
        tree.addProperty("k", 1);

        Body body = Body.object()
                .put("model", "llama-3")
                .beginArray("messages")
                .beginObject()
                .put("role", "user")
                .put("content", "Hi \"you\"\n\u0001é😀")
                .end()
                .beginArray()
                .add("x")
                .add(1)
                .add(0.5)
                .add(true)
                .add(JsonSamples.body("[ ]"))
                .add(tree)
                .addNull()
                .end()
                .end()
                .beginObject("empty")
                .end()
                .put("n", 7)
                .put("t", 0.7)
                .put("b", false)
                .put("d", new BigDecimal("1.10"))
                .put("body", JsonSamples.body("{}"))
                .put("tree", tree)
                .putNull("z")
                .build();

        assertThat(body.text())
                .isEqualTo(
                        "{\"model\":\"llama-3\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi \\\"you\\\"\\n\\u0001é😀\"},"
                                + "[\"x\",1,0.5,true,[ ],{\"k\":1},null]],\"empty\":{},\"n\":7,\"t\":0.7,\"b\":false,\"d\":1.10,"
                                + "\"body\":{},\"tree\":{\"k\":1},\"z\":null}");
        assertThat(body.integer("n")).hasValue(7);
        assertThat(body.json().get("messages").at(1).at(0).string()).hasValue("x");
        assertThat(body.json().size()).isEqualTo(10);
        assertThat(Body.parse(body.toBytes())).isEqualTo(body);
    }

    @Test
    void emptyObjectIsABody() {
        assertThat(Body.object().build().text()).isEqualTo("{}");
    }

    @Test
    void nameGivenTwiceIsRefused() {
        assertThatThrownBy(() -> Body.object().put("a", 1).put("a", 2).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the object has 'a' already");
        assertThatThrownBy(() -> Body.object()
                        .beginObject("o")
                        .put("a\n", 1)
                        .put("a\n", 2)
                        .end()
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void misplacedValuesAreRefused() {
        assertThatThrownBy(() -> Body.object().add(1)).hasMessage("a value without a name needs an array around it");
        assertThatThrownBy(() -> Body.object().beginArray("a").put("x", 1)).hasMessage("'x' needs an object around it");
        assertThatThrownBy(() -> Body.object().beginArray("a").build()).hasMessage("1 containers are still open");
        assertThatThrownBy(() -> Body.object().end()).isInstanceOf(IllegalStateException.class);
        BodyBuilder built = Body.object();
        built.build();
        assertThatThrownBy(built::build).hasMessage("built already");
        assertThatThrownBy(() -> built.put("a", 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void numbersThatJsonCannotCarryAreRefused() {
        assertThatThrownBy(() -> Body.object().put("a", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Body.of(new JsonPrimitive(Double.POSITIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void treeIsWrittenAtOnce() {
        JsonArray tree = new JsonArray();
        tree.add(1);

        Body body = Body.of(tree);
        tree.add(2);

        assertThat(body.text()).isEqualTo("[1]");
    }

    @Test
    void treeReadFromABodyIsPrivate() {
        Body body = JsonSamples.body("{\"a\":[1]}");

        body.toJson().getAsJsonObject().addProperty("b", 2);

        assertThat(body.text()).isEqualTo("{\"a\":[1]}");
        assertThat(body.toJson().getAsJsonObject().has("b")).isFalse();
    }
}
