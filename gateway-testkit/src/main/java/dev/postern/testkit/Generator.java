/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pretends to be the model: derives text and token counts from the request alone. */
final class Generator {
    private static final int TOKENS_PER_MESSAGE = 4;
    private static final int TOKENS_PER_PROMPT = 3;
    private static final int WORDS_PER_ANSWER = 12;
    private static final String[] WORDS = {
        "amber", "anchor", "apple", "autumn", "basin", "birch", "bridge", "bright", "candle", "canyon", "cedar",
                "circle",
        "clever", "cloud", "copper", "coral", "crystal", "delta", "desert", "dolphin", "echo", "ember", "falcon",
                "field",
        "flame", "forest", "frost", "garden", "gentle", "glacier", "golden", "granite", "harbor", "hazel", "hidden",
                "hollow",
        "island", "ivory", "jasper", "lantern", "laurel", "linen", "maple", "marble", "meadow", "mellow", "mirror",
                "morning",
        "mountain", "northern", "ocean", "olive", "orchard", "pebble", "quiet", "river", "saffron", "silver", "summer",
                "timber",
        "valley", "velvet", "willow", "winter"
    };

    private final String lead;

    /** Makes a generator whose texts all begin with {@code lead}. */
    Generator(String lead) {
        this.lead = lead;
    }

    /** Answers a chat request, with {@code override} as the text where it is not null. */
    Generation chat(String model, JsonObject request, @Nullable String override) {
        long seed = hash(0xcbf29ce484222325L, model);
        int tokens = TOKENS_PER_PROMPT;
        String lastUser = "";
        String lastRole = "";
        for (JsonElement element : Json.list(request, "messages")) {
            JsonObject message = element.getAsJsonObject();
            lastRole = String.valueOf(Json.string(message, "role"));
            String text = text(message.get("content"));
            seed = hash(hash(seed, lastRole), text);
            tokens += TOKENS_PER_MESSAGE + words(text);
            lastUser = lastRole.equals("user") ? text : lastUser;
        }
        JsonObject tool = override != null || lastRole.equals("tool") ? null : chosenTool(request);
        if (tool != null) {
            return Generation.ofTool(tool, seed, tokens);
        }
        String text = override != null ? override : wantsJson(request) ? json(seed) : say(lastUser, seed);
        return limited(text, request, tokens);
    }

    /** Answers one prompt of the older completions. */
    Generation completion(String model, String prompt, JsonObject request, @Nullable String override) {
        long seed = hash(hash(0xcbf29ce484222325L, model), prompt);
        return limited(override != null ? override : say(prompt, seed), request, words(prompt));
    }

    private Generation limited(String text, JsonObject request, int promptTokens) {
        String kept = stopped(text, request.get("stop"));
        int most =
                Json.integer(request, "max_tokens", Json.integer(request, "max_completion_tokens", Integer.MAX_VALUE));
        int words = words(kept);
        if (words <= most) {
            return new Generation(lead + kept, null, "stop", promptTokens, words);
        }
        return new Generation(lead + firstWords(kept, most), null, "length", promptTokens, most);
    }

    private static String stopped(String text, @Nullable JsonElement stop) {
        if (stop == null || stop.isJsonNull()) {
            return text;
        }
        String kept = text;
        for (JsonElement word : stop.isJsonArray() ? stop.getAsJsonArray() : Json.array(stop)) {
            int at = word.getAsString().isEmpty() ? -1 : kept.indexOf(word.getAsString());
            kept = at < 0 ? kept : kept.substring(0, at);
        }
        return kept;
    }

    private static String say(String prompt, long seed) {
        if (prompt.startsWith("Say ") && prompt.length() > 4) {
            return prompt.substring(4, 5).toUpperCase(Locale.ROOT) + prompt.substring(5);
        }
        StringBuilder text = new StringBuilder(WORDS_PER_ANSWER * 8);
        long state = seed;
        for (int i = 0; i < WORDS_PER_ANSWER; i++) {
            state = mix(state + i);
            text.append(i == 0 ? "" : " ").append(WORDS[(int) (state >>> 58)]);
        }
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        return text.append('.').toString();
    }

    private static String json(long seed) {
        return "{\"answer\": \"" + WORDS[(int) (mix(seed) >>> 58)] + "\"}";
    }

    private static boolean wantsJson(JsonObject request) {
        JsonObject format = Json.child(request, "response_format");
        String type = format == null ? null : Json.string(format, "type");
        return "json_object".equals(type) || "json_schema".equals(type);
    }

    private static @Nullable JsonObject chosenTool(JsonObject request) {
        JsonArray tools = Json.list(request, "tools");
        if (tools.isEmpty() || "none".equals(Json.string(request, "tool_choice"))) {
            return null;
        }
        JsonObject named = Json.child(request, "tool_choice");
        JsonObject wanted = named == null ? null : Json.child(named, "function");
        for (JsonElement element : tools) {
            JsonObject tool = element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
            JsonObject function = Json.child(tool, "function");
            if (function != null
                    && (wanted == null
                            || String.valueOf(function.get("name")).equals(String.valueOf(wanted.get("name"))))) {
                return tool;
            }
        }
        return null;
    }

    /** Returns the text of a message's content, which is a string or a list of parts. */
    static String text(@Nullable JsonElement content) {
        if (content == null || content.isJsonNull()) {
            return "";
        }
        if (!content.isJsonArray()) {
            return content.isJsonPrimitive() ? content.getAsString() : content.toString();
        }
        StringBuilder text = new StringBuilder();
        for (JsonElement part : content.getAsJsonArray()) {
            String piece = part.isJsonObject() ? Json.string(part.getAsJsonObject(), "text") : null;
            text.append(piece == null ? part.toString() : piece);
        }
        return text.toString();
    }

    /** Counts the runs of characters between white space. */
    static int words(String text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean blank = Character.isWhitespace(text.charAt(i));
            words += !blank && !inside ? 1 : 0;
            inside = !blank;
        }
        return words;
    }

    private static String firstWords(String text, int count) {
        int words = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean starts =
                    !Character.isWhitespace(text.charAt(i)) && (i == 0 || Character.isWhitespace(text.charAt(i - 1)));
            words += starts ? 1 : 0;
            if (words > count) {
                return text.substring(0, i).stripTrailing();
            }
        }
        return text;
    }

    /** Folds a text into a running FNV-1a hash. */
    static long hash(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return (hash ^ 0xff) * 0x100000001b3L;
    }

    /** Spreads the bits of a state (the finalizer of SplitMix64). */
    static long mix(long state) {
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
