/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.api.Operation;
import dev.postern.spi.ProviderFactory;
import dev.postern.testkit.ProviderContract;
import java.util.Map;

class RayServeProviderContractTest extends ProviderContract {
    private static final String USAGE =
            "{\"prompt_tokens\":13,\"total_tokens\":15,\"completion_tokens\":2,\"prompt_tokens_details\":null}";

    @Override
    protected ProviderFactory factory() {
        return new AnyscaleProviderFactory();
    }

    @Override
    protected String settings() {
        return "{\"base_url\":\"http://127.0.0.1:1/prefix/\",\"profile\":\"ray-serve\","
                + "\"prices\":{\"base:adapter\":{\"input\":0.2,\"output\":\"0.4\"}}}";
    }

    @Override
    protected String listedModel() {
        return "base:adapter";
    }

    @Override
    protected String chatRequest() {
        return "{\"model\":\"base:adapter\",\"top_k\":5,\"chat_template_kwargs\":{\"enable_thinking\":false},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"capital?\"}]}";
    }

    @Override
    protected String expectedRequest() {
        return chatRequest();
    }

    @Override
    protected String chatAnswer() {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1769860800,\"model\":\"base:adapter\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"reasoning_content\":null,"
                + "\"content\":\"Paris\",\"tool_calls\":[]},\"logprobs\":null,\"finish_reason\":\"stop\",\"stop_reason\":null}],"
                + "\"usage\":" + USAGE + ",\"prompt_logprobs\":null}";
    }

    @Override
    protected String errorAnswer() {
        return "{\"error\":{\"message\":\"top_k must be -1 or at least 1\",\"type\":\"BadRequestError\","
                + "\"param\":{\"name\":\"top_k\"},\"code\":400}}";
    }

    @Override
    protected String chatStream() {
        return event(
                        "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}]",
                        "")
                + event(
                        "[{\"index\":0,\"delta\":{\"content\":\"Paris \u00e9\"},\"logprobs\":null,\"finish_reason\":null}]",
                        "")
                + event(
                        "[{\"index\":0,\"delta\":{\"content\":\"\"},\"logprobs\":null,\"finish_reason\":\"stop\","
                                + "\"stop_reason\":null}]",
                        "")
                + event("[]", ",\"usage\":" + USAGE)
                + "data: [DONE]\n\n";
    }

    private static String event(String choices, String more) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1769860800,"
                + "\"model\":\"base:adapter\",\"choices\":" + choices + more + "}\n\n";
    }

    @Override
    protected Map<Operation, String> moreAnswers() {
        return Map.of(
                Operation.COMPLETIONS,
                "{\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":1769860800,\"model\":\"m\",\"choices\":"
                        + "[{\"index\":0,\"text\":\"one\",\"logprobs\":null,\"finish_reason\":\"length\",\"stop_reason\":null,"
                        + "\"prompt_logprobs\":null}],\"usage\":" + USAGE + "}",
                Operation.EMBEDDINGS,
                "{\"id\":\"embd-1\",\"object\":\"list\",\"created\":1769860800,\"model\":\"m\",\"data\":[{\"index\":0,"
                        + "\"object\":\"embedding\",\"embedding\":[0.25,-1.5]}],\"usage\":{\"prompt_tokens\":1,"
                        + "\"total_tokens\":1,\"completion_tokens\":0,\"prompt_tokens_details\":null}}",
                Operation.MODELS,
                "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\",\"created\":1769860800,\"owned_by\":\"vllm\","
                        + "\"root\":\"/models/m\",\"parent\":null,\"max_model_len\":4096,\"permission\":[]}]}");
    }
}
