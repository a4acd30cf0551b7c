/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Objects;

/** One message of a chat, in OpenAI's form. */
public final class Message {
    private final Body body;

    private Message(Body body) {
        this.body = body;
    }

    /** Returns instructions that stand above the conversation. */
    public static Message system(String text) {
        return of("system", text);
    }

    /** Returns what the user said. */
    public static Message user(String text) {
        return of("user", text);
    }

    /** Returns what the model said earlier. */
    public static Message assistant(String text) {
        return of("assistant", text);
    }

    /** Returns the calls of tools that the model asked for earlier. */
    public static Message assistant(List<ToolCall> toolCalls) {
        BodyBuilder message =
                Body.object().put("role", "assistant").putNull("content").beginArray("tool_calls");
        for (ToolCall call : toolCalls) {
            message.beginObject()
                    .put("id", call.id())
                    .put("type", "function")
                    .beginObject("function")
                    .put("name", call.name())
                    .put("arguments", call.arguments())
                    .end()
                    .end();
        }
        return new Message(message.end().build());
    }

    /** Returns what a tool answered to one of the model's calls. */
    public static Message tool(String toolCallId, String result) {
        return new Message(Body.object()
                .put("role", "tool")
                .put("tool_call_id", toolCallId)
                .put("content", result)
                .build());
    }

    /** Returns a message of any role with a text. */
    public static Message of(String role, String text) {
        Objects.requireNonNull(text, "text");
        // Written by hand, in a buffer of just the right size if nothing needs an escape: most requests are made of
        // these.
        JsonBuffer out = new JsonBuffer(role.length() + text.length() + 24);
        int[] index = new int[2 * JsonSpans.STRIDE];
        out.ascii('{');
        member(out, index, 0, "role", role);
        out.ascii(',');
        member(out, index, JsonSpans.STRIDE, "content", text);
        out.ascii('}');
        return new Message(Body.trusted(out.toBytes(), index));
    }

    /** Returns a message whose content is a list of parts, such as texts and images. */
    public static Message of(String role, JsonElement parts) {
        return new Message(Body.object().put("role", role).put("content", parts).build());
    }

    /** Returns the message as JSON. */
    public Body body() {
        return body;
    }

    /** Returns who speaks: {@code system}, {@code user}, {@code assistant}, {@code tool}, or what else a provider knows. */
    public String role() {
        return body.string("role").orElse("");
    }

    private static void member(JsonBuffer out, int[] index, int at, String name, String value) {
        index[at + JsonSpans.NAME] = out.size() + 1;
        out.string(name);
        index[at + JsonSpans.NAME_END] = out.size() - 1;
        out.ascii(':');
        index[at + JsonSpans.VALUE] = out.size();
        out.string(value);
        index[at + JsonSpans.VALUE_END] = out.size();
    }
}
