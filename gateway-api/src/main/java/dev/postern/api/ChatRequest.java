/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request for a chat completion; immutable, so build it once where it repeats. */
public final class ChatRequest {
    private final Body body;

    private ChatRequest(Body body) {
        this.body = body;
    }

    /** Starts a request. */
    public static Builder builder() {
        return new Builder();
    }

    /** Takes a request that is JSON already. */
    public static ChatRequest of(Body body) {
        return new ChatRequest(Objects.requireNonNull(body, "body"));
    }

    /** Returns the request as JSON in OpenAI's form. */
    public Body body() {
        return body;
    }

    /** Collects a request; not thread-safe. What is not set is left to the provider. */
    public static final class Builder {
        private final List<Message> messages = new ArrayList<>();
        private final List<Tool> tools = new ArrayList<>();
        private final Map<String, Object> parameters = new LinkedHashMap<>();
        private @Nullable String model;

        private Builder() {}

        /** Sets the model; may be left to the config's {@code override_params}. */
        public Builder model(String id) {
            this.model = Objects.requireNonNull(id, "id");
            return this;
        }

        /** Adds a system message. */
        public Builder system(String text) {
            return message(Message.system(text));
        }

        /** Adds a user message. */
        public Builder user(String text) {
            return message(Message.user(text));
        }

        /** Adds an assistant message. */
        public Builder assistant(String text) {
            return message(Message.assistant(text));
        }

        /** Adds a message. */
        public Builder message(Message message) {
            messages.add(Objects.requireNonNull(message, "message"));
            return this;
        }

        /** Adds messages. */
        public Builder messages(List<Message> more) {
            for (Message message : more) {
                message(message);
            }
            return this;
        }

        /** Sets the sampling temperature, 0 to 2. */
        public Builder temperature(double value) {
            return parameter("temperature", value);
        }

        /** Sets the nucleus of probability that is sampled from, 0 to 1. */
        public Builder topP(double value) {
            return parameter("top_p", value);
        }

        /** Sets how many tokens the completion may have. */
        public Builder maxTokens(long value) {
            return parameter("max_tokens", value);
        }

        /** Sets how many choices to make. */
        public Builder n(long value) {
            return parameter("n", value);
        }

        /** Sets the seed of the sampling. */
        public Builder seed(long value) {
            return parameter("seed", value);
        }

        /** Sets the texts at which the completion stops. */
        public Builder stop(String... texts) {
            return parameter("stop", List.of(texts));
        }

        /** Names the end user. */
        public Builder endUser(String id) {
            return parameter("user", id);
        }

        /** Adds a tool. */
        public Builder tool(Tool tool) {
            tools.add(Objects.requireNonNull(tool, "tool"));
            return this;
        }

        /** Sets which tool is called: {@code auto}, {@code none} or {@code required}. */
        public Builder toolChoice(String choice) {
            return parameter("tool_choice", choice);
        }

        /** Asks for an answer that is a JSON object. */
        public Builder jsonMode() {
            JsonObject format = new JsonObject();
            format.addProperty("type", "json_object");
            return parameter("response_format", format);
        }

        /** Sets any other parameter, known to us or not. */
        public Builder set(String name, JsonElement value) {
            return parameter(name, value.deepCopy());
        }

        private Builder parameter(String name, Object value) {
            parameters.put(name, Objects.requireNonNull(value, name));
            return this;
        }

        /**
         * Returns the request.
         *
         * @throws InvalidRequestException if it has no message
         */
        public ChatRequest build() {
            if (messages.isEmpty()) {
                throw new InvalidRequestException(
                        "messages: expected at least one; add .user(\"…\") to the builder", "messages");
            }
            int size = 256;
            for (Message message : messages) {
                size += message.body().size();
            }
            BodyBuilder body = new BodyBuilder(size);
            if (model != null) {
                body.put("model", model);
            }
            body.beginArray("messages");
            for (Message message : messages) {
                body.add(message.body());
            }
            body.end();
            body.parameters(parameters);
            writeTools(body);
            return new ChatRequest(body.build());
        }

        private void writeTools(BodyBuilder body) {
            if (tools.isEmpty()) {
                return;
            }
            body.beginArray("tools");
            for (Tool tool : tools) {
                body.beginObject()
                        .put("type", "function")
                        .beginObject("function")
                        .put("name", tool.name())
                        .put("description", tool.description())
                        .put("parameters", tool.parameters())
                        .end()
                        .end();
            }
            body.end();
        }
    }
}
