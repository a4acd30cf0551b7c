/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.api.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalProblemsTest {
    private static final String AT = "config.stages.test.strategy.";

    private static List<String> problems(String settings) {
        return catchThrowableOfType(
                        ConfigException.class,
                        () -> ConditionalTargets.router(
                                new ConditionalRouterFactory(), settings, ConditionalTargets.targets("a", "b")))
                .problems();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'metadata.x': {'$like': 'y'}}; [\"metadata.x\"][\"$like\"]: unknown operator; expected one of $eq, $ne",
                "{'$nor': []}; [\"$nor\"]: unknown operator; expected $and or $or",
                "{'metadata.x': {'$or': []}}; [\"metadata.x\"][\"$or\"]: unknown operator",
                "{'metadata.x': {'$regex': '('}}; [\"metadata.x\"][\"$regex\"]: bad regular expression: a ( without its )",
                "{'metadata.x': {'$regex': 5}}; [\"metadata.x\"][\"$regex\"]: expected a regular expression as a string",
                "{'metadata.x': {'$gt': 'tall'}}; [\"metadata.x\"][\"$gt\"]: expected a number, found \"tall\"",
                "{'metadata.x': {'$gt': true}}; [\"metadata.x\"][\"$gt\"]: expected a number, found true",
                "{'metadata.x': {'$in': 'y'}}; [\"metadata.x\"][\"$in\"]: expected a list, found \"y\"",
                "{'metadata.x': {'$in': [{}]}}; [\"metadata.x\"][\"$in\"][0]: expected a string, a number",
                "{'metadata.x': ['y']}; [\"metadata.x\"]: expected a string, a number, true, false or null, found a list",
                "{'metadata.x': {}}; [\"metadata.x\"]: expected a value or one of $eq",
                "{'metadata.': 'x'}; [\"metadata.\"]: unknown field; expected metadata.<key>, params.<name> or url",
                "{'params..x': 'x'}; [\"params..x\"]: unknown field",
                "{'params': 'x'}; .params: unknown field",
                "{'headers.x': 'x'}; [\"headers.x\"]: unknown field",
                "{'url.path': 'x'}; [\"url.path\"]: unknown field",
                "{'$or': []}; [\"$or\"]: expected a list of at least one query, found []",
                "{'$and': [{}]}; [\"$and\"][0]: expected an object with at least one condition, found {}",
                "'x'; : expected an object with at least one condition",
                "{}; : expected an object with at least one condition, found {}",
            })
    void badQueryIsAnErrorThatNamesThePlace(String query, String problem) {
        assertThat(problems("{'conditions': [{'query': " + query + ", 'then': 'a'}]}"))
                .singleElement()
                .asString()
                .startsWith(AT + "conditions[0].query" + problem);
    }

    @Test
    void everythingThatIsWrongComesInOneError() {
        assertThat(problems("{'conditions': [{'query': {'metadata.x': {'$like': 1, '$gt': []}}, 'then': 'c'},"
                        + " {'then': 5, 'when': 1}, {'query': {'params.n': 1}}, 7], 'default': 'd'}"))
                .containsExactly(
                        AT + "conditions[0].query[\"metadata.x\"][\"$like\"]: unknown operator; expected one of $eq,"
                                + " $ne, $gt, $gte, $lt, $lte, $in, $nin, $regex",
                        AT + "conditions[0].query[\"metadata.x\"][\"$gt\"]: expected a number, found []",
                        AT + "conditions[0].then: no target \"c\"; present: a, b",
                        AT + "conditions[1].when: unknown key; expected query and then",
                        AT + "conditions[1].query: missing; expected an object with at least one condition",
                        AT + "conditions[1].then: expected the name of a target",
                        AT + "conditions[2].then: missing; expected the name of a target",
                        AT + "conditions[3]: expected an object with query and then, found 7",
                        AT + "default: no target \"d\"; present: a, b");
    }

    @Test
    void routerHasAtLeastOneConditionAndNotEndlesslyMany() {
        String one = "{'query': {'$or': [" + "{'params.n': 1},".repeat(256) + "{'params.n': 1}]}, 'then': 'a'}";

        assertThat(problems("{'conditions': []}")).singleElement().asString().contains("at least one condition");
        assertThat(problems("{'conditions': [" + one + "]}"))
                .singleElement()
                .asString()
                .contains("more than 256 comparisons in one router");
    }
}
