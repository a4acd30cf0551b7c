/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.api.BodyEditor;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Brings messages to what Anyscale's Endpoints take: plain text, one system message, four roles.
 *
 * <p>The role {@code developer} becomes {@code system}. Several system messages become one, where the first stood, with a
 * blank line between their texts. Content parts become one text, joined by a line feed as vLLM does; parts that are no
 * text are refused, and so is any other role.
 */
final class EndpointsMessages {
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private EndpointsMessages() {}

    static void bringOver(JsonView messages, BodyEditor edit) {
        List<JsonView> systems = new ArrayList<>();
        StringJoiner systemText = new StringJoiner("\n\n");
        int position = 0;
        List<Integer> surplus = new ArrayList<>();
        for (JsonView message : messages.elements()) {
            String path = "messages[" + position + "]";
            if (isSystem(message, path, edit)) {
                systemText.add(text(message.get("content"), path));
                systems.add(message);
                if (systems.size() > 1) {
                    surplus.add(position);
                }
            }
            plainContent(message, path, edit);
            position++;
        }
        if (systems.size() > 1) {
            edit.set(systems.get(0), "content", systemText.toString());
            surplus.forEach(index -> edit.remove(messages, index));
        }
    }

    private static boolean isSystem(JsonView message, String path, BodyEditor edit) {
        String role = message.get("role").string().orElse("");
        if (role.equals("developer")) {
            edit.replace(message.get("role"), "system");
            return true;
        }
        if (!ROLES.contains(role)) {
            throw new InvalidRequestException(
                    path + ".role: Anyscale Endpoints know system, user, assistant and tool, found "
                            + (role.isEmpty() ? message.get("role").kind().phrase() : '"' + shortened(role) + '"'),
                    path + ".role");
        }
        return role.equals("system");
    }

    private static void plainContent(JsonView message, String path, BodyEditor edit) {
        JsonView content = message.get("content");
        if (content.isArray()) {
            edit.replace(content, text(content, path));
        }
    }

    private static String text(JsonView content, String path) {
        if (!content.isArray()) {
            return content.string().orElse("");
        }
        StringJoiner text = new StringJoiner("\n");
        int position = 0;
        for (JsonView part : content.elements()) {
            JsonView words = part.get("text");
            if (!part.get("type").stringEquals("text") || words.kind() != JsonView.Kind.STRING) {
                throw new InvalidRequestException(
                        path + ".content[" + position + "]: Anyscale Endpoints take text only, found "
                                + part.get("type")
                                        .string()
                                        .map(EndpointsMessages::shortened)
                                        .orElse("something else"),
                        path + ".content");
            }
            text.add(words.string().orElse(""));
            position++;
        }
        return text.toString();
    }

    private static String shortened(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "…";
    }
}
