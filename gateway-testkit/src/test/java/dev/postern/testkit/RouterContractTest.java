/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Key;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageContext;
import dev.postern.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class RouterContractTest {
    private record Factory(BiFunction<StageContext, List<Target>, Router> maker) implements RouterFactory {
        @Override
        public String id() {
            return "first-good";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public Router create(StageContext context, List<Target> targets) {
            return maker.apply(context, targets);
        }
    }

    private static final class Contract extends RouterContract {
        private final RouterFactory factory;

        private Contract(BiFunction<StageContext, List<Target>, Router> maker) {
            this.factory = new Factory(maker);
        }

        @Override
        protected RouterFactory factory() {
            return factory;
        }
    }

    private static Contract of(Router router) {
        return new Contract((context, targets) -> router);
    }

    private static Reply firstSuccess(Call call, List<Target> targets, boolean closes, double leastWeight) {
        Reply last = null;
        for (Target target : targets) {
            if (target.weight() < leastWeight) {
                continue;
            }
            if (last != null && closes) {
                last.close();
            }
            last = target.call(call);
            if (last.isSuccess()) {
                return last;
            }
        }
        return last == null ? Samples.error(503) : last;
    }

    @Test
    void routerThatFallsBackKeepsTheContract() {
        Contract upright = of((call, targets) -> firstSuccess(call, targets, true, Double.MIN_VALUE));

        assertThat(BrokenRules.of(upright)).isEmpty();
    }

    @Test
    void routerThatForgetsRepliesIsFound() {
        Contract leaking = of((call, targets) -> firstSuccess(call, targets, false, Double.MIN_VALUE));

        assertThat(BrokenRules.of(leaking)).containsOnlyKeys("repliesNotReturnedAreClosed");
    }

    @Test
    void routerThatUsesWeightZeroIsFound() {
        Contract careless = of((call, targets) -> firstSuccess(call, targets, true, 0));

        assertThat(BrokenRules.of(careless)).containsOnlyKeys("weightZeroIsNeverUsed");
    }

    @Test
    void routerThatReturnsNullIsFound() {
        Contract nothing = of((call, targets) -> null);

        assertThat(BrokenRules.of(nothing)).containsKeys("replyIsNeverNull", "routesToOneAndToManyTargets");
    }

    @Test
    void routerThatKeepsTheTargetsOfAnotherIsFound() {
        List<Target> kept = new ArrayList<>();
        Contract mixing = new Contract((context, targets) -> {
            kept.clear();
            kept.addAll(targets);
            return (call, own) -> firstSuccess(call, List.copyOf(kept), true, Double.MIN_VALUE);
        });

        assertThat(BrokenRules.of(mixing)).containsOnlyKeys("callsOnlyItsOwnTargets");
    }

    @Test
    void routerThatDoesNotWorkWithOneTargetIsFound() {
        Contract second = of((call, targets) -> targets.get(1).call(call));

        assertThat(BrokenRules.of(second)).containsKey("routesToOneAndToManyTargets");
    }

    @Test
    void routerThatQuotesTheRequestInAnErrorIsFound() {
        Contract quoting = of((call, targets) -> {
            throw new IllegalStateException(call.body().text());
        });

        assertThat(BrokenRules.of(quoting)).containsKey("secretsStaySecret");
    }
}
