/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.api.Operation;
import dev.postern.spi.ProviderFactory;
import dev.postern.testkit.ProviderContract;
import java.util.Map;

class OpenAiProviderContractTest extends ProviderContract {
    private static final String USAGE = "{\"prompt_tokens\":13,\"completion_tokens\":2,\"total_tokens\":15,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":0}}";

    @Override
    protected ProviderFactory factory() {
        return new OpenAiProviderFactory();
    }

    @Override
    protected String settings() {
        return "{\"models\":{\"m\":\"gpt-large\"},\"prices\":{\"gpt-large\":{\"input\":\"0.15\",\"output\":\"0.60\"}}}";
    }

    @Override
    protected String listedModel() {
        return "gpt-large";
    }

    @Override
    protected String expectedRequest() {
        return chatRequest().replace("\"m\"", "\"gpt-large\"");
    }

    @Override
    protected String chatAnswer() {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1769860800,\"model\":\"gpt-large-2026\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Paris \u00e9\",\"refusal\":null,"
                + "\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":" + USAGE
                + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\"}";
    }

    @Override
    protected String errorAnswer() {
        return "{\"error\":{\"message\":\"The model does not exist\",\"type\":\"invalid_request_error\",\"param\":null,"
                + "\"code\":\"model_not_found\"}}";
    }

    @Override
    protected String chatStream() {
        return event(
                        "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},"
                                + "\"logprobs\":null,\"finish_reason\":null}]",
                        "null")
                + event(
                        "[{\"index\":0,\"delta\":{\"content\":\"Paris \u00e9\u2028\ud83d\ude00\"},\"logprobs\":null,"
                                + "\"finish_reason\":null}]",
                        "null")
                + event("[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]", "null")
                + event("[]", USAGE)
                + "data: [DONE]\n\n";
    }

    private static String event(String choices, String usage) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1769860800,"
                + "\"model\":\"gpt-large-2026\",\"system_fingerprint\":\"fp_1\",\"choices\":" + choices + ",\"usage\":"
                + usage + "}\n\n";
    }

    @Override
    protected Map<Operation, String> moreAnswers() {
        return Map.of(
                Operation.COMPLETIONS,
                "{\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":1769860800,\"model\":\"m\",\"choices\":"
                        + "[{\"text\":\"one\",\"index\":0,\"logprobs\":null,\"finish_reason\":\"length\"}],\"usage\":"
                        + USAGE + "}",
                Operation.EMBEDDINGS,
                "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                        + "\"embedding\":[0.25,-1.5e-3]}],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}",
                Operation.MODELS,
                "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\",\"created\":1,\"owned_by\":\"system\"}]}");
    }
}
