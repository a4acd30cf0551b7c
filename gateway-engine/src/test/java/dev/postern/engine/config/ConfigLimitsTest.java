/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no JSON at all, or too much of it. */
class ConfigLimitsTest {
    @ParameterizedTest
    @MethodSource
    void textThatIsNoJsonIsReportedWithItsPlace(String config, String problem) {
        List<String> problems = Configs.problems(config);

        assertThat(problems).containsExactly(problem);
    }

    static Stream<Arguments> textThatIsNoJsonIsReportedWithItsPlace() {
        return Stream.of(
                Arguments.of("", "config: not valid JSON at line 1, column 1"),
                Arguments.of("{'a':1,}", "config: not valid JSON at line 1, column 9"),
                Arguments.of("{\n  'retry': 01\n}", "config: not valid JSON at line 2, column 12"),
                Arguments.of("{} x", "config: not valid JSON at line 1, column 5"),
                Arguments.of("{'weight':NaN}", "config: not valid JSON at line 1, column 11"),
                Arguments.of("{} // note", "config: not valid JSON at line 1, column 5"),
                Arguments.of("{a:1}", "config: not valid JSON at line 1, column 3"),
                Arguments.of("null", "config: expected an object, found null"),
                Arguments.of("[]", "config: expected an object, found []"),
                Arguments.of("'pc-saved-1'", "config: expected an object, found \"pc-saved-1\""));
    }

    @Test
    void keyThatIsWrittenTwiceIsAnError() {
        List<String> problems =
                Configs.problems("{'targets':[{'provider':'openai','weight':1,'weight':1}],'name':'a','name':'b'}");

        assertThat(problems).containsExactly("config.targets[0].weight: written twice", "config.name: written twice");
    }

    @Test
    void sixtyFourTargetsAreReadAndNoMore() {
        assertThat(Configs.read(targets(64)).targets()).hasSize(64);
        assertThat(Configs.problems(targets(65))).containsExactly("config: expected at most 64 targets in all");
        assertThat(Configs.problems("{'targets':[" + targets(40) + "," + targets(30) + "]}"))
                .containsExactly("config: expected at most 64 targets in all");
    }

    @Test
    void eightLevelsAreReadAndNoMore() {
        ConfigNode node = Configs.read(levels(8));
        for (int level = 1; level < 8; level++) {
            node = node.targets().get(0);
        }

        assertThat(node.isLeaf()).isTrue();
        assertThat(Configs.problems(levels(9)))
                .containsExactly(
                        "config" + ".targets[0]".repeat(7) + ".targets: nested deeper than 8 levels, the root counted");
    }

    @Test
    void oneMebibyteIsReadAndNoMore() {
        String padding = " ".repeat(StrictJson.MAX_CHARS - 2);

        assertThat(Configs.read("{}" + padding).isLeaf()).isTrue();
        assertThat(Configs.problems("{} " + padding)).containsExactly("config: larger than 1 MiB");
    }

    @Test
    void deepJsonIsRefused() {
        String deep = "{'override_params':{'a':" + "[".repeat(99) + "]".repeat(99) + "}}";

        assertThat(Configs.problems(deep))
                .singleElement()
                .asString()
                .startsWith("config: nested deeper than 100 levels at line 1");
        assertThat(Configs.read("{'override_params':{'a':" + "[".repeat(98) + "]".repeat(98) + "}}")
                        .isLeaf())
                .isTrue();
    }

    @Test
    void muchInLittleSpaceIsRefused() {
        String many = "{'override_params':{'a':[" + "[],".repeat(300_000) + "[]]}}";

        assertThat(Configs.problems(many)).containsExactly("config: more than 250000 values");
    }

    @Test
    void halfASurrogatePairIsRefusedAndAWholeOneIsRead() {
        assertThat(Configs.problems("{'override_params':{'a':'\\ud83d'}}"))
                .containsExactly("config: not valid JSON at line 1, column 33");
        assertThat(Configs.read("{'override_params':{'a':'\\ud83d\\ude00'}}").isLeaf())
                .isTrue();
    }

    @Test
    void longNumberIsRefused() {
        assertThat(Configs.problems("{'weight':" + "1".repeat(101) + "}"))
                .singleElement()
                .asString()
                .startsWith("config: a number of more than 100 characters at line 1");
    }

    @Test
    void messageStaysShortHoweverManyProblemsThereAre() {
        StringBuilder keys = new StringBuilder("{'x':1");
        for (int i = 0; i < 20_000; i++) {
            keys.append(",'").append("k".repeat(20)).append(i).append("':1");
        }

        List<String> problems = Configs.problems(keys.append('}').toString());

        assertThat(problems).hasSize(51).last().isEqualTo("and 19951 more");
    }

    private static String targets(int count) {
        return "{'targets':[" + "{'provider':'openai'},".repeat(count - 1) + "{'provider':'openai'}]}";
    }

    private static String levels(int count) {
        return "{'targets':[".repeat(count - 1) + "{'provider':'openai'}" + "]}".repeat(count - 1);
    }
}
