/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.LLAMA;
import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.postern.api.Answer;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatChunk;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatStream;
import dev.postern.api.DeadlineException;
import dev.postern.api.EventStream;
import dev.postern.api.Gateway;
import dev.postern.api.Limits;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.StreamBrokenException;
import dev.postern.api.UpstreamException;
import dev.postern.testkit.Fault;
import dev.postern.testkit.Framing;
import dev.postern.testkit.Outcome;
import dev.postern.testkit.Profile;
import dev.postern.testkit.ScriptedUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScriptedUpstream upstream = ScriptedUpstream.start(Profile.ENDPOINTS);
    private final Gateway gateway = TestGateways.gateway(upstream, target(MISTRAL, ""));

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
    }

    private static String text(Iterable<ChatChunk> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.text()));
        return text.toString();
    }

    @Test
    void chunksArriveInOrderWithUsageAndCostInTheReport() {
        try (ChatStream stream = gateway.stream(hello())) {

            assertThat(text(stream)).isEqualTo(" This is a test");

            assertThat(stream.report().usage().orElseThrow().totalTokens()).isPositive();
            assertThat(stream.report().cost()).isPresent();
            assertThat(stream.report().timeToFirstChunk()).isNotNull();
            assertThat(stream.report().model()).isEqualTo(MISTRAL);
        }
    }

    @Test
    void costOfAStreamIsThatOfTheWholeAnswer() {
        var whole = gateway.chat(hello()).report().cost();

        try (ChatStream stream = gateway.stream(hello())) {
            text(stream);

            assertThat(stream.report().cost()).isPresent().isEqualTo(whole);
        }
    }

    @Test
    void aStreamIsIterableOnce() {
        try (ChatStream stream = gateway.stream(hello())) {
            text(stream);

            assertThatThrownBy(stream::iterator)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("iterated once");
        }
    }

    static Stream<Framing> framings() {
        return Stream.of(
                Framing.lf(),
                Framing.crlf(),
                Framing.cr(),
                Framing.lf().withBom().withComments().withFields(),
                Framing.crlf().multiLine(),
                Framing.lf().withoutBlank(),
                Framing.lf().splitEvery(1),
                Framing.crlf().splitEvery(3));
    }

    @ParameterizedTest
    @MethodSource("framings")
    void everyFramingOfEventsReadsTheSame(Framing framing) {
        upstream.when(MISTRAL).always(Fault.framing(framing));

        try (ChatStream stream = gateway.stream(hello())) {
            assertThat(text(stream)).isEqualTo(" This is a test");
        }
    }

    @Test
    void eventsThatCameInOneReadAreReadyTogether() {
        String event = "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"content\":\"x\"},\"finish_reason\":null}]}\n\n";
        upstream.when(MISTRAL)
                .always(Fault.body(200, "text/event-stream", (event + event + event + "data: {\n\n").getBytes(UTF_8)));
        Answer answer = gateway.call(Operation.CHAT, hello().body().with("stream", true), CallOptions.none());
        try (EventStream events = ((Reply.Streaming) answer.reply()).events()) {

            for (int i = 0; i < 3; i++) {
                assertThat(events.ready()).isTrue();
                assertThat(events.next()).isNotNull();
            }

            assertThat(events.ready()).isTrue();
            assertThatThrownBy(events::next)
                    .isInstanceOf(StreamBrokenException.class)
                    .hasMessageContaining("cannot be read");
        }
    }

    @Test
    void aCutInTheMiddleIsAnErrorAndNeverLooksComplete() {
        upstream.when(MISTRAL).always(Fault.cutAfterEvents(2));

        try (ChatStream stream = gateway.stream(hello())) {
            assertThatThrownBy(() -> text(stream))
                    .isInstanceOf(StreamBrokenException.class)
                    .hasMessageContaining("docs/errors.md#stream-broken");
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void aResetInTheMiddleIsAnError() {
        upstream.when(MISTRAL).always(Fault.resetAfterEvents(2));

        try (ChatStream stream = gateway.stream(hello())) {
            assertThatThrownBy(() -> text(stream)).isInstanceOf(StreamBrokenException.class);
        }
    }

    @Test
    void anErrorEventInTheMiddleCarriesTheProvidersError() {
        upstream.when(MISTRAL).always(Fault.errorEventAfter(2));

        try (ChatStream stream = gateway.stream(hello())) {
            assertThatThrownBy(() -> text(stream)).isInstanceOfSatisfying(StreamBrokenException.class, failure -> {
                assertThat(failure.error()).isPresent();
                assertThat(failure.sent()).isTrue();
            });
        }
    }

    @Test
    void aStreamWithoutDoneIsCompleteWhenItHadAFinishReason() {
        upstream.when(MISTRAL).always(Fault.withoutDone());

        try (ChatStream stream = gateway.stream(hello())) {
            assertThat(text(stream)).isEqualTo(" This is a test");
        }
    }

    @Test
    void dataAfterDoneIsNotPassedOn() {
        upstream.when(MISTRAL).always(Fault.dataAfterDone("{\"choices\":[{\"delta\":{\"content\":\"ghost\"}}]}"));

        try (ChatStream stream = gateway.stream(hello())) {
            assertThat(text(stream)).isEqualTo(" This is a test");
        }
    }

    @Test
    void aWholeJsonAnswerToAStreamRequestBecomesAStream() {
        upstream.when(MISTRAL).always(Fault.jsonToStream());

        try (ChatStream stream = gateway.stream(hello())) {
            List<ChatChunk> chunks = new ArrayList<>();
            stream.forEach(chunks::add);

            assertThat(text(chunks)).isEqualTo(" This is a test");
            assertThat(chunks.get(0).body().string("object")).contains("chat.completion.chunk");
            assertThat(chunks.get(chunks.size() - 1).finishReason()).contains("stop");
            assertThat(stream.report().usage()).isPresent();
        }
    }

    @Test
    void usageIsReportedAndHiddenFromACallerWhoDidNotAsk() {
        try (ScriptedUpstream rayServe = ScriptedUpstream.start(Profile.RAY_SERVE);
                Gateway modern = TestGateways.gateway(rayServe, target(MISTRAL, ""));
                ChatStream stream = modern.stream(hello())) {

            List<ChatChunk> chunks = new ArrayList<>();
            stream.forEach(chunks::add);

            assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.usage()).isEmpty());
            assertThat(chunks)
                    .allSatisfy(chunk -> assertThat(
                                    chunk.body().json().get("choices").size())
                            .isPositive());
            assertThat(stream.report().usage().orElseThrow().promptTokens()).isPositive();
        }
    }

    @Test
    void usageComesAsOneMoreChunkToACallerWhoAsked() {
        JsonObject options = new JsonObject();
        options.addProperty("include_usage", true);
        ChatRequest asking = ChatRequest.builder()
                .user("Say this is a test")
                .set("stream_options", options)
                .build();

        try (ChatStream stream = gateway.stream(asking)) {
            List<ChatChunk> chunks = new ArrayList<>();
            stream.forEach(chunks::add);

            ChatChunk last = chunks.get(chunks.size() - 1);
            assertThat(last.usage()).isPresent();
            assertThat(last.body().json().get("choices").size()).isZero();
            assertThat(chunks.subList(0, chunks.size() - 1))
                    .allSatisfy(
                            chunk -> assertThat(chunk.body().json().get("usage").isNull())
                                    .isTrue());
        }
    }

    @Test
    void closingAStreamCancelsTheProvidersWork() {
        upstream.when(MISTRAL).always(Fault.stallAfterEvents(1));
        ChatStream stream = gateway.stream(hello());

        stream.close();

        upstream.awaitCallerGone(1, PATIENCE);
        stream.close();
    }

    @Test
    void aStreamThatEndsEarlyReportsTheTokensSoFarAsEstimated() {
        upstream.when(MISTRAL).always(Fault.stallAfterEvents(3));
        ChatStream stream = gateway.stream(hello());
        Iterator<ChatChunk> chunks = stream.iterator();
        chunks.next();
        chunks.next();

        stream.close();

        assertThat(stream.report().usage().orElseThrow().completionTokens()).isEqualTo(2);
        assertThat(stream.report().attributes()).containsEntry("usage", "estimated");
        assertThat(stream.report().cost()).isPresent();
    }

    @Test
    void closingFromAnotherThreadEndsAPullThatWaits() throws Exception {
        upstream.when(MISTRAL).always(Fault.stallAfterEvents(1));
        ChatStream stream = gateway.stream(hello());
        List<Throwable> seen = new ArrayList<>();
        Thread reader = new Thread(() -> {
            try {
                text(stream);
            } catch (RuntimeException e) {
                seen.add(e);
            }
        });
        reader.start();

        stream.close();
        reader.join(PATIENCE.toMillis());

        assertThat(reader.isAlive()).isFalse();
        assertThat(seen).hasSize(1);
        upstream.awaitCallerGone(1, PATIENCE);
    }

    @Test
    void theDeadlineEndsAStreamThatNobodyPulls() {
        upstream.when(MISTRAL).always(Fault.stallAfterEvents(1));
        CallOptions soon = CallOptions.builder().deadline(Duration.ofSeconds(2)).build();

        try (ChatStream stream = gateway.stream(hello(), soon)) {
            upstream.awaitCallerGone(1, PATIENCE);

            assertThatThrownBy(() -> text(stream)).isInstanceOfSatisfying(DeadlineException.class, failure -> {
                assertThat(failure.retryable()).isFalse();
                assertThat(failure.sent()).isTrue();
            });
        }
    }

    @Test
    void endlessCommentsDoNotOutliveTheDeadline() {
        upstream.when(MISTRAL).always(Fault.commentsAfterEvents(1, Duration.ofMillis(10)));
        CallOptions soon = CallOptions.builder().deadline(Duration.ofSeconds(2)).build();

        try (ChatStream stream = gateway.stream(hello(), soon)) {
            assertThatThrownBy(() -> text(stream)).isInstanceOf(DeadlineException.class);
        }
    }

    @Test
    void aProviderThatFallsSilentIsEndedByTheIdleTimeout() {
        upstream.when(MISTRAL).always(Fault.stallAfterEvents(1));
        try (Gateway impatient = TestGateways.builder(upstream)
                        .config(target(MISTRAL, ""))
                        .limits(Limits.defaults().withIdleTimeout(Duration.ofMillis(200)))
                        .build();
                ChatStream stream = impatient.stream(hello())) {

            assertThatThrownBy(() -> text(stream))
                    .isInstanceOf(StreamBrokenException.class)
                    .hasMessageContaining("silent");
        }
    }

    @Test
    void anErrorStatusToAStreamRequestIsAnUpstreamException() {
        upstream.when(MISTRAL).always(Fault.status(429).retryAfter("3"));

        assertThatThrownBy(() -> gateway.stream(hello())).isInstanceOfSatisfying(UpstreamException.class, failure -> {
            assertThat(failure.status()).isEqualTo(429);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
            assertThat(failure.retryable()).isTrue();
        });
    }

    @Test
    void aLineWithoutEndIsCutOffAtItsLimit() {
        upstream.when(MISTRAL).always(Fault.hugeLine(64L << 20));

        assertThatThrownBy(() -> {
                    try (ChatStream stream = gateway.stream(hello())) {
                        text(stream);
                    }
                })
                .hasMessageContaining("exceeds 1048576 bytes");
    }

    @Test
    void aSlowReaderSlowsTheProviderAndLosesNothing() {
        String words = "word ".repeat(40_000);
        upstream.answer(LLAMA, words);
        try (Gateway other = TestGateways.gateway(upstream, target(LLAMA, ""));
                ChatStream stream = other.stream(hello())) {

            // The answer is larger than every buffer on the way, so its writer must wait for this reader.
            assertThat(upstream.count(Outcome.ANSWERED)).isZero();
            assertThat(text(stream).trim()).isEqualTo(words.trim());
        }
    }
}
