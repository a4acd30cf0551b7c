/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.Target;
import dev.postern.testkit.Samples.Handled;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the gateway relies on in every router; extend it in a test of your own.
 *
 * <p>Targets are named {@code target-0}, {@code target-1} and so on, for settings that refer to them.
 */
public abstract class RouterContract {
    private static final int MANY_TARGETS = 64;
    private static final int CALLS = 200;
    private static final int THREADS = 8;

    /** For authors to extend. */
    protected RouterContract() {}

    /** Returns a new factory of the router under test. */
    protected abstract RouterFactory factory();

    /** Returns the router's settings as JSON for that many targets; {@code {}} by default. */
    protected String settings(int targets) {
        return "{}";
    }

    /** Returns whether a target of weight 0 must never be called; true by default, false for routers without weights. */
    protected boolean heedsWeights() {
        return true;
    }

    private Router router(List<ScriptedTarget> targets) {
        RouterFactory factory = factory();
        return factory.create(
                TestStageContext.of(factory.keys(), settings(targets.size())), List.<Target>copyOf(targets));
    }

    private static List<ScriptedTarget> targets(int count, Function<Call, Reply> answer) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ScriptedTarget("target-" + i, 1, ScriptedChain.always(answer)))
                .toList();
    }

    private static Reply route(Router router, TestCalls call, List<ScriptedTarget> targets) {
        return router.route(call.call(), List.<Target>copyOf(targets));
    }

    private static TestCalls chat() {
        return TestCalls.chat("m", "What is the capital of France?");
    }

    private static int calls(List<ScriptedTarget> targets) {
        return targets.stream()
                .mapToInt(target -> target.chain().calls().size())
                .sum();
    }

    /** The id is of lower-case letters, digits and dashes, and the same from every factory. */
    @Test
    public final void idIsPlainAndStable() {
        assertThat(factory().id())
                .matches("[a-z0-9]+(-[a-z0-9]+)*")
                .isEqualTo(factory().id());
        assertThat(factory().keys()).doesNotContainNull();
        assertThat(factory().toString()).isNotNull();
    }

    /** It works with 1 target and with 64: a success that some target gave is returned. */
    @Test
    public final void routesToOneAndToManyTargets() {
        for (int count : List.of(1, MANY_TARGETS)) {
            List<ScriptedTarget> targets = targets(count, Samples::answer);
            Router router = router(targets);

            Reply reply = route(router, chat(), targets);

            assertThat(reply).as("the reply with %s targets", count).isNotNull();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(calls(targets)).as("calls of targets").isPositive();
        }
    }

    /** Every call ends with a reply or a gateway's exception, whatever the targets answer. */
    @Test
    public final void replyIsNeverNull() {
        for (Function<Call, Reply> answer : Samples.answers()) {
            List<ScriptedTarget> targets = targets(3, answer);
            Handled handled = Handled.by(() -> route(router(targets), chat().streaming(), targets));

            assertThat(handled.reply() != null || handled.isGatewayFailure())
                    .as("a reply, not null nor %s", handled.thrown())
                    .isTrue();
        }
    }

    /** A failure of a target leaves the router as it came, as another gateway's exception, or answered. */
    @Test
    public final void failureStaysOrBecomesAGatewayException() {
        for (Supplier<RuntimeException> failure : Samples.failures()) {
            RuntimeException thrown = failure.get();
            List<ScriptedTarget> targets = targets(3, call -> {
                throw thrown;
            });
            Handled handled = Handled.by(() -> route(router(targets), chat(), targets));

            assertThat(handled.reply() != null || handled.threw(thrown) || handled.isGatewayFailure())
                    .as("%s became %s", thrown, handled.thrown())
                    .isTrue();
        }
    }

    /** Of the streams that targets gave, only the returned one is still open. */
    @Test
    public final void repliesNotReturnedAreClosed() {
        // No success has this status; a router that tries the next target on failure gets a stream from each.
        Function<Call, Reply> unavailable =
                call -> new Reply.Streaming(503, Samples.error(503).headers(), ChunkStream.of(Samples.CHUNKS));
        for (Function<Call, Reply> answer : List.of(unavailable, Samples::answer)) {
            List<ScriptedTarget> targets = targets(3, answer);
            Handled handled = Handled.by(() -> route(router(targets), chat().streaming(), targets));

            assertThat(targets)
                    .allSatisfy(target -> assertThat(target.chain().openStreams())
                            .as("open streams of %s that are not the reply", target.name())
                            .allMatch(stream ->
                                    handled.reply() instanceof Reply.Streaming reply && reply.standsOn(stream)));
        }
    }

    /** A target of weight 0 is never called. */
    @Test
    public final void weightZeroIsNeverUsed() {
        if (!heedsWeights()) {
            return;
        }
        List<ScriptedTarget> targets = List.of(
                new ScriptedTarget("target-0", 0, ScriptedChain.always(Samples::answer)),
                new ScriptedTarget("target-1", 1, ScriptedChain.always(Samples::answer)),
                new ScriptedTarget("target-2", 0, ScriptedChain.always(Samples::answer)),
                new ScriptedTarget("target-3", 0.5, ScriptedChain.always(Samples::answer)));
        Router router = router(targets);

        for (int i = 0; i < CALLS; i++) {
            route(router, chat(), targets).close();
        }

        assertThat(targets.get(0).chain().calls())
                .as("calls of target-0, weight 0")
                .isEmpty();
        assertThat(targets.get(2).chain().calls())
                .as("calls of target-2, weight 0")
                .isEmpty();
    }

    /** It calls the targets of its own list and no others, such as those of another router of the same factory. */
    @Test
    public final void callsOnlyItsOwnTargets() {
        List<ScriptedTarget> own = targets(3, Samples::answer);
        List<ScriptedTarget> others = targets(3, Samples::answer);
        RouterFactory factory = factory();
        TestStageContext context = TestStageContext.of(factory.keys(), settings(3));
        Router router = factory.create(context, List.<Target>copyOf(own));
        Router other = factory.create(context, List.<Target>copyOf(others));

        for (int i = 0; i < CALLS; i++) {
            route(router, chat(), own).close();
        }

        assertThat(other).isNotNull();
        assertThat(calls(own)).as("calls of its own targets").isGreaterThanOrEqualTo(CALLS);
        assertThat(calls(others)).as("calls of another router's targets").isZero();
    }

    /** One instance serves many threads. */
    @Test
    public final void servesManyThreadsAtOnce() {
        List<ScriptedTarget> targets = targets(3, Samples::answer);
        Router router = router(targets);

        Together.run(THREADS, thread -> {
            for (int i = 0; i < CALLS; i++) {
                String trace = "trace-" + thread + "-" + i;
                Reply reply = route(router, chat().traceId(trace), targets);
                assertThat(reply)
                        .isInstanceOfSatisfying(
                                Reply.Whole.class,
                                whole -> assertThat(whole.body().string("id")).contains(trace));
            }
        });
    }

    /** What a call says never shows in the router's {@code toString} or in its exceptions' messages. */
    @Test
    public final void secretsStaySecret() {
        Canary canary = Canary.create();
        List<ScriptedTarget> targets = targets(2, Samples::answer);
        Router router = router(targets);
        for (String odd : Samples.ODD_BODIES) {
            TestCalls call = TestCalls.of(chat().call().operation(), Samples.body(odd.replace("%s", canary.text())));
            Handled handled = Handled.by(() -> route(router, call.apiKey(canary.secret()), targets));

            canary.assertNowhere(handled.thrown());
        }
        canary.assertNowhere(router, factory());
    }
}
