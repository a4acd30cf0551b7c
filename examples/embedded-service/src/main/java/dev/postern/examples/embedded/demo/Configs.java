/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded.demo;

/** The configs that the demo chooses by name. */
final class Configs {
    static final String LLAMA = "meta-llama/Llama-2-7b-chat-hf";
    static final String MISTRAL = "mistralai/Mistral-7B-Instruct-v0.1";
    static final String GTE = "thenlper/gte-large";

    /** Llama 2, and Mistral when it fails. The form is that of 2023; today's reads as well. */
    static final String FALLBACK = """
            {"mode": "fallback", "options": [
              {"provider": "anyscale", "api_key": "${env:DEMO_KEY}",
               "override_params": {"model": "meta-llama/Llama-2-7b-chat-hf"}},
              {"provider": "anyscale", "api_key": "${env:DEMO_KEY}",
               "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}]}
            """;

    /** The same behind the semantic cache: with both jars on the class path the one word is enough. */
    static final String SEMANTIC = """
            {
              "cache": "semantic",
              "mode": "fallback",
              "options": [
                {
                  "provider": "anyscale", "api_key": "${env:DEMO_KEY}",
                  "override_params": {"model": "meta-llama/Llama-2-7b-chat-hf"}
                },
                {
                  "provider": "anyscale", "api_key": "${env:DEMO_KEY}",
                  "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}
                }
              ]
            }
            """;

    /** Three calls of four to Llama 2, one to Mistral. */
    static final String BALANCED = """
            {"strategy": {"mode": "loadbalance"}, "provider": "anyscale", "api_key": "${env:DEMO_KEY}", "targets": [
              {"weight": 3, "override_params": {"model": "meta-llama/Llama-2-7b-chat-hf"}},
              {"weight": 1, "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}]}
            """;

    /** Up to two retries, after the wait that the provider asks for. */
    static final String RETRY = """
            {"provider": "anyscale", "api_key": "${env:DEMO_KEY}",
             "retry": {"attempts": 2, "use_retry_after_header": true}}
            """;

    /** A quarter of a second for each attempt. */
    static final String IMPATIENT = """
            {"strategy": {"mode": "fallback"}, "provider": "anyscale", "api_key": "${env:DEMO_KEY}",
             "request_timeout": 250, "targets": [
              {"override_params": {"model": "meta-llama/Llama-2-7b-chat-hf"}},
              {"override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}]}
            """;

    /** An answer is kept for an hour. */
    static final String CACHED = """
            {"cache": {"mode": "simple", "max_age": 3600}, "provider": "anyscale", "api_key": "${env:DEMO_KEY}",
             "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}
            """;

    /** Three failures in a row open the breaker, for half a second. */
    static final String GUARDED = """
            {"strategy": {"mode": "fallback", "cb_config": {"failure_threshold": 3, "cooldown_interval": 500}},
             "provider": "anyscale", "api_key": "${env:DEMO_KEY}", "targets": [
              {"override_params": {"model": "meta-llama/Llama-2-7b-chat-hf"}},
              {"override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}]}
            """;

    /** Who pays gets Mistral. */
    static final String BY_PLAN = """
            {"strategy": {"mode": "conditional", "default": "llama",
              "conditions": [{"query": {"metadata.plan": {"$eq": "premium"}}, "then": "mistral"}]},
             "provider": "anyscale", "api_key": "${env:DEMO_KEY}", "targets": [
              {"name": "llama", "override_params": {"model": "meta-llama/Llama-2-7b-chat-hf"}},
              {"name": "mistral", "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}]}
            """;

    static final String LLAMA_ALONE = """
            {"provider": "anyscale", "api_key": "${env:DEMO_KEY}",
             "override_params": {"model": "meta-llama/Llama-2-7b-chat-hf"}}
            """;

    static final String MISTRAL_ALONE = """
            {"provider": "anyscale", "api_key": "${env:DEMO_KEY}",
             "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}
            """;

    private Configs() {}
}
