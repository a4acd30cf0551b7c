/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.api.Operation;
import dev.postern.spi.ProviderFactory;
import dev.postern.testkit.ProviderContract;
import java.util.Map;

class EndpointsProviderContractTest extends ProviderContract {
    private static final String MODEL = "mistralai/Mistral-7B-Instruct-v0.1";
    private static final String HEAD = "{\"id\":\"" + MODEL
            + "-Xy1\",\"object\":\"text_completion\",\"created\":1706000000,\"model\":\"" + MODEL + "\",";
    private static final String USAGE = "{\"prompt_tokens\":13,\"completion_tokens\":2,\"total_tokens\":15}";

    @Override
    protected ProviderFactory factory() {
        return new AnyscaleProviderFactory();
    }

    @Override
    protected String settings() {
        return "{\"base_url\":\"http://127.0.0.1:1\",\"profile\":\"endpoints\"}";
    }

    @Override
    protected String listedModel() {
        return MODEL;
    }

    @Override
    protected String chatRequest() {
        return "{\"model\":\"" + MODEL + "\",\"stop\":\"END\",\"max_completion_tokens\":9,"
                + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"capital?\"}]}]}";
    }

    @Override
    protected String expectedRequest() {
        return "{\"model\":\"" + MODEL + "\",\"stop\":[\"END\"],\"max_tokens\":9,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"capital?\"}]}";
    }

    @Override
    protected String chatAnswer() {
        return HEAD + "\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\" Paris\",\"tool_calls\":null,"
                + "\"tool_call_id\":null},\"index\":0,\"finish_reason\":\"stop\"}],\"usage\":" + USAGE + "}";
    }

    @Override
    protected String errorAnswer() {
        return "{\"error\":{\"message\":\"no such model\",\"internal_message\":\"no such model\",\"code\":404,"
                + "\"type\":\"NotFound\",\"param\":{}},\"id\":null,\"object\":null,\"choices\":null}";
    }

    @Override
    protected String chatStream() {
        return event("{\"role\":\"assistant\"}", "null", "")
                + event("{\"content\":\" Paris \u00e9\"}", "null", "")
                + event("{}", "\"stop\"", ",\"usage\":" + USAGE)
                + "data: [DONE]\n\n";
    }

    private static String event(String delta, String finishReason, String more) {
        return "data: " + HEAD + "\"choices\":[{\"delta\":" + delta + ",\"index\":0,\"finish_reason\":" + finishReason
                + "}]" + more + "}\n\n";
    }

    @Override
    protected Map<Operation, String> moreAnswers() {
        return Map.of(
                Operation.COMPLETIONS,
                HEAD + "\"choices\":[{\"text\":\" one\",\"index\":0,\"logprobs\":null,\"finish_reason\":\"length\"}],"
                        + "\"usage\":" + USAGE + "}",
                Operation.EMBEDDINGS,
                "{\"id\":\"thenlper/gte-large-1\",\"created\":1706000000,\"object\":\"list\",\"model\":\"thenlper/gte-large\","
                        + "\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.25,-1.5]}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}",
                Operation.MODELS,
                "{\"object\":\"list\",\"data\":[{\"id\":\"" + MODEL
                        + "\",\"object\":\"model\",\"owned_by\":\"mistralai\","
                        + "\"rayllm_metadata\":{\"max_request_context_length\":4096}}]}");
    }
}
