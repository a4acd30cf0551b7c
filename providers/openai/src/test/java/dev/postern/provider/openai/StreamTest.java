/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Body;
import dev.postern.api.JsonView;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.Operation;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.StreamDecoder;
import dev.postern.testkit.OpenAiSchema;
import dev.postern.testkit.ProviderProbe;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {
    private static final String STREAM = "{\"stream\":true}";
    private static final String WITH_USAGE = "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
    private static final String USAGE = "{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}";
    private static final String HEAD =
            "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",";
    private static final String FIRST = HEAD
            + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\" a\"},\"finish_reason\":null}]}";
    private static final String LAST = HEAD + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String DONE = "data: [DONE]\n\n";

    private final OpenAiProvider provider = OpenAiProvider.builder("openai")
            .baseUrl(URI.create("https://example.com/v1"))
            .build();
    private final ProviderProbe probe = new ProviderProbe(provider);

    @Test
    void conformingChunksKeepTheirBytes() {
        ProviderProbe.Heard heard = probe.streamed(Operation.CHAT, STREAM, data(FIRST) + data(LAST) + DONE);

        assertThat(heard.said()).containsExactly("chunk " + FIRST, "chunk " + LAST, "complete");
        heard.chunks().forEach(OpenAiSchema.CHAT_CHUNK::assertValid);
    }

    @Test
    void piecesOfToolCallsWithoutIndexAreNumbered() {
        String begins = "{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}";
        String goesOn = "{\"function\":{\"arguments\":\"}\"}}";
        String events =
                data(tools(begins)) + data(tools(goesOn)) + data(tools(begins + "," + begins)) + data(LAST) + DONE;

        ProviderProbe.Heard heard = probe.streamed(Operation.CHAT, STREAM, events);

        heard.chunks().forEach(OpenAiSchema.CHAT_CHUNK::assertValid);
        assertThat(heard.chunks().subList(0, 3).stream().flatMap(StreamTest::indexes))
                .containsExactly(0L, 0L, 1L, 2L);
    }

    private static String tools(String pieces) {
        return HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + pieces + "]},\"finish_reason\":null}]}";
    }

    private static Stream<Long> indexes(Body chunk) {
        List<Long> indexes = new ArrayList<>();
        for (JsonView piece :
                chunk.json().get("choices").at(0).get("delta").get("tool_calls").elements()) {
            indexes.add(piece.get("index").integer().orElseThrow());
        }
        return indexes.stream();
    }

    @Test
    void tokensThatTheCallerDidNotAskForAreReportedAndHidden() {
        String events = data(with(FIRST, "null")) + data(with(LAST, "null")) + data(usageOnly()) + DONE;

        ProviderProbe.Heard heard = probe.streamed(Operation.CHAT, STREAM, events);

        assertThat(heard.said()).containsExactly("chunk " + FIRST, "chunk " + LAST, "complete");
        assertThat(heard.usages()).containsExactly(new Usage(5, 2, 7, 0, 0, 0));
    }

    @Test
    void tokensThatTheCallerAskedForComeAsTheyCame() {
        String events = data(with(FIRST, "null")) + data(with(LAST, "null")) + data(usageOnly()) + DONE;

        ProviderProbe.Heard heard = probe.streamed(Operation.CHAT, WITH_USAGE, events);

        assertThat(heard.said())
                .containsExactly(
                        "chunk " + with(FIRST, "null"),
                        "chunk " + with(LAST, "null"),
                        "chunk " + usageOnly(),
                        "complete");
    }

    @Test
    void tokensInTheLastChunkWithChoicesMoveToAChunkOfTheirOwn() {
        ProviderProbe.Heard heard =
                probe.streamed(Operation.CHAT, WITH_USAGE, data(FIRST) + data(with(LAST, USAGE)) + DONE);

        assertThat(heard.said())
                .containsExactly(
                        "chunk " + with(FIRST, "null"),
                        "chunk " + with(LAST, "null"),
                        "chunk " + HEAD + "\"choices\":[],\"usage\":" + USAGE + "}",
                        "complete");
    }

    @Test
    void ofTokensInEveryChunkTheLastCount() {
        String early = "{\"prompt_tokens\":5,\"completion_tokens\":0,\"total_tokens\":5}";

        ProviderProbe.Heard hidden =
                probe.streamed(Operation.CHAT, STREAM, data(with(FIRST, early)) + data(with(LAST, USAGE)) + DONE);
        ProviderProbe.Heard asked =
                probe.streamed(Operation.CHAT, WITH_USAGE, data(with(FIRST, early)) + data(with(LAST, USAGE)) + DONE);

        assertThat(hidden.usages()).endsWith(new Usage(5, 2, 7, 0, 0, 0));
        assertThat(hidden.said()).containsExactly("chunk " + FIRST, "chunk " + LAST, "complete");
        assertThat(asked.chunks()).hasSize(3);
        assertThat(asked.chunks().get(2).text()).endsWith("\"choices\":[],\"usage\":" + USAGE + "}");
    }

    @Test
    void tokensInEveryChunkStayWhereTheCallerAskedForThat() {
        String request =
                "{\"stream\":true,\"stream_options\":" + "{\"include_usage\":true,\"continuous_usage_stats\":true}}";

        ProviderProbe.Heard heard = probe.streamed(
                Operation.CHAT, request, data(with(FIRST, USAGE)) + data(with(LAST, USAGE)) + data(usageOnly()) + DONE);

        assertThat(heard.said())
                .containsExactly(
                        "chunk " + with(FIRST, USAGE),
                        "chunk " + with(LAST, USAGE),
                        "chunk " + usageOnly(),
                        "complete");
    }

    @Test
    void whatTheSchemaRequiresOfAChunkIsFilledIn() {
        ProviderProbe.Heard heard = probe.streamed(
                Operation.CHAT,
                STREAM,
                data("{\"choices\":[{\"delta\":null},{\"delta\":{\"content\":\"b\",\"tool_calls\":null}}]}") + DONE);

        heard.chunks().forEach(OpenAiSchema.CHAT_CHUNK::assertValid);
        Body chunk = heard.chunks().get(0);
        assertThat(chunk.string("id")).contains("chatcmpl-trace-1");
        assertThat(chunk.json().get("choices").at(1).get("index").integer()).hasValue(1);
        assertThat(chunk.text()).doesNotContain("tool_calls");
    }

    @Test
    void chunksOfCompletionsAreBroughtToTheirSchema() {
        ProviderProbe.Heard heard =
                probe.streamed(Operation.COMPLETIONS, STREAM, data("{\"choices\":[{\"text\":\"x\"}]}") + DONE);

        heard.chunks().forEach(OpenAiSchema.COMPLETION_CHUNK::assertValid);
        assertThat(heard.chunks()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data: {\"error\":{\"message\":\"m\",\"code\":429}} | 429",
                "data: {\"error\":{\"message\":\"m\",\"code\":\"500\"},\"choices\":[]} | 500",
                "data: {\"error\":{\"message\":\"m\"},\"choices\":[{\"delta\":{}}]} | 502",
                "data: {\"error\":\"m\"} | 502",
                "data: {\"object\":\"error\",\"message\":\"m\",\"code\":400} | 400",
                "event: error\\ndata: {\"message\":\"m\"} | 502",
                "event: error\\ndata: {\"error\":{\"message\":\"m\",\"code\":503}} | 503",
                "event: error\\ndata: m | 502",
            })
    void anErrorInTheStreamEndsIt(String event, int status) {
        String events = data(FIRST) + event.replace("\\n", "\n") + "\n\n" + data(LAST) + DONE;

        ProviderProbe.Heard heard = probe.streamed(Operation.CHAT, STREAM, events);

        assertThat(heard.said()).hasSize(2).first().isEqualTo("chunk " + FIRST);
        assertThat(heard.said().get(1)).startsWith("error " + status + " {\"error\":{\"message\":\"m\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "cancelled", "abort"})
    void aFinishReasonThatMeansFailureEndsTheStreamAsAnError(String reason) {
        ProviderProbe.Heard heard =
                probe.streamed(Operation.CHAT, STREAM, data(LAST.replace("\"stop\"", '"' + reason + '"')) + DONE);

        assertThat(heard.said())
                .singleElement()
                .asString()
                .startsWith("error 502 ")
                .contains("finish_reason " + reason);
    }

    @Test
    void nothingCountsAfterDone() {
        ProviderProbe.Heard heard =
                probe.streamed(Operation.CHAT, STREAM, data(LAST) + DONE + data(FIRST) + "data: garbage\n\n" + DONE);

        assertThat(heard.said()).containsExactly("chunk " + LAST, "complete");
    }

    @Test
    void anEndWithoutDoneIsCompleteOnlyIfEveryChoiceWasFinished() {
        String second = LAST.replace("\"index\":0", "\"index\":1");

        assertThat(probe.streamed(Operation.CHAT, STREAM, data(FIRST) + data(LAST))
                        .said())
                .endsWith("complete");
        assertThat(probe.streamed(Operation.CHAT, STREAM, data(FIRST) + data(second))
                        .said())
                .hasSize(2);
        assertThat(probe.streamed(Operation.CHAT, STREAM, data(FIRST) + data(second) + data(LAST))
                        .said())
                .endsWith("complete");
        assertThat(probe.streamed(Operation.CHAT, STREAM, data(FIRST)).said()).hasSize(1);
        assertThat(probe.streamed(Operation.CHAT, STREAM, "").said()).isEmpty();
        assertThat(probe.streamed(Operation.CHAT, WITH_USAGE, data(with(LAST, USAGE)))
                        .said())
                .hasSize(3)
                .endsWith("complete");
    }

    @Test
    void emptyDataAndObjectsThatAreNoChunksAreReadOver() {
        ProviderProbe.Heard heard = probe.streamed(
                Operation.CHAT,
                STREAM,
                "data:\n\ndata: \n\n: ping\n\n" + data("{\"type\":\"ping\"}") + data("{\"choices\":null}") + data(LAST)
                        + "data:[DONE]\n\n");

        assertThat(heard.said()).containsExactly("chunk " + LAST, "complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\":[", "plain", "[1]", "7", "[DONE", "\"x\""})
    void dataThatIsNoChunkAtAllIsMalformed(String data) {
        Call call = ProviderProbe.call(Operation.CHAT, STREAM);
        StreamDecoder decoder = provider.streamDecoder(call);
        Frame frame = new Frame(null, data.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> decoder.decode(frame, new ProviderProbe.Heard()))
                .isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void aHostileChoiceIndexCostsNothing() {
        for (String index : List.of("2147483647", "-5", "99999999999999999999", "1e400", "\"x\"")) {
            String chunk = LAST.replace("\"index\":0", "\"index\":" + index);

            assertThat(probe.streamed(Operation.CHAT, STREAM, data(chunk)).said())
                    .as(index)
                    .endsWith("complete");
        }
    }

    private static String data(String json) {
        return "data: " + json + "\n\n";
    }

    private static String with(String chunk, String usage) {
        return chunk.substring(0, chunk.length() - 1) + ",\"usage\":" + usage + "}";
    }

    private static String usageOnly() {
        return with(HEAD + "\"choices\":[]}", USAGE);
    }
}
