/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Body;
import dev.postern.api.ConfigException;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Key;
import dev.postern.spi.Stage;
import dev.postern.spi.StageFactory;
import dev.postern.testkit.Samples.Handled;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What the gateway relies on in every stage; extend it in a test of your own.
 *
 * <pre>{@code
 * class MaskStageContractTest extends StageContract {
 *     @Override
 *     protected StageFactory factory() { return new MaskStageFactory(); }
 * }
 * }</pre>
 *
 * <p>Holds for stages that answer themselves too. One that retries gets the same each time; its sleeps take no time.
 */
public abstract class StageContract {
    private static final int THREADS = 8;
    private static final int CALLS_PER_THREAD = 100;

    /** For authors to extend. */
    protected StageContract() {}

    /** Returns a new factory of the stage under test. */
    protected abstract StageFactory factory();

    /** Returns the settings of the stage as JSON; {@code {}} by default. */
    protected String settings() {
        return "{}";
    }

    /** Returns the context to create the stage with; override to script calls of its own. */
    protected TestStageContext context(TestStageContext plain) {
        return plain;
    }

    private Stage stage() {
        StageFactory factory = factory();
        return factory.create(context(TestStageContext.of(factory, settings())));
    }

    private static TestCalls chat() {
        return TestCalls.chat("m", "What is the capital of France?");
    }

    /** The id is of lower-case letters, digits and dashes, and the same from every factory. */
    @Test
    public final void idIsPlainAndStable() {
        StageFactory factory = factory();

        assertThat(factory.id())
                .matches("[a-z0-9]+(-[a-z0-9]+)*")
                .isEqualTo(factory().id());
    }

    /** Nothing that it says of itself is null or changes. */
    @Test
    public final void describesItselfWithoutNulls() {
        StageFactory factory = factory();

        assertThat(factory.position()).isNotNull().isEqualTo(factory().position());
        assertThat(factory.order()).isEqualTo(factory().order());
        assertThat(List.of(factory, stage())).extracting(Object::toString).doesNotContainNull();
    }

    /** Each key is declared once, and the contract's own settings use no others. */
    @Test
    public final void keysAreDeclared() {
        List<Key<?>> keys = factory().keys();

        assertThat(keys).doesNotContainNull();
        assertThat(keys).extracting(Key::name).doesNotHaveDuplicates().doesNotContain("");
        assertThat(TestSettings.read(settings(), keys)).isNotNull();
    }

    /** A key that no stage knows is an error that names it. */
    @Test
    public final void unknownKeyIsAnError() {
        String open = settings().strip();
        String more = open.substring(0, open.length() - 1) + (open.matches("\\{\\s*}") ? "" : ",");

        assertThatThrownBy(() -> {
                    StageFactory factory = factory();
                    factory.create(TestStageContext.of(factory, more + "\"no-such-key-7f3a\":1}"));
                })
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no-such-key-7f3a");
    }

    /** Two stages of one factory share nothing: what one saw does not change what the other does. */
    @Test
    public final void instancesAreIndependent() {
        StageFactory factory = factory();
        Stage first = factory.create(context(TestStageContext.of(factory, settings())));
        Stage second = factory.create(context(TestStageContext.of(factory, settings())));
        ScriptedChain behindFirst = ScriptedChain.always(Samples::answer);
        ScriptedChain behindSecond = ScriptedChain.always(Samples::answer);

        // A text of its own: state that outlives the stages may know the usual one from another test.
        Call call = TestCalls.chat("m", Canary.create().text()).call();

        Handled ofFirst = Handled.by(() -> first.handle(call, behindFirst));
        Handled ofSecond = Handled.by(() -> second.handle(call, behindSecond));

        assertThat(first).isNotNull().isNotSameAs(second);
        assertThat(behindSecond.calls()).hasSameSizeAs(behindFirst.calls());
        assertThat(ofSecond.reply() == null).isEqualTo(ofFirst.reply() == null);
    }

    /** Every call ends with a reply or a gateway's exception, whatever the rest of the pipeline answers. */
    @Test
    public final void replyIsNeverNull() {
        for (Function<Call, Reply> answer : Samples.answers()) {
            for (TestCalls call : List.of(chat(), chat().streaming())) {
                Handled handled = Handled.by(() -> stage().handle(call.call(), ScriptedChain.always(answer)));

                assertThat(handled.reply() != null || handled.isGatewayFailure())
                        .as("a reply, not null nor %s", handled.thrown())
                        .isTrue();
                handled.close();
            }
        }
    }

    /** Requests and answers of unexpected shape end with a reply or a gateway's exception too, never with a bug. */
    @Test
    public final void oddBodiesAreBorne() {
        for (String odd : Samples.ODD_BODIES) {
            Body body = Samples.body(odd);
            Call oddCall = TestCalls.of(chat().call().operation(), body).call();

            assertEndsWell(oddCall, ScriptedChain.always(Samples::chatAnswer));
            assertEndsWell(chat().call(), ScriptedChain.always(call -> ScriptedChain.whole(200, odd)));
            assertEndsWell(chat().call(), ScriptedChain.always(call -> ScriptedChain.whole(500, odd)));
        }
    }

    private void assertEndsWell(Call call, Chain next) {
        Handled handled = Handled.by(() -> stage().handle(call, next));
        assertThat(handled.thrown() == null || handled.isGatewayFailure())
                .as("a gateway's exception instead of %s", handled.thrown())
                .isTrue();
    }

    /** A failure behind the stage leaves it as it came, as another gateway's exception, or answered. */
    @Test
    public final void failureStaysOrBecomesAGatewayException() {
        for (Supplier<RuntimeException> failure : Samples.failures()) {
            RuntimeException thrown = failure.get();
            Handled handled = Handled.by(() -> stage().handle(chat().call(), Samples.failing(() -> thrown)));

            assertThat(handled.reply() != null || handled.threw(thrown) || handled.isGatewayFailure())
                    .as("%s became %s", thrown, handled.thrown())
                    .isTrue();
        }
    }

    /** Whatever stream came from behind is returned by {@code map}, pulled to its end, or closed. */
    @Test
    public final void noStreamIsLeftOpen() {
        for (Function<Call, Reply> answer : Samples.answers()) {
            ScriptedChain next = ScriptedChain.always(answer);
            Handled handled = Handled.by(() -> stage().handle(chat().streaming().call(), next));

            assertThat(next.openStreams())
                    .as("open streams that the reply does not stand on; wrap by Reply.Streaming.map, or close")
                    .allMatch(stream -> handled.reply() instanceof Reply.Streaming reply && reply.standsOn(stream));
            handled.close();
        }
    }

    /** Closing the returned stream closes the one behind, before and after its end, any number of times. */
    @Test
    public final void closePassesThrough() {
        ScriptedChain next = ScriptedChain.always(Samples::answer);
        for (int pulls = 0; pulls <= Samples.CHUNKS.size(); pulls++) {
            Reply reply = stage().handle(chat().streaming().call(), next);
            if (reply instanceof Reply.Streaming streaming) {
                for (int i = 0; i < pulls; i++) {
                    streaming.events().next();
                }
            }
            reply.close();
            reply.close();
        }

        assertThat(next.streams()).allMatch(ChunkStream::isClosed, "closed when the returned stream is");
        assertThat(next.streams())
                .allSatisfy(stream -> assertThat(stream.misuses()).isEmpty());
    }

    /** A stream that breaks does not end as if it were complete. */
    @Test
    public final void brokenStreamThrows() {
        ScriptedChain next =
                ScriptedChain.always(call -> ChunkStream.breaking(Samples.CHUNKS.subList(0, 2), Samples.broken())
                        .reply());

        Handled handled = Handled.by(() -> stage().handle(chat().streaming().call(), next));

        boolean usesIt = handled.reply() instanceof Reply.Streaming reply
                && next.streams().stream().anyMatch(reply::standsOn);
        if (usesIt && handled.reply() instanceof Reply.Streaming reply) {
            assertThat(Samples.drain(reply).isGatewayFailure())
                    .as("the break reaches the reader as a gateway's exception")
                    .isTrue();
        }
    }

    /** Bytes and metadata of a call that others may see too stay as they were. */
    @Test
    public final void callStaysAsItWas() {
        byte[] bytes = chat().call().body().toBytes();
        byte[] before = bytes.clone();
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("team", "blue"));
        Call call = TestCalls.of(chat().call().operation(), Body.parse(bytes))
                .metadata(metadata)
                .call();

        Handled.by(() -> stage().handle(call, ScriptedChain.always(Samples::answer)))
                .close();

        assertThat(bytes).isEqualTo(before);
        assertThat(call.body().text()).isEqualTo(new String(before, StandardCharsets.UTF_8));
        assertThat(metadata).isEqualTo(Map.of("team", "blue"));
    }

    /** One instance serves many threads, and each gets the answer to its own call. */
    @Test
    public final void servesManyThreadsAtOnce() {
        Stage stage = stage();
        Chain next = ScriptedChain.always(Samples::answer);

        Together.run(THREADS, thread -> {
            for (int i = 0; i < CALLS_PER_THREAD; i++) {
                String trace = "trace-" + thread + "-" + i;
                Reply reply = stage.handle(
                        TestCalls.chat("m", "text " + trace).traceId(trace).call(), next);
                assertThat(reply).isNotNull();
                if (reply instanceof Reply.Whole whole) {
                    String id = whole.body().json().get("id").string().orElse("");
                    assertThat(id.startsWith("trace-") ? id : trace)
                            .as("the answer's call")
                            .isEqualTo(trace);
                }
                reply.close();
            }
        });
    }

    /** What a call says, and its key, never show in the stage's {@code toString} or in its exceptions' messages. */
    @Test
    public final void secretsStaySecret() {
        Canary canary = Canary.create();
        Stage stage = stage();
        for (String odd : Samples.ODD_BODIES) {
            Body body = Samples.body(odd.replace("%s", canary.text()));
            RecordingRecorder facts = new RecordingRecorder();
            TestCalls chat =
                    TestCalls.chat("m", canary.text()).apiKey(canary.secret()).recorder(facts);
            TestCalls oddCall = TestCalls.of(chat.call().operation(), body).recorder(facts);

            Chain oddAnswer = ScriptedChain.always(
                    call -> new Reply.Whole(200, Samples.error(200).headers(), body));
            canary.assertNowhere(Handled.by(() -> stage.handle(oddCall.call(), Samples::answer))
                    .thrown());
            canary.assertNowhere(
                    Handled.by(() -> stage.handle(chat.call(), oddAnswer)).thrown());
            for (Supplier<RuntimeException> failure : Samples.failures()) {
                canary.assertNowhere(Handled.by(() -> stage.handle(chat.call(), Samples.failing(failure)))
                        .thrown());
            }
            canary.assertNowhere(facts.facts());
        }
        canary.assertNowhere(stage, stage.toString(), factory());
    }
}
