/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random changes to random bodies give what the same changes to Gson's tree give. */
class BodyEditPropertyTest {
    private static final List<String> WORDS = List.of(
            "a", "b", "model", "messages", "é", "\"quoted\"", "a.b", "", "0", "\ud800", "😀", "back\\slash", "line\n");

    @Test
    void changesAgreeWithThoseToATree() {
        long seed = Long.getLong("postern.fuzz.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            JsonObject tree = object(random, 4);
            StringBuilder text = new StringBuilder();
            print(tree, text, random);
            Body body = JsonSamples.body(text.toString());
            String where = "seed " + seed + ", round " + round + "\n" + text;

            try {
                check(body, tree, body.text());
                with(body, tree.deepCopy(), random);
                without(body, tree.deepCopy(), random);
                edit(body, tree.deepCopy(), random);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(where, e);
            }
        }
    }

    private static void with(Body body, JsonObject tree, Random random) {
        Body changed = body;
        for (int i = 0; i < 3; i++) {
            String name = word(random);
            JsonElement value = value(random, 2);
            changed = changed.with(name, value);
            tree.add(name, value);
        }
        check(changed, tree, changed.text());
    }

    private static void without(Body body, JsonObject tree, Random random) {
        String outer = word(random);
        String inner = word(random);
        if (outer.contains(".") || inner.contains(".")) {
            return;
        }
        Body changed = body.without(outer + "." + inner);
        JsonElement container = tree.get(outer);
        if (container instanceof JsonObject object) {
            object.remove(inner);
        } else if (container instanceof JsonArray array && inner.equals("0") && !array.isEmpty()) {
            array.remove(0);
        }
        check(changed, tree, changed.text());
        String last = word(random);
        if (!last.contains(".")) {
            changed = changed.without(last);
            tree.remove(last);
            check(changed, tree, changed.text());
        }
    }

    private static void edit(Body body, JsonObject tree, Random random) {
        BodyEditor editor = body.edit();
        change(editor, body.json(), tree, random);
        Body changed = editor.apply();
        check(changed, tree, changed.text());
    }

    // Children first: what happens inside a value that is then removed or replaced must not show.
    private static void change(BodyEditor editor, JsonView view, JsonElement tree, Random random) {
        if (tree instanceof JsonObject object) {
            for (Map.Entry<String, JsonElement> member : new ArrayList<>(object.entrySet())) {
                change(editor, view.get(member.getKey()), member.getValue(), random);
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                String name = word(random);
                if (random.nextBoolean()) {
                    editor.remove(view, name);
                    object.remove(name);
                } else {
                    JsonElement value = value(random, 1);
                    editor.set(view, name, value);
                    object.add(name, value);
                }
            }
        } else if (tree instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                change(editor, view.at(i), array.get(i), random);
            }
            for (int i = array.size() - 1; i >= 0; i--) {
                int choice = random.nextInt(6);
                if (choice == 0) {
                    editor.remove(view, i);
                    array.remove(i);
                } else if (choice == 1) {
                    JsonElement value = value(random, 1);
                    editor.replace(view.at(i), Body.of(value));
                    array.set(i, value);
                }
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                JsonElement value = value(random, 1);
                editor.add(view, Body.of(value));
                array.add(value);
            }
        }
    }

    private static void check(Body body, JsonObject tree, String text) {
        assertThat(body.toJson()).as(text).isEqualTo(tree);
        assertThat(JsonSamples.body(text)).isEqualTo(body);
        BodyFuzzTest.compare(body.json(), body.toJson());
    }

    private static JsonObject object(Random random, int depth) {
        JsonObject object = new JsonObject();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.add(word(random), value(random, depth - 1));
        }
        return object;
    }

    private static JsonElement value(Random random, int depth) {
        switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0:
                return JsonNull.INSTANCE;
            case 1:
                return new JsonPrimitive(random.nextInt(1_000) - 500);
            case 2:
                return new JsonPrimitive(random.nextBoolean());
            case 3, 4:
                return new JsonPrimitive(word(random) + word(random));
            case 5:
                return object(random, depth);
            default:
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                return array;
        }
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static void print(JsonElement tree, StringBuilder out, Random random) {
        blank(out, random);
        if (tree instanceof JsonObject object) {
            out.append('{');
            String comma = "";
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                out.append(comma);
                comma = ",";
                print(new JsonPrimitive(member.getKey()), out, random);
                out.append(':');
                print(member.getValue(), out, random);
            }
            blank(out, random);
            out.append('}');
        } else if (tree instanceof JsonArray array) {
            out.append('[');
            String comma = "";
            for (JsonElement element : array) {
                out.append(comma);
                comma = ",";
                print(element, out, random);
            }
            blank(out, random);
            out.append(']');
        } else {
            out.append(Body.of(tree).text());
        }
        blank(out, random);
    }

    private static void blank(StringBuilder out, Random random) {
        if (random.nextInt(6) == 0) {
            out.append(" \t\r\n".charAt(random.nextInt(4)));
        }
    }
}
