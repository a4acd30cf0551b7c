/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.testkit.TestCalls;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamAsWholeTest {
    private static Body body(String json) {
        return Body.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Body> whole(Operation operation, String... chunks) {
        StreamAsWhole recording = StreamAsWhole.begin(operation, 1 << 20);
        for (String chunk : chunks) {
            assertThat(recording.add(body(chunk))).isTrue();
        }
        return recording.end();
    }

    private static String chunk(String choices) {
        return "{'id':'c','object':'chat.completion.chunk','created':1,'model':'m','choices':[" + choices + "]}";
    }

    @Test
    void textsAreJoinedAndFactsKept() {
        Optional<Body> whole = whole(
                Operation.CHAT,
                chunk("{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}"),
                chunk("{'index':0,'delta':{'content':'a '},'finish_reason':null}"),
                chunk("{'index':0,'delta':{'content':'b','reasoning_content':'r'},'finish_reason':null}"),
                chunk("{'index':0,'delta':{},'finish_reason':'stop','stop_reason':7}"),
                "{'id':'c','object':'chat.completion.chunk','created':1,'model':'m','choices':[],'usage':{'prompt_tokens':1}}");

        assertThat(whole)
                .contains(body("{'id':'c','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,"
                        + "'message':{'role':'assistant','content':'a b','reasoning_content':'r'},'logprobs':null,"
                        + "'finish_reason':'stop','stop_reason':7}],'usage':{'prompt_tokens':1}}"));
    }

    @Test
    void callsOfToolsAreJoinedByTheirIndex() {
        Optional<Body> whole = whole(
                Operation.CHAT,
                chunk("{'index':0,'delta':{'role':'assistant','content':null,'tool_calls':[{'index':0,'id':'t1',"
                        + "'type':'function','function':{'name':'f','arguments':''}}]}}"),
                chunk("{'index':0,'delta':{'tool_calls':[{'index':1,'id':'t2','type':'function','function':{'name':'g',"
                        + "'arguments':'{}'}},{'index':0,'function':{'arguments':'{1'}}]}}"),
                chunk("{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}}"),
                chunk("{'index':0,'delta':{},'finish_reason':'tool_calls'}"));

        assertThat(whole.orElseThrow()
                        .json()
                        .get("choices")
                        .at(0)
                        .get("message")
                        .text())
                .isEqualTo(body("{'role':'assistant','content':null,'tool_calls':["
                                + "{'id':'t1','type':'function','function':{'name':'f','arguments':'{1}'}},"
                                + "{'id':'t2','type':'function','function':{'name':'g','arguments':'{}'}}]}")
                        .text());
    }

    @Test
    void choicesSideBySideAndLogprobsAreJoined() {
        Optional<Body> whole = whole(
                Operation.CHAT,
                chunk("{'index':1,'delta':{'content':'x'},'logprobs':{'content':[{'token':'x'}]}}"),
                chunk("{'index':0,'delta':{'content':'a'}}"),
                chunk(
                        "{'index':1,'delta':{'content':'y'},'logprobs':{'content':[{'token':'y'}]},'finish_reason':'length'}"),
                chunk("{'index':0,'delta':{},'finish_reason':'stop'}"));

        assertThat(whole.orElseThrow().json().get("choices").at(1).text())
                .isEqualTo(body("{'index':1,'message':{'role':'assistant','content':'xy'},"
                                + "'logprobs':{'content':[{'token':'x'},{'token':'y'}]},'finish_reason':'length'}")
                        .text());
    }

    @Test
    void aCharacterCutInTwoIsWholeAgain() {
        Optional<Body> whole = whole(
                Operation.CHAT,
                chunk("{'index':0,'delta':{'content':'\\ud83d'}}"),
                chunk("{'index':0,'delta':{'content':'\\ude00'},'finish_reason':'stop'}"));

        assertThat(whole.orElseThrow()
                        .json()
                        .get("choices")
                        .at(0)
                        .get("message")
                        .get("content")
                        .string())
                .contains("😀");
    }

    @Test
    void aStreamThatNeverSaysWhyItEndedIsNoAnswer() {
        assertThat(whole(Operation.CHAT, chunk("{'index':0,'delta':{'content':'a'}}")))
                .isEmpty();
        assertThat(whole(Operation.CHAT)).isEmpty();
    }

    @Test
    void olderCompletionsAreJoinedToo() {
        Optional<Body> whole = whole(
                Operation.COMPLETIONS,
                "{'id':'c','object':'text_completion','choices':[{'index':0,'text':'a','logprobs':{'tokens':['a']}}]}",
                "{'id':'c','object':'text_completion','choices':[{'index':0,'text':'b','logprobs':{'tokens':['b']},'finish_reason':'stop'}]}");

        assertThat(whole)
                .contains(body("{'id':'c','object':'text_completion','choices':[{'index':0,'text':'ab',"
                        + "'logprobs':{'tokens':['a','b']},'finish_reason':'stop'}]}"));
    }

    @Test
    void operationsWithoutKnownChunksAreNotRecorded() {
        assertThat(StreamAsWhole.begin(Operation.EMBEDDINGS, 100)).isNull();
    }

    @Test
    void anAnswerTooLargeEndsTheRecording() {
        StreamAsWhole recording = StreamAsWhole.begin(Operation.CHAT, 100);

        assertThat(recording.add(body(chunk("{'index':0,'delta':{'content':'" + "x".repeat(101) + "'}}"))))
                .isFalse();
    }

    @Test
    void aWholeAnswerToldAsAStreamComesBackAsItWas() {
        Body answer = body("{'id':'c','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,"
                + "'message':{'role':'assistant','content':null,'tool_calls':[{'id':'t','type':'function',"
                + "'function':{'name':'f','arguments':'{}'}}]},'logprobs':null,'finish_reason':'tool_calls'}]}");
        StreamAsWhole recording = StreamAsWhole.begin(Operation.CHAT, 1 << 20);
        try (var told = WholeAsStream.of(
                new Reply.Whole(200, Headers.empty(), answer),
                TestCalls.chat("m", "q").streaming().call())) {
            for (Body chunk = told.events().next();
                    chunk != null;
                    chunk = told.events().next()) {
                recording.add(chunk);
            }
        }

        assertThat(recording.end()).contains(answer);
    }
}
