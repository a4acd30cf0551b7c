/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.util.List;

/**
 * What a wire needs to know besides the request.
 *
 * @param models the models that are listed, in order
 * @param open whether models that are not listed are served too
 * @param embeddingDimensions the length of vectors unless the request asks for another
 */
record WireSettings(List<String> models, boolean open, int embeddingDimensions) {
    static final List<String> HISTORIC_MODELS = List.of(
            "meta-llama/Llama-2-7b-chat-hf",
            "meta-llama/Llama-2-13b-chat-hf",
            "meta-llama/Llama-2-70b-chat-hf",
            "codellama/CodeLlama-34b-Instruct-hf",
            "codellama/CodeLlama-70b-Instruct-hf",
            "mistralai/Mistral-7B-Instruct-v0.1",
            "mistralai/Mixtral-8x7B-Instruct-v0.1",
            "mistralai/Mixtral-8x22B-Instruct-v0.1",
            "HuggingFaceH4/zephyr-7b-beta",
            "google/gemma-7b-it",
            "meta-llama/Meta-Llama-3-8B-Instruct",
            "meta-llama/Meta-Llama-3-70B-Instruct",
            "mlabonne/NeuralHermes-2.5-Mistral-7B",
            "Open-Orca/Mistral-7B-OpenOrca",
            "Meta-Llama/Llama-Guard-7b",
            "thenlper/gte-large",
            "BAAI/bge-large-en-v1.5");

    static final String UNKNOWN_MODEL = "unknown-model";

    /** Says whether a model is served; an adapter {@code base:name} is where its base is. */
    boolean serves(String model) {
        if (open) {
            return !model.equals(UNKNOWN_MODEL);
        }
        int colon = model.indexOf(':');
        return models.contains(model) || (colon > 0 && models.contains(model.substring(0, colon)));
    }
}
