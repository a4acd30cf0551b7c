/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.postern.api.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the text, reading it ends in a tree or in a list of problems. */
@Timeout(120)
class ConfigFuzzTest {
    private static final int ROUNDS = 20_000;

    private static final String KEY = "sk-c4n4ry";

    private static final List<String> SEEDS = List.of(
            "{'mode':'fallback','options':[{'provider':'anyscale','api_key':'sk-c4n4ry','override_params':{'model':'a'}},{'provider':'openai',"
                    + "'virtual_key':'v','weight':0.5,'retry':{'attempts':2,'on_status_codes':[429],'use_retry_after_header':true}}]}",
            "{'strategy':{'mode':'loadbalance'},'cache':{'mode':'simple','max_age':60},'targets':[{'name':'a','weight':3,'targets':"
                    + "[{'provider':'openai','api_key':'${env:ANYSCALE_API_KEY}'}]},{'provider':'openai','custom_host':'https://h:1/v1'}]}",
            "{'provider':'openai','stages':{'mask':{'word':'w','limit':2}},'metadata':{'_user':'u'},'drop_params':['a.b'],"
                    + "'forward_headers':['x-a'],'request_timeout':100,'default_params':{'n':1}}");

    private static final List<String> WORDS = List.of(
            "targets",
            "options",
            "mode",
            "strategy",
            "api_key",
            "apiKey",
            "weight",
            "retry",
            "cache",
            "provider",
            "stages",
            "mask",
            "x",
            "fallback",
            "loadbalance",
            "openai",
            "${env:ANYSCALE_API_KEY}",
            "${env:",
            "",
            " ",
            "\u0000",
            "\ud800",
            "a.b",
            "https://h");

    @Test
    void anyTextGivesATreeOrProblems() {
        long seed = System.nanoTime();
        System.out.println("ConfigFuzzTest.anyTextGivesATreeOrProblems seed " + seed);
        Random random = new Random(seed);

        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            read += readsOrRefuses(mutatedText(random), seed) ? 1 : 0;
        }

        assertThat(read).isBetween(1, ROUNDS - 1);
    }

    @Test
    void anyTreeGivesATreeOrProblems() {
        long seed = System.nanoTime();
        System.out.println("ConfigFuzzTest.anyTreeGivesATreeOrProblems seed " + seed);
        Random random = new Random(seed);

        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            JsonElement tree = JsonParser.parseString(Configs.json(pick(random, SEEDS)));
            for (int i = random.nextInt(4); i >= 0; i--) {
                tree = mutated(tree, random);
            }
            read += readsOrRefuses(tree.toString(), seed) ? 1 : 0;
        }

        assertThat(read).isBetween(1, ROUNDS - 1);
    }

    @Test
    void keyThatWentAstrayIsNeverEchoed() {
        long seed = System.nanoTime();
        System.out.println("ConfigFuzzTest.keyThatWentAstrayIsNeverEchoed seed " + seed);
        Random random = new Random(seed);
        List<String> places = new ArrayList<>(WORDS);
        places.addAll(List.of(
                "name", "custom_host", "metadata", "forward_headers", "drop_params", "override_params", "max_age"));
        JsonElement[] forms = {new JsonPrimitive(KEY), new JsonArray(), new JsonObject()};
        ((JsonArray) forms[1]).add(KEY);
        ((JsonObject) forms[2]).addProperty(KEY, KEY);

        for (int round = 0; round < ROUNDS; round++) {
            JsonObject config =
                    JsonParser.parseString(Configs.json(pick(random, SEEDS))).getAsJsonObject();
            config.add(pick(random, places), forms[random.nextInt(forms.length)]);
            String json = mutated(config, random).toString();
            assertThat(outcome(json)).as("seed %d: %s", seed, json).doesNotContain(KEY);
        }
    }

    private static String outcome(String json) {
        try {
            new ConfigReader(Configs.CATALOGUE).read(json, Trust.OPERATOR, name -> Optional.of(KEY));
            return "";
        } catch (ConfigException e) {
            return e.getMessage();
        }
    }

    private static boolean readsOrRefuses(String json, long seed) {
        Trust trust = json.length() % 2 == 0 ? Trust.OPERATOR : Trust.CALLER;
        try {
            ConfigNode root = new ConfigReader(Configs.CATALOGUE)
                    .read(json, trust, name -> Optional.ofNullable(Configs.ENVIRONMENT.get(name)));
            assertThat(root.toString()).as("seed %d: %s", seed, json).isNotEmpty();
            return true;
        } catch (ConfigException e) {
            assertThat(e.problems()).as("seed %d: %s", seed, json).isNotEmpty();
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ": " + json, e);
        }
    }

    private static String mutatedText(Random random) {
        StringBuilder text = new StringBuilder(Configs.json(pick(random, SEEDS)));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, pick(random, WORDS));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
            }
        }
        return text.toString();
    }

    /** Replaces, renames, adds or removes something on a random way down. */
    private static JsonElement mutated(JsonElement element, Random random) {
        if (random.nextInt(6) == 0) {
            return randomValue(random, 0);
        }
        if (element instanceof JsonObject object && !object.isEmpty()) {
            String name = pick(random, new ArrayList<>(object.keySet()));
            JsonElement value = object.get(name);
            int action = random.nextInt(8);
            if (action < 2) {
                object.remove(name);
            }
            if (action == 1 || action == 2) {
                object.add(pick(random, WORDS), value);
            }
            if (action > 2) {
                object.add(name, mutated(value, random));
            }
            return object;
        }
        if (element instanceof JsonArray array && !array.isEmpty()) {
            int at = random.nextInt(array.size());
            if (random.nextInt(4) == 0) {
                array.add(array.get(at).deepCopy());
            } else {
                array.set(at, mutated(array.get(at), random));
            }
            return array;
        }
        return randomValue(random, 0);
    }

    private static JsonElement randomValue(Random random, int depth) {
        switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0:
                return JsonNull.INSTANCE;
            case 1:
                return new JsonPrimitive(random.nextBoolean());
            case 2:
                return new JsonPrimitive(random.nextInt(700) - 50);
            case 3:
                return new JsonPrimitive(
                        new java.math.BigDecimal(pick(random, List.of("1e400", "-1e-400", "0.5", "1e99999", "7e2"))));
            case 4:
                return new JsonPrimitive(pick(random, WORDS));
            case 5:
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(randomValue(random, depth + 1));
                }
                return array;
            default:
                JsonObject object = new JsonObject();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.add(pick(random, WORDS), randomValue(random, depth + 1));
                }
                return object;
        }
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
