/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import static dev.postern.engine.routing.ConditionalTargets.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.postern.api.ConfigException;
import dev.postern.api.Headers;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.Target;
import dev.postern.testkit.FakeTime;
import dev.postern.testkit.TestCalls;
import dev.postern.testkit.TestStageContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StickyTest {
    private static final String BY_USER = "{'sticky': {'enabled': true, 'hash_fields': ['metadata.user'], 'ttl': 60}}";
    private static final int USERS = 10_000;

    private final FakeTime time = new FakeTime();

    private record Unavailable(Target target) implements Target {
        @Override
        public String name() {
            return target.name();
        }

        @Override
        public String path() {
            return target.path();
        }

        @Override
        public double weight() {
            return target.weight();
        }

        @Override
        public boolean available() {
            return false;
        }

        @Override
        public Reply call(Call call) {
            return target.call(call);
        }
    }

    private Router router(String settings, List<Target> targets) {
        RouterFactory factory = new LoadBalanceRouterFactory();
        return factory.create(
                TestStageContext.of(factory.keys(), settings.replace('\'', '"')).with(time), targets);
    }

    private static TestCalls of(int user) {
        return chat("{'model': 'm'}").metadata("user", "user-" + user);
    }

    private static Map<Integer, String> choices(Router router, List<Target> targets) {
        Map<Integer, String> choices = new HashMap<>();
        for (int user = 0; user < USERS; user++) {
            choices.put(user, ConditionalTargets.chosen(router, of(user), targets));
        }
        return choices;
    }

    private static long count(Map<Integer, String> choices, String name) {
        return choices.values().stream().filter(name::equals).count();
    }

    private static long moved(Map<Integer, String> before, Map<Integer, String> after) {
        return before.entrySet().stream()
                .filter(choice -> !choice.getValue().equals(after.get(choice.getKey())))
                .count();
    }

    @Test
    void sameFieldsGoToTheSameTargetAlsoInAnotherGateway() {
        List<Target> targets = ConditionalTargets.targets("a", "b", "c");

        Map<Integer, String> first = choices(router(BY_USER, targets), targets);
        time.advance(Duration.ofSeconds(59));
        Map<Integer, String> second = choices(router(BY_USER, targets), targets);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void choiceIsMadeAnewWhenItsTimeIsOver() {
        List<Target> targets = ConditionalTargets.targets("a", "b");
        Router router = router(BY_USER, targets);

        Map<Integer, String> before = choices(router, targets);
        time.advance(Duration.ofSeconds(60));
        Map<Integer, String> after = choices(router, targets);

        // Half of them draw the same of two targets again; five standard deviations are 250.
        assertThat(moved(before, after)).isCloseTo(USERS / 2, within(250L));
    }

    @Test
    void usersSpreadByWeight() {
        List<Target> targets = List.of(
                ConditionalTargets.target("a", 6),
                ConditionalTargets.target("b", 3),
                ConditionalTargets.target("c", 1),
                ConditionalTargets.target("never", 0));

        Map<Integer, String> choices = choices(router(BY_USER, targets), targets);

        assertThat(count(choices, "a")).isCloseTo(6_000, within(245L));
        assertThat(count(choices, "b")).isCloseTo(3_000, within(230L));
        assertThat(count(choices, "c")).isCloseTo(1_000, within(150L));
        assertThat(count(choices, "never")).isZero();
    }

    @Test
    void targetThatGoesTakesOnlyItsOwnCallsAlong() {
        List<Target> all = new ArrayList<>(IntStream.range(0, 64)
                .mapToObj(i -> ConditionalTargets.target("t" + i, 1 + i % 3))
                .toList());
        Map<Integer, String> before = choices(router(BY_USER, all), all);
        List<Target> left =
                all.stream().filter(target -> !target.name().equals("t17")).toList();

        Map<Integer, String> after = choices(router(BY_USER, left), left);

        assertThat(moved(before, after)).isEqualTo(count(before, "t17")).isPositive();
        assertThat(new HashSet<>(before.values())).hasSize(64);
    }

    @Test
    void targetThatIsNotAvailableLeavesOnlyItsOwnCallsToOthers() {
        List<Target> all = ConditionalTargets.targets("a", "b", "c");
        List<Target> sick = List.of(all.get(0), new Unavailable(all.get(1)), all.get(2));
        Map<Integer, String> before = choices(router(BY_USER, all), all);

        Map<Integer, String> after = choices(router(BY_USER, sick), sick);

        assertThat(count(after, "b")).isZero();
        assertThat(moved(before, after)).isEqualTo(count(before, "b"));
    }

    @Test
    void whereNoTargetIsAvailableAllAreUsed() {
        List<Target> all = ConditionalTargets.targets("a", "b", "c");
        List<Target> sick = all.stream().<Target>map(Unavailable::new).toList();

        assertThat(choices(router(BY_USER, sick), sick)).isEqualTo(choices(router(BY_USER, all), all));
    }

    @Test
    void tenantsChooseApart() {
        List<Target> targets = ConditionalTargets.targets("a", "b");
        Router router = router(BY_USER, targets);
        int differing = 0;
        for (int user = 0; user < 1_000; user++) {
            String one = ConditionalTargets.chosen(router, of(user).tenant("one"), targets);
            differing += one.equals(ConditionalTargets.chosen(router, of(user).tenant("two"), targets)) ? 0 : 1;
        }

        assertThat(differing).isCloseTo(500, within(80));
    }

    @Test
    void fieldsDoNotRunIntoEachOther() {
        String settings = "{'sticky': {'enabled': true, 'hashFields': ['headers.X-Session', 'params.user']}}";
        List<Target> targets = ConditionalTargets.targets(
                IntStream.range(0, 64).mapToObj(i -> "t" + i).toArray(String[]::new));
        Router router = router(settings, targets);
        Set<String> chosen = new HashSet<>();
        for (String[] pair : new String[][] {{"a", "bcd"}, {"ab", "cd"}, {"abc", "d"}}) {
            chosen.add(ConditionalTargets.chosen(
                    router,
                    chat("{'user': '" + pair[1] + "'}")
                            .with(options -> options.headers(Headers.of("x-session", pair[0]))),
                    targets));
        }

        assertThat(chosen).hasSizeGreaterThan(1);
    }

    @Test
    void callThatLacksAFieldIsDrawnByWeight() {
        List<Target> targets = List.of(ConditionalTargets.target("a", 3), ConditionalTargets.target("b", 1));
        Router router = router(BY_USER, targets);
        int first = 0;
        for (int i = 0; i < 10_000; i++) {
            first += ConditionalTargets.chosen(router, chat("{'model': 'm'}"), targets)
                            .equals("a")
                    ? 1
                    : 0;
        }

        assertThat(first).isCloseTo(7_500, within(217));
        assertThat(router.metadataRead()).containsExactly("user");
    }

    @Test
    void switchedOffItReadsNothing() {
        List<Target> targets = ConditionalTargets.targets("a", "b");

        Router router = router("{'sticky': {'enabled': false, 'hash_fields': ['metadata.user']}}", targets);

        assertThat(router).isInstanceOf(LoadBalanceRouter.class);
    }

    @Test
    void everythingThatIsWrongComesInOneError() {
        List<Target> targets = List.of(ConditionalTargets.target("a", 0));
        ConfigException failure = catchThrowableOfType(
                ConfigException.class,
                () -> router(
                        "{'sticky': {'enabled': 'yes', 'hash_fields': ['user', 5, 'url.pathname'], 'ttl': 0, 'x': 1}}",
                        targets));

        assertThat(failure.problems())
                .containsExactly(
                        "config.stages.test.targets: expected a weight above 0, found only 0",
                        "config.stages.test.strategy.sticky.x: unknown key",
                        "config.stages.test.strategy.sticky.enabled: expected true or false, found \"yes\"",
                        "config.stages.test.strategy.sticky.ttl: expected a whole number from 1 to 31536000, found 0",
                        "config.stages.test.strategy.sticky.hash_fields[0]: expected metadata.<key>, params.<name> or"
                                + " headers.<name>, found \"user\"",
                        "config.stages.test.strategy.sticky.hash_fields[1]: expected metadata.<key>, params.<name> or"
                                + " headers.<name>, found 5",
                        "config.stages.test.strategy.sticky.hash_fields[2]: expected metadata.<key>, params.<name> or"
                                + " headers.<name>, found \"url.pathname\"");
    }
}
