/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static dev.postern.testkit.RawCaller.chat;
import static dev.postern.testkit.RawCaller.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.testkit.RawCaller.Received;
import java.io.EOFException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of a stream; the plain stream has seven events. */
@Timeout(30)
class StreamFaultTest {
    private static final String MODEL = "m";
    private static final String ASK = stream(MODEL, "Say this is a test");
    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final UpstreamExtension extension = new UpstreamExtension();

    @Test
    void cutAfterEventsBreaksTheChunks() throws Exception {
        upstream().when(MODEL).then(Fault.cutAfterEvents(2));

        try (RawCaller caller = opened()) {
            assertThat(caller.chunk()).contains("\"role\"");
            assertThat(caller.chunk()).contains("\" This\"");
            assertThatThrownBy(caller::chunk).isInstanceOf(EOFException.class);
        }
        assertThat(upstream().lastRequest().outcome()).isEqualTo(Outcome.CUT);
    }

    @Test
    void cutOfAnUnframedStreamLooksLikeItsEnd() throws Exception {
        upstream().when(MODEL).then(Fault.cutAfterEvents(2).unframed());

        Received answer = chat(upstream(), ASK);

        assertThat(answer.events()).hasSize(2);
        assertThat(answer.text()).doesNotContain("[DONE]");
    }

    @Test
    void cutNeverDeliversDone() throws Exception {
        upstream().when(MODEL).then(Fault.cutAfterEvents(100).unframed());

        assertThat(chat(upstream(), ASK).events()).hasSize(6).doesNotContain("[DONE]");
    }

    @Test
    void cutAfterBytesFallsWithinAnEvent() throws Exception {
        upstream().when(MODEL).then(Fault.cutAfterBytes(9).unframed());

        assertThat(chat(upstream(), ASK).text()).isEqualTo("data: {\"i");
    }

    @Test
    void resetAfterEventsIsSeenAsAReset() throws Exception {
        upstream().when(MODEL).then(Fault.resetAfterEvents(1));

        try (RawCaller caller = new RawCaller(upstream())) {
            caller.post("/v1/chat/completions", ASK);

            assertThatThrownBy(caller::rest).isInstanceOf(SocketException.class);
        }
        assertThat(upstream().lastRequest().outcome()).isEqualTo(Outcome.RESET);
    }

    @Test
    void callerWhoLeavesAStalledStreamIsNoticed() throws Exception {
        upstream().when(MODEL).then(Fault.stallAfterEvents(2));

        try (RawCaller caller = opened()) {
            caller.chunk();
            caller.chunk();
        }

        upstream().awaitCallerGone(1, LONG);
        assertThat(upstream().lastRequest().status()).isEqualTo(200);
    }

    @Test
    void endlessCommentsFollowTheEventsUntilTheCallerLeaves() throws Exception {
        upstream().when(MODEL).then(Fault.commentsAfterEvents(1, Duration.ofMillis(1)));

        try (RawCaller caller = opened()) {
            caller.chunk();
            for (int i = 0; i < 20; i++) {
                assertThat(caller.chunk()).startsWith(": ");
            }
        }

        upstream().awaitCallerGone(1, LONG);
    }

    @Test
    void errorEventIsFollowedByDone() throws Exception {
        upstream().when(MODEL).then(Fault.errorEventAfter(2));

        List<String> events = chat(upstream(), ASK).events();

        assertThat(events).hasSize(4).endsWith("[DONE]");
        assertThat(events.get(2)).startsWith("{\"error\":{\"message\"").contains("internal_message");
    }

    @Test
    void streamWithoutDoneEndsCleanly() throws Exception {
        upstream().when(MODEL).then(Fault.withoutDone());

        assertThat(chat(upstream(), ASK).events()).hasSize(6).doesNotContain("[DONE]");
    }

    @Test
    void dataComesAfterDone() throws Exception {
        upstream().when(MODEL).then(Fault.dataAfterDone("{\"late\":1}"));

        assertThat(chat(upstream(), ASK).events()).endsWith("[DONE]", "{\"late\":1}");
    }

    @Test
    void secondEventIsBrokenJson() throws Exception {
        upstream().when(MODEL).then(Fault.malformedJson());

        List<String> events = chat(upstream(), ASK).events();

        assertThat(events).hasSize(7);
        assertThat(Json.parseObject(Bytes.utf8(events.get(0)))).isNotNull();
        assertThat(Json.parseObject(Bytes.utf8(events.get(1)))).isNull();
    }

    @Test
    void emptyStreamHasNoEvent() throws Exception {
        upstream().when(MODEL).then(Fault.emptyBody());

        Received answer = chat(upstream(), ASK);

        assertThat(answer.headers().get("content-type")).startsWith("text/event-stream");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void jsonIsAnsweredToAStreamRequest() throws Exception {
        upstream().when(MODEL).then(Fault.jsonToStream());

        Received answer = chat(upstream(), ASK);

        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        assertThat(answer.json().getAsJsonArray("choices")).hasSize(1);
    }

    @Test
    void hugeLineOfAStreamIsOneEventWithoutEnd() throws Exception {
        upstream().when(MODEL).then(Fault.hugeLine(200_000));

        assertThat(chat(upstream(), ASK).text())
                .startsWith("data: {")
                .doesNotContain("\n")
                .hasSizeGreaterThan(200_000);
    }

    @Test
    void dripSendsSoManyBytesAtATime() throws Exception {
        upstream().when(MODEL).then(Fault.drip(7, Duration.ofMillis(1)));

        try (RawCaller caller = opened()) {
            assertThat(caller.chunk()).isEqualTo("data: {");
        }
    }

    @Test
    void splitWritesGiveTheSameBytes() throws Exception {
        upstream().when(MODEL).then(Fault.framing(Framing.lf().splitEvery(5)));

        List<String> events = chat(upstream(), ASK).events();

        assertThat(events).hasSize(7).endsWith("[DONE]");
    }

    static Stream<Framing> framings() {
        return Stream.of(
                Framing.lf(),
                Framing.crlf().withBom(),
                Framing.cr().withComments(),
                Framing.crlf().withFields().multiLine(),
                Framing.lf().withoutBlank().splitEvery(1));
    }

    @ParameterizedTest
    @MethodSource("framings")
    void everyFramingMeansTheSame(Framing framing) throws Exception {
        upstream().when(MODEL).then(Fault.framing(framing));

        String text = chat(upstream(), ASK).text();

        StringBuilder said = new StringBuilder();
        for (String event : text.replace("\r\n", "\n").replace('\r', '\n').split("\n\n")) {
            StringBuilder data = new StringBuilder();
            for (String line : event.split("\n")) {
                String bare = line.startsWith("\uFEFF") ? line.substring(1) : line;
                data.append(bare.startsWith("data:") ? bare.substring(5) : "");
            }
            var json = Json.parseObject(Bytes.utf8(data.toString()));
            if (json != null) {
                var choice = json.getAsJsonArray("choices").get(0).getAsJsonObject();
                var content = choice.getAsJsonObject("delta").get("content");
                said.append(content == null ? "" : content.getAsString());
            }
        }
        assertThat(said).hasToString(" This is a test");
        assertThat(text.strip()).endsWith("[DONE]");
    }

    private ScriptedUpstream upstream() {
        return extension.upstream();
    }

    /** Sends the request and reads the headers. */
    private RawCaller opened() throws Exception {
        RawCaller caller = new RawCaller(upstream());
        caller.post("/v1/chat/completions", ASK);
        while (!caller.line().isEmpty()) {
            continue;
        }
        return caller;
    }
}
