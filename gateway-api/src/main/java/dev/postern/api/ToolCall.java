/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A call of a tool that the model asks for.
 *
 * @param id names the call in the message that answers it
 * @param name the tool's name
 * @param arguments the arguments as JSON text, just as the model wrote them
 */
public record ToolCall(String id, String name, String arguments) {
    public ToolCall {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(arguments, "arguments");
    }

    static List<ToolCall> readAll(JsonView message) {
        JsonView calls = message.get("tool_calls");
        if (!calls.isArray()) {
            return List.of();
        }
        List<ToolCall> read = new ArrayList<>(calls.size());
        for (JsonView call : calls.elements()) {
            JsonView function = call.get("function");
            read.add(new ToolCall(
                    call.get("id").string().orElse(""),
                    function.get("name").string().orElse(""),
                    function.get("arguments").string().orElse("")));
        }
        return List.copyOf(read);
    }
}
