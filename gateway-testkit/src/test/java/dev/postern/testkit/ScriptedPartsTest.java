/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CacheStatus;
import dev.postern.api.ConfigException;
import dev.postern.api.Reply;
import dev.postern.api.StreamBrokenException;
import dev.postern.api.Trace;
import dev.postern.api.UnreachableException;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptedPartsTest {
    private final Call call = TestCalls.chat("m", "text").streaming().call();

    @Test
    void callHasWhatTheTestAskedFor() {
        FakeTime time = new FakeTime();
        Call built = TestCalls.chat("m", "text")
                .with("user", "u-1")
                .with("stop", Samples.body("[\"x\"]"))
                .with(options -> options.retries(2))
                .metadata("team", "blue")
                .tenant("acme")
                .time(time)
                .deadline(Duration.ofSeconds(9))
                .traceId("t-7")
                .streaming()
                .call();

        assertThat(built.streaming()).isTrue();
        assertThat(built.body().text())
                .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"text\"}],"
                        + "\"user\":\"u-1\",\"stop\":[\"x\"],\"stream\":true}");
        assertThat(built.options().retries()).isEqualTo(2);
        assertThat(built.metadata()).isEqualTo(Map.of("team", "blue"));
        assertThat(built.tenant()).isEqualTo("acme");
        assertThat(built.deadline().remaining()).isEqualTo(Duration.ofSeconds(9));
        assertThat(built.trace()).isEqualTo(new Trace("t-7", "span-1", null, null));
    }

    @Test
    void recordedFactsAreReadBack() {
        RecordingRecorder recorder = new RecordingRecorder();

        recorder.retry();
        recorder.retries(1);
        recorder.model("m-1");
        recorder.usage(Usage.NONE, null);
        recorder.cacheStatus(CacheStatus.MISS);
        recorder.put("mask.count", "2");

        assertThat(recorder.retried()).isEqualTo(1);
        assertThat(recorder.retries()).isEqualTo(1);
        assertThat(recorder.model()).contains("m-1");
        assertThat(recorder.usage()).contains(Usage.NONE);
        assertThat(recorder.cost()).isEmpty();
        assertThat(recorder.cacheStatus()).contains(CacheStatus.MISS);
        assertThat(recorder.facts()).isEqualTo(Map.of("mask.count", "2"));
        assertThat(recorder.attempts()).isEmpty();
    }

    @Test
    void chainAnswersInOrderAndThenFails() {
        UnreachableException refused = new UnreachableException("refused", false, null);
        ScriptedChain chain = new ScriptedChain().then(429, "{}").thenThrow(refused);

        assertThat(chain.proceed(call).status()).isEqualTo(429);
        assertThatThrownBy(() -> chain.proceed(call)).isSameAs(refused);
        assertThatThrownBy(() -> chain.proceed(call))
                .isInstanceOf(AssertionError.class)
                .hasMessage("next was called 3 times, which is once more than scripted");
        assertThat(chain.calls()).containsExactly(call, call, call);
    }

    @Test
    void chainKnowsWhichStreamsAreOpen() {
        ChunkStream read = ChunkStream.of(Samples.CHUNKS);
        ChunkStream closed = ChunkStream.of(Samples.CHUNKS);
        ChunkStream forgotten = ChunkStream.of(Samples.CHUNKS);
        ScriptedChain chain =
                new ScriptedChain().thenStream(read).thenStream(closed).thenStream(forgotten);

        Samples.drain((Reply.Streaming) chain.proceed(call));
        chain.proceed(call).close();
        chain.proceed(call);

        assertThat(chain.openStreams()).containsExactly(forgotten);
        assertThat(read.delivered()).isEqualTo(4);
        assertThat(closed.closes()).isEqualTo(1);
        assertThat(forgotten).hasToString("ChunkStream[0 of 4 chunks, closed 0 times]");
    }

    @Test
    void streamThatBreaksThrowsAfterItsChunks() {
        ChunkStream stream = ChunkStream.breaking(Samples.CHUNKS.subList(0, 1), Samples.broken());

        assertThat(stream.next()).isEqualTo(Samples.CHUNKS.get(0));
        assertThatThrownBy(stream::next).isInstanceOf(StreamBrokenException.class);
        assertThat(stream.isOpen()).isFalse();
    }

    @Test
    void pullAfterTheCloseIsKeptAsMisuse() {
        ChunkStream stream = ChunkStream.of(Samples.CHUNKS);
        stream.close();

        assertThatThrownBy(stream::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("event stream: pulled after it was closed");
        assertThat(stream.misuses()).containsExactly("pulled after it was closed");
    }

    @Test
    void settingsReportEveryProblem() {
        List<Key<?>> keys = List.of(
                Key.integer("limit", 0, 10),
                Key.string("name").required(),
                Key.bool("on").withDefault(true));

        assertThatThrownBy(() -> TestSettings.read("{\"limit\": 11, \"speed\": 1}", keys))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        problem -> assertThat(problem.problems())
                                .containsExactly(
                                        "settings.limit: expected a whole number from 0 to 10, found 11",
                                        "settings.speed: unknown key; known: [limit, name, on]",
                                        "settings.name: required, expected a string"));
    }

    @Test
    void contextRefusesCallsThatNobodyScripted() {
        TestStageContext context = TestStageContext.of(List.of(), "{}");

        assertThatThrownBy(() -> context.calls().call(call, call.operation(), call.body(), call.options()))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("this test scripts no call of the plugin's own");
    }

    @Test
    void contextsOfOneSeedGiveTheSameChance() {
        TestStageContext context = TestStageContext.of(List.of(), "{}");

        assertThat(context.seed(7).random().nextLong())
                .isEqualTo(context.seed(7).random().nextLong())
                .isNotEqualTo(context.seed(8).random().nextLong());
    }
}
