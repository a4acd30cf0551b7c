/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.Operation;
import dev.postern.spi.Call;
import dev.postern.spi.Provider;
import dev.postern.testkit.ProviderProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsRequestTest {
    private final Provider provider = Providers.endpoints();
    private final ProviderProbe probe = new ProviderProbe(provider);

    @Test
    void aRequestInWhichNothingMustChangeIsTheSameBody() {
        Call call = ProviderProbe.call(
                Operation.CHAT,
                " {\"model\":\"m\", \"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\"},"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[]},{\"role\":\"tool\",\"content\":\"t\"}],"
                        + "\"stop\":[\"x\"],\"max_tokens\":5,\"top_k\":3,\"stream\":true,\"tool_choice\":\"auto\","
                        + "\"response_format\":{\"type\":\"text\"}}");

        assertThat(provider.encode(call).body()).isSameAs(call.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"stop\":\"x\"} | {\"stop\":[\"x\"]}",
                "{\"stop\":null} | {\"stop\":null}",
                "{\"max_completion_tokens\":5} | {\"max_tokens\":5}",
                "{\"max_completion_tokens\":5,\"max_tokens\":9} | {\"max_tokens\":5}",
                "{\"max_completion_tokens\":null,\"max_tokens\":9} | {\"max_tokens\":9}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":true}} | {\"stream\":true}",
                "{\"tool_choice\":\"required\",\"tools\":[{\"function\":{\"name\":\"f\"}}]} | "
                        + "{\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}},\"tools\":[{\"function\":{\"name\":\"f\"}}]}",
                "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\": \"object\"}}}} | "
                        + "{\"response_format\":{\"type\":\"json_object\",\"schema\":{\"type\": \"object\"}}}",
                "{\"response_format\":{\"type\":\"json_object\"},\"top_p\":1.0,\"top_k\":null} | {\"response_format\":{\"type\":\"json_object\"}}",
                // messages
                "{\"messages\":[{\"role\":\"developer\",\"content\":\"d\"}]} | {\"messages\":[{\"role\":\"system\",\"content\":\"d\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}]} | "
                        + "{\"messages\":[{\"role\":\"user\",\"content\":\"a\\nb\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[]}]} | {\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}",
                "{\"messages\":[{\"role\":\"system\",\"content\":\"1\"},{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"developer\",\"content\":[{\"type\":\"text\",\"text\":\"2\"}]},{\"role\":\"system\",\"content\":\"3\"}]} | "
                        + "{\"messages\":[{\"role\":\"system\",\"content\":\"1\\n\\n2\\n\\n3\"},{\"role\":\"user\",\"content\":\"u\"}]}",
                "{\"messages\":[{\"role\":\"developer\",\"content\":[{\"type\":\"text\",\"text\":\"1\"}],\"name\":\"n\"},{\"role\":\"system\",\"content\":\"2\"}]} | "
                        + "{\"messages\":[{\"role\":\"system\",\"content\":\"1\\n\\n2\",\"name\":\"n\"}]}",
            })
    void requestsAreBroughtToTheFormOfEndpoints(String asked, String sent) {
        assertThat(JsonParser.parseString(probe.sent(Operation.CHAT, asked))).isEqualTo(JsonParser.parseString(sent));
    }

    @Test
    void completionsAndEmbeddingsKeepWhatIsNotTheirs() {
        assertThat(probe.sent(Operation.COMPLETIONS, "{\"prompt\":\"p\",\"stop\":\"x\",\"stream\":true}"))
                .isEqualTo("{\"prompt\":\"p\",\"stop\":[\"x\"],\"stream\":true}");
        assertThat(probe.sent(Operation.EMBEDDINGS, "{\"input\":\"i\",\"stop\":\"x\",\"encoding_format\":\"base64\"}"))
                .isEqualTo("{\"input\":\"i\",\"stop\":\"x\",\"encoding_format\":\"base64\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"messages\":[{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{}}]}]} | messages[1].content[1]: Anyscale Endpoints take text only, found image_url | messages[1].content",
                "{\"messages\":[{\"role\":\"user\",\"content\":[7]}]} | messages[0].content[0]: Anyscale Endpoints take text only, found something else | messages[0].content",
                "{\"messages\":[{\"role\":\"function\",\"content\":\"x\"}]} | messages[0].role: Anyscale Endpoints know system, user, assistant and tool, found \"function\" | messages[0].role",
                "{\"messages\":[{\"content\":\"x\"}]} | messages[0].role: Anyscale Endpoints know system, user, assistant and tool, found nothing | messages[0].role",
                "{\"messages\":[7]} | messages[0].role: Anyscale Endpoints know system, user, assistant and tool, found nothing | messages[0].role",
                "{\"tool_choice\":\"required\",\"tools\":[{},{}]} | tool_choice: Anyscale Endpoints know auto, none or one named tool, found \"required\" | tool_choice",
                "{\"tool_choice\":\"required\"} | tool_choice: Anyscale Endpoints know auto, none or one named tool, found \"required\" | tool_choice",
                "{\"response_format\":{\"type\":\"json_object\"},\"top_p\":0.5} | top_p: Anyscale Endpoints refuse it together with response_format in JSON mode; remove one | top_p",
                "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{}}},\"top_k\":5} | top_k: Anyscale Endpoints refuse it together with response_format in JSON mode; remove one | top_k",
                "{\"response_format\":{\"type\":\"json_schema\"}} | response_format.json_schema.schema: expected an object, found nothing | response_format",
            })
    void whatEndpointsCannotDoIsRefusedByName(String asked, String problem, String param) {
        assertThatThrownBy(() -> probe.sent(Operation.CHAT, asked))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(problem)
                .extracting(error -> ((InvalidRequestException) error).param())
                .isEqualTo(param);
    }
}
