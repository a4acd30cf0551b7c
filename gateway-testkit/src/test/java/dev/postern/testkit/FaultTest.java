/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static dev.postern.testkit.RawCaller.ask;
import static dev.postern.testkit.RawCaller.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.testkit.RawCaller.Received;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault of a whole answer, and scripts. */
@Timeout(30)
@ExtendWith({UpstreamExtension.class, UncaughtExceptions.class})
class FaultTest {
    private static final String MODEL = "m";
    private static final String ASK = ask(MODEL, "Say this is a test");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ScriptedUpstream upstream;

    FaultTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    @Test
    void scriptIsPlayedInOrderAndThenTheModelAnswers() throws Exception {
        upstream.when(MODEL)
                .then(Fault.status(429).retryAfter("1"))
                .then(Fault.status(500))
                .thenAnswer("scripted")
                .thenAnswer();

        List<Received> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(chat(upstream, ASK));
        }

        assertThat(answers).extracting(Received::status).containsExactly(429, 500, 200, 200, 200);
        assertThat(answers.get(0).headers()).containsEntry("retry-after", "1");
        assertThat(answers.get(2).text()).contains("\" scripted\"");
        assertThat(answers.get(3).text()).contains("\" This is a test\"");
    }

    @Test
    void alwaysStaysAndOtherModelsAreUntouched() throws Exception {
        upstream.when(MODEL).thenAnswer().always(Fault.status(503).retryAfterMs("7"));

        assertThat(chat(upstream, ASK).status()).isEqualTo(200);
        assertThat(chat(upstream, ASK).headers()).containsEntry("retry-after-ms", "7");
        assertThat(chat(upstream, ASK).status()).isEqualTo(503);
        assertThat(chat(upstream, ask("other", "Hi")).status()).isEqualTo(200);
    }

    @Test
    void modelsScriptGoesBeforeTheOneForAny() throws Exception {
        upstream.any().always(Fault.status(502));
        upstream.when(MODEL).then(Fault.status(504));

        assertThat(chat(upstream, ASK).status()).isEqualTo(504);
        assertThat(chat(upstream, ASK).status()).isEqualTo(502);
    }

    @Test
    void textOfAModelIsAnswered() throws Exception {
        upstream.answer(MODEL, "always this");

        assertThat(chat(upstream, ASK).text()).contains("always this");
    }

    @ParameterizedTest
    @EnumSource(ErrorForm.class)
    void everyErrorFormIsRendered(ErrorForm form) throws Exception {
        upstream.when(MODEL).then(Fault.status(429, form, "Slow down."));

        Received answer = chat(upstream, ASK);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.text()).contains("Slow down.");
        assertThat(answer.headers().get("content-type")).isEqualTo(form.contentType());
        if (form.contentType().equals("application/json")) {
            assertThat(answer.json().keySet()).containsAnyOf("error", "detail", "code");
        }
    }

    @Test
    void okWithErrorHasStatus200AndAnErrorObject() throws Exception {
        upstream.when(MODEL).then(Fault.okWithError());

        Received answer = chat(upstream, ASK);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getAsJsonObject("error").has("message")).isTrue();
    }

    @Test
    void htmlEmptyAndMalformedBodiesSayThatAllIsWell() throws Exception {
        upstream.when(MODEL).then(Fault.html()).then(Fault.emptyBody()).then(Fault.malformedJson());

        Received html = chat(upstream, ASK);
        Received empty = chat(upstream, ASK);
        Received malformed = chat(upstream, ASK);

        assertThat(List.of(html.status(), empty.status(), malformed.status())).containsOnly(200);
        assertThat(html.text()).startsWith("<html>");
        assertThat(empty.body()).isEmpty();
        assertThat(Json.parseObject(malformed.body())).isNull();
        assertThat(malformed.text()).startsWith("{\"id\"");
    }

    @Test
    void redirectNamesItsTarget() throws Exception {
        upstream.when(MODEL).then(Fault.redirect(URI.create("http://127.0.0.1:9/steal")));

        Received answer = chat(upstream, ASK);

        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.headers()).containsEntry("location", "http://127.0.0.1:9/steal");
    }

    @Test
    void gzipBombIsSmallOnTheWireAndLargeInflated() throws Exception {
        upstream.when(MODEL).then(Fault.gzipBomb(1 << 20));

        Received answer = chat(upstream, ASK);

        assertThat(answer.headers()).containsEntry("content-encoding", "gzip");
        assertThat(answer.body()).hasSizeLessThan(4096);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                .hasSize(1 << 20);
    }

    @Test
    void hugeLineHasNoEnd() throws Exception {
        upstream.when(MODEL).then(Fault.hugeLine(1 << 20));

        assertThat(chat(upstream, ASK).text()).hasSizeGreaterThan(1 << 20).doesNotContain("\n");
    }

    @Test
    void hugeHeadersComeBeforeAGoodAnswer() throws Exception {
        upstream.when(MODEL).then(Fault.hugeHeaders(3, 1000));

        Received answer = chat(upstream, ASK);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("x-filler-2")).hasSize(1000);
    }

    @Test
    void rawBytesReachTheCallerAsTheyAre() throws Exception {
        upstream.when(MODEL).then(Fault.raw("HELLO\n".getBytes(StandardCharsets.US_ASCII)));

        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post("/v1/chat/completions", ASK);

            assertThat(caller.rest()).isEqualTo("HELLO\n");
        }
    }

    @Test
    void cutBeforeAnswerEndsTheConnectionWithoutAByte() throws Exception {
        upstream.when(MODEL).then(Fault.cutBeforeAnswer());

        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post("/v1/chat/completions", ASK);

            assertThat(caller.rest()).isEmpty();
            assertThat(upstream.lastRequest().outcome()).isEqualTo(Outcome.CUT);
        }
    }

    @Test
    void resetBeforeAnswerIsSeenAsAReset() throws Exception {
        upstream.when(MODEL).then(Fault.resetBeforeAnswer());

        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post("/v1/chat/completions", ASK);

            assertThatThrownBy(caller::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
            assertThat(upstream.lastRequest().outcome()).isEqualTo(Outcome.RESET);
        }
    }

    @Test
    void cutAfterBytesDeliversSoManyAndNoMore() throws Exception {
        upstream.when(MODEL).then(Fault.cutAfterBytes(10));

        assertThatThrownBy(() -> chat(upstream, ASK))
                .isInstanceOf(EOFException.class)
                .hasMessageStartingWith("got 10 of ");
    }

    @Test
    void cutNeverDeliversAWholeBody() {
        upstream.when(MODEL).then(Fault.cutAfterBytes(1 << 20));

        assertThatThrownBy(() -> chat(upstream, ASK)).isInstanceOf(EOFException.class);
    }

    @Test
    void dripDeliversTheWholeBodyInTheEnd() throws Exception {
        upstream.when(MODEL).then(Fault.drip(50, Duration.ofMillis(1)));

        assertThat(chat(upstream, ASK).text()).contains("This is a test");
    }

    @Test
    void delayedAnswerIsWhole() throws Exception {
        upstream.when(MODEL).then(Fault.none().delay(Duration.ofMillis(30)));
        long start = System.nanoTime();

        Received answer = chat(upstream, ASK);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(29).toNanos());
    }

    @Test
    void requestSentDuringADelayIsServedAfterwards() throws Exception {
        upstream.when(MODEL).then(Fault.none().delay(Duration.ofMillis(50)));

        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post("/v1/chat/completions", ASK);
            caller.post("/v1/chat/completions", ASK);

            assertThat(caller.receive().status()).isEqualTo(200);
            assertThat(caller.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void callerWhoLeavesDuringSilenceIsNoticed() throws Exception {
        upstream.when(MODEL).then(Fault.silence());

        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post("/v1/chat/completions", ASK);
            upstream.awaitRequests(1, LONG);
            assertThat(upstream.lastRequest().outcome()).isEqualTo(Outcome.PENDING);
        }

        upstream.awaitCallerGone(1, LONG);
        assertThat(upstream.lastRequest().outcome()).isEqualTo(Outcome.CALLER_GONE);
        assertThat(upstream.lastRequest().status()).isZero();
    }

    @Test
    void callerWhoLeavesDuringALongDelayIsNoticed() throws Exception {
        upstream.when(MODEL).then(Fault.none().delay(Duration.ofHours(1)));

        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post("/v1/chat/completions", ASK);
            upstream.awaitRequests(1, LONG);
        }

        upstream.awaitCallerGone(1, LONG);
    }

    @Test
    void stallAfterHeadersSendsNoBody() throws Exception {
        upstream.when(MODEL).then(Fault.stallAfterHeaders());

        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post("/v1/chat/completions", ASK);
            assertThat(caller.line()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(upstream.lastRequest().outcome()).isEqualTo(Outcome.PENDING);
        }
        upstream.awaitCallerGone(1, LONG);
    }

    @Test
    void connectionClosedWhileIdleLooksKeptAlive() throws Exception {
        upstream.when(MODEL).then(Fault.closeWhileIdle());

        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post("/v1/chat/completions", ASK);
            Received answer = caller.receive();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).doesNotContainKey("connection");
            assertThat(caller.read()).isEqualTo(-1);
        }
    }

    @Test
    void unframedAnswerEndsWithTheConnection() throws Exception {
        upstream.when(MODEL).then(Fault.none().unframed());

        Received answer = chat(upstream, ASK);

        assertThat(answer.headers()).containsEntry("connection", "close").doesNotContainKey("content-length");
        assertThat(answer.text()).contains("This is a test");
    }

    @Test
    void magicModelsFailByThemselves() throws Exception {
        assertThat(chat(upstream, ask("acme/fail-529", "Hi")).status()).isEqualTo(529);
        assertThat(chat(upstream, ask("delay-5", "Hi")).status()).isEqualTo(200);
        assertThat(chat(upstream, ask("unknown-model", "Hi")).status()).isEqualTo(404);
        assertThatThrownBy(() -> chat(upstream, RawCaller.stream("cut-2", "Hi")))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void mixDrawsTheSameFaultsFromTheSameSeed() {
        Faults one = Faults.mix(7, 0.5);
        Faults two = Faults.mix(7, 0.5);
        int faults = 0;

        for (int i = 0; i < 10_000; i++) {
            Fault fault = one.get();
            assertThat(two.get()).hasToString(fault.toString());
            faults += fault.toString().equals("Fault[none]") ? 0 : 1;
        }

        // The usual faults hold one plain delay, whose name is "none" too.
        assertThat(faults).isBetween(4600, 5100);
    }
}
