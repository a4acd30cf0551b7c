/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Optional;

/**
 * How many tokens a call used, in OpenAI's terms.
 *
 * @param promptTokens tokens of the request, cached ones included
 * @param completionTokens tokens of the answer, reasoning included
 * @param totalTokens the provider's own sum, or prompt and completion added
 * @param cachedTokens those of the prompt that the provider read from its cache
 * @param cacheWriteTokens those of the prompt that the provider wrote to its cache
 * @param reasoningTokens those of the completion that were spent on reasoning
 */
public record Usage(
        long promptTokens,
        long completionTokens,
        long totalTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long reasoningTokens) {
    /** No tokens at all, as where a provider reported none. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    /** Reads the {@code usage} member of an answer or chunk in OpenAI's form; empty where it is absent or null. */
    public static Optional<Usage> of(Body answer) {
        if (!answer.has("usage")) {
            return Optional.empty();
        }
        JsonView usage = answer.json().get("usage");
        if (usage.kind() != JsonView.Kind.OBJECT) {
            return Optional.empty();
        }
        long prompt = count(usage, "prompt_tokens");
        long completion = count(usage, "completion_tokens");
        long total = count(usage, "total_tokens");
        JsonView promptDetails = usage.get("prompt_tokens_details");
        return Optional.of(new Usage(
                prompt,
                completion,
                total == 0 ? prompt + completion : total,
                count(promptDetails, "cached_tokens"),
                count(promptDetails, "cache_write_tokens"),
                count(usage.get("completion_tokens_details"), "reasoning_tokens")));
    }

    private static long count(JsonView object, String name) {
        JsonView value = object.get(name);
        return value.kind() == JsonView.Kind.NUMBER
                ? Math.max(0, value.integer().orElse(0))
                : 0;
    }
}
