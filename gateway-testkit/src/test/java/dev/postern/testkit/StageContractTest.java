/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.EventStream;
import dev.postern.api.GatewayException;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.Reply;
import dev.postern.api.Secret;
import dev.postern.spi.Call;
import dev.postern.spi.Key;
import dev.postern.spi.Position;
import dev.postern.spi.Stage;
import dev.postern.spi.StageContext;
import dev.postern.spi.StageFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageContractTest {
    private static final Key<Long> LIMIT = Key.integer("limit", 0, 10).withDefault(3L);

    private record Factory(String id, List<Key<?>> keys, Function<StageContext, Stage> maker) implements StageFactory {
        @Override
        public Position position() {
            return Position.CALL;
        }

        @Override
        public Stage create(StageContext context) {
            return maker.apply(context);
        }
    }

    private static final class Contract extends StageContract {
        private final Supplier<StageFactory> factories;

        private Contract(Supplier<StageFactory> factories) {
            this.factories = factories;
        }

        @Override
        protected StageFactory factory() {
            return factories.get();
        }

        @Override
        protected String settings() {
            return "{\"limit\": 2}";
        }
    }

    /** Stages get an identity each, as a lambda that captures nothing does not. */
    private static Contract of(Stage stage) {
        return of(context -> (call, next) -> stage.handle(call, next));
    }

    private static Contract of(Function<StageContext, Stage> maker) {
        return new Contract(() -> new Factory("mask-pii", List.of(LIMIT), maker));
    }

    private static void assertBroken(Contract contract, String rule) {
        assertThat(BrokenRules.of(contract)).containsKey(rule);
    }

    /** Passes everything on, and may change the events. */
    private abstract static class Wrapper implements EventStream {
        final EventStream inner;

        Wrapper(EventStream inner) {
            this.inner = inner;
        }

        @Override
        public @Nullable Body next() {
            return inner.next();
        }

        @Override
        public boolean ready() {
            return inner.ready();
        }
    }

    private static final class Upright extends Wrapper {
        private final AtomicBoolean closed = new AtomicBoolean();

        Upright(EventStream inner) {
            super(inner);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                inner.close();
            }
        }
    }

    private static final class KeepsOpen extends Wrapper {
        KeepsOpen(EventStream inner) {
            super(inner);
        }

        @Override
        public void close() {}
    }

    private static final class HidesBreak extends Wrapper {
        HidesBreak(EventStream inner) {
            super(inner);
        }

        @Override
        public @Nullable Body next() {
            try {
                return inner.next();
            } catch (GatewayException broken) {
                return null;
            }
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private static Reply wrap(Reply reply, Function<EventStream, EventStream> wrapper) {
        return reply instanceof Reply.Streaming streaming ? streaming.map(wrapper::apply) : reply;
    }

    @Test
    void stageThatPassesOnKeepsTheContract() {
        assertThat(BrokenRules.of(of((call, next) -> next.proceed(call)))).isEmpty();
    }

    @Test
    void stageThatAnswersItselfKeepsTheContract() {
        assertThat(BrokenRules.of(of((call, next) -> Samples.error(403)))).isEmpty();
    }

    @Test
    void stageThatWrapsStreamsKeepsTheContract() {
        assertThat(BrokenRules.of(of((call, next) -> wrap(next.proceed(call), Upright::new))))
                .isEmpty();
    }

    @Test
    void stageThatRetriesKeepsTheContract() {
        Contract retrying = of(context -> (call, next) -> {
            for (long left = context.settings().get(LIMIT); left > 0; left--) {
                Reply reply = next.proceed(call.withAttempt((int) left));
                if (reply.isSuccess()) {
                    return reply;
                }
                reply.close();
            }
            return next.proceed(call);
        });

        assertThat(BrokenRules.of(retrying)).isEmpty();
    }

    @Test
    void stageThatReturnsNullIsFound() {
        assertBroken(of((Stage) (call, next) -> null), "replyIsNeverNull");
    }

    @Test
    void stageThatForgetsAStreamIsFound() {
        Contract leaking = of((call, next) -> {
            Reply first = next.proceed(call);
            return first instanceof Reply.Streaming ? next.proceed(call) : first;
        });

        assertBroken(leaking, "noStreamIsLeftOpen");
    }

    @Test
    void stageThatThrowsOverAnOpenStreamIsFound() {
        Contract leaking = of((call, next) -> {
            next.proceed(call);
            throw new InvalidRequestException("refused too late", null);
        });

        assertBroken(leaking, "noStreamIsLeftOpen");
    }

    @Test
    void stageThatWrapsStreamsWithoutMapIsFound() {
        Contract hiding = of((call, next) -> next.proceed(call) instanceof Reply.Streaming streaming
                ? new Reply.Streaming(200, streaming.headers(), new Upright(streaming.events()))
                : Samples.chatAnswer(call));

        assertBroken(hiding, "noStreamIsLeftOpen");
    }

    @Test
    void wrapperThatDoesNotCloseIsFound() {
        assertBroken(of((call, next) -> wrap(next.proceed(call), KeepsOpen::new)), "closePassesThrough");
    }

    @Test
    void wrapperThatHidesABreakIsFound() {
        assertBroken(of((call, next) -> wrap(next.proceed(call), HidesBreak::new)), "brokenStreamThrows");
    }

    @Test
    void stageThatThrowsABugIsFound() {
        Contract careless = of((call, next) -> {
            int messages = call.body()
                    .toJson()
                    .getAsJsonObject()
                    .getAsJsonArray("messages")
                    .size();
            return messages > 9 ? Samples.error(413) : next.proceed(call);
        });

        assertBroken(careless, "oddBodiesAreBorne");
    }

    @Test
    void stageThatWrapsFailuresInItsOwnIsFound() {
        Contract hiding = of((call, next) -> {
            try {
                return next.proceed(call);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("something went wrong", e);
            }
        });

        assertBroken(hiding, "failureStaysOrBecomesAGatewayException");
    }

    @Test
    void stageThatQuotesTheRequestInAnErrorIsFound() {
        Contract quoting = of((call, next) -> {
            throw new InvalidRequestException("not allowed: " + call.body().text(), null);
        });

        assertBroken(quoting, "secretsStaySecret");
    }

    @Test
    void stageThatPutsTheKeyIntoTheReportIsFound() {
        Contract noting = of((call, next) -> {
            Secret key = call.options().apiKey();
            call.recorder().put("mask-pii.key", key == null ? "none" : key.reveal());
            return next.proceed(call);
        });

        assertBroken(noting, "secretsStaySecret");
    }

    @Test
    void stageThatMixesUpCallsOfTwoThreadsIsFound() {
        Contract mixing = of(context -> {
            AtomicReference<Call> current = new AtomicReference<>();
            return (call, next) -> {
                current.set(call);
                Thread.yield();
                return next.proceed(current.get());
            };
        });

        assertBroken(mixing, "servesManyThreadsAtOnce");
    }

    @Test
    void stagesThatShareAStateAreFound() {
        Map<String, Reply> cache = new ConcurrentHashMap<>();
        Contract sharing = of(context -> (call, next) -> call.streaming()
                ? next.proceed(call)
                : cache.computeIfAbsent(call.body().text(), text -> next.proceed(call)));

        assertBroken(sharing, "instancesAreIndependent");
    }

    @Test
    void singleStageForAllIsFound() {
        Stage single = (call, next) -> next.proceed(call);

        assertBroken(of(context -> single), "instancesAreIndependent");
    }

    @Test
    void stageThatWritesToTheMetadataIsFound() {
        Contract writing = of((call, next) -> {
            call.metadata().put("seen", "yes");
            return next.proceed(call);
        });

        assertBroken(writing, "callStaysAsItWas");
    }

    @Test
    void undeclaredKeyIsFound() {
        Contract undeclared =
                new Contract(() -> new Factory("mask-pii", List.of(), context -> (call, next) -> next.proceed(call)));

        assertThat(BrokenRules.of(undeclared).get("keysAreDeclared"))
                .hasMessageContaining("settings.limit: unknown key; known: []");
    }

    @Test
    void badIdIsFound() {
        Contract shouting = new Contract(
                () -> new Factory("Mask PII", List.of(LIMIT), context -> (call, next) -> next.proceed(call)));

        assertBroken(shouting, "idIsPlainAndStable");
    }
}
