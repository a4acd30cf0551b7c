/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static dev.postern.testkit.JsonRule.count;
import static dev.postern.testkit.JsonRule.listOf;
import static dev.postern.testkit.JsonRule.number;
import static dev.postern.testkit.JsonRule.object;
import static dev.postern.testkit.JsonRule.orNull;
import static dev.postern.testkit.JsonRule.someOf;
import static dev.postern.testkit.JsonRule.string;
import static dev.postern.testkit.JsonRule.stringOr;
import static dev.postern.testkit.JsonRule.word;

import dev.postern.api.Body;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks answers against OpenAI's published schema: required members, types and words; members it does not know may be
 * there, but in errors.
 *
 * <p>Stricter than SDKs, which take much: {@code message.refusal} and {@code logprobs} must be present, if only null,
 * and {@code error.code} and {@code error.param} are texts or null. Source: the schema components that the constants
 * name, of OpenAI's OpenAPI document.
 */
public final class OpenAiSchema {
    private static final JsonRule TOKEN = object().required("token", string())
            .required("logprob", number())
            .required("bytes", orNull(listOf(count())))
            .optional(
                    "top_logprobs", listOf(object().required("token", string()).required("logprob", number())));
    private static final JsonRule LOGPROBS =
            orNull(object().required("content", orNull(listOf(TOKEN))).required("refusal", orNull(listOf(TOKEN))));
    private static final JsonRule USAGE = object().required("prompt_tokens", count())
            .required("completion_tokens", count())
            .required("total_tokens", count())
            .optional("prompt_tokens_details", object().optional("cached_tokens", orNull(count())))
            .optional("completion_tokens_details", object().optional("reasoning_tokens", orNull(count())));
    private static final JsonRule FINISH_REASON =
            word("stop", "length", "tool_calls", "content_filter", "function_call");
    private static final JsonRule COMPLETION_REASON = word("stop", "length", "content_filter");

    /** {@code CreateChatCompletionResponse}. */
    public static final OpenAiSchema CHAT_COMPLETION = new OpenAiSchema(
            "chat completion",
            answer(
                            "chat.completion",
                            someOf(object().required("finish_reason", FINISH_REASON)
                                    .required("index", count())
                                    .required("logprobs", LOGPROBS)
                                    .required("message", message())))
                    .optional("usage", USAGE));

    /** {@code CreateChatCompletionStreamResponse}; {@code choices} may be empty, as in the chunk of the tokens. */
    public static final OpenAiSchema CHAT_CHUNK = new OpenAiSchema(
            "chat chunk",
            answer(
                            "chat.completion.chunk",
                            listOf(object().required("finish_reason", orNull(FINISH_REASON))
                                    .required("index", count())
                                    .required("delta", delta())
                                    .optional("logprobs", LOGPROBS)))
                    .optional("usage", orNull(USAGE)));

    /** {@code CreateCompletionResponse}. */
    public static final OpenAiSchema COMPLETION = new OpenAiSchema(
            "completion",
            answer(
                            "text_completion",
                            someOf(object().required("finish_reason", COMPLETION_REASON)
                                    .required("index", count())
                                    .required("logprobs", orNull(object()))
                                    .required("text", string())))
                    .optional("usage", USAGE));

    /** The same in a stream: {@code finish_reason} is null until the end, and {@code choices} may be empty. */
    public static final OpenAiSchema COMPLETION_CHUNK = new OpenAiSchema(
            "completion chunk",
            answer(
                            "text_completion",
                            listOf(object().required("finish_reason", orNull(COMPLETION_REASON))
                                    .required("index", count())
                                    .required("logprobs", orNull(object()))
                                    .required("text", string())))
                    .optional("usage", orNull(USAGE)));

    /** {@code CreateEmbeddingResponse}; an embedding is a list of numbers or, as SDKs ask, base64. */
    public static final OpenAiSchema EMBEDDING_LIST = new OpenAiSchema(
            "embedding list",
            object().required("object", word("list"))
                    .required("model", string())
                    .required(
                            "data",
                            listOf(object().required("object", word("embedding"))
                                    .required("index", count())
                                    .required("embedding", stringOr(listOf(number())))))
                    .required(
                            "usage", object().required("prompt_tokens", count()).required("total_tokens", count())));

    /** {@code ListModelsResponse}. */
    public static final OpenAiSchema MODEL_LIST = new OpenAiSchema(
            "model list",
            object().required("object", word("list"))
                    .required(
                            "data",
                            listOf(object().required("id", string())
                                    .required("object", word("model"))
                                    .required("created", count())
                                    .required("owned_by", string()))));

    /** {@code ErrorResponse}; holds nothing that it does not name. */
    public static final OpenAiSchema ERROR = new OpenAiSchema(
            "error",
            object().required(
                            "error",
                            object().required("message", string())
                                    .required("type", string())
                                    .required("param", orNull(string()))
                                    .required("code", orNull(string()))
                                    .only())
                    .only());

    private final String name;
    private final JsonRule rule;

    private OpenAiSchema(String name, JsonRule rule) {
        this.name = name;
        this.rule = rule;
    }

    /** Returns what is wrong, each with its path, such as {@code $.choices[0].logprobs: missing}; empty if nothing is. */
    public List<String> problems(Body answer) {
        List<String> problems = new ArrayList<>();
        rule.check("$", answer.toJson(), problems);
        return List.copyOf(problems);
    }

    /** Fails with every problem, and the answer, if there is one. */
    public void assertValid(Body answer) {
        List<String> problems = problems(answer);
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    "no " + name + " by OpenAI's schema: " + String.join("; ", problems) + " in " + answer.text());
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static JsonRule.Members answer(String object, JsonRule choices) {
        return object().required("id", string())
                .required("object", word(object))
                .required("created", count())
                .required("model", string())
                .required("choices", choices)
                .optional("system_fingerprint", orNull(string()))
                .optional("service_tier", orNull(string()));
    }

    private static JsonRule message() {
        JsonRule function = object().required("name", string()).required("arguments", string());
        return object().required("role", word("assistant"))
                .required("content", orNull(string()))
                .required("refusal", orNull(string()))
                .optional("function_call", orNull(function))
                .optional(
                        "tool_calls",
                        listOf(object().required("id", string())
                                .required("type", word("function", "custom"))
                                .optional("function", function)));
    }

    private static JsonRule delta() {
        JsonRule function = object().optional("name", string()).optional("arguments", string());
        return object().optional("role", word("developer", "system", "user", "assistant", "tool"))
                .optional("content", orNull(string()))
                .optional("refusal", orNull(string()))
                .optional(
                        "tool_calls",
                        listOf(object().required("index", count())
                                .optional("id", string())
                                .optional("type", word("function"))
                                .optional("function", function)));
    }
}
