/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import static dev.postern.engine.routing.ConditionalTargets.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.spi.Router;
import dev.postern.spi.Target;
import dev.postern.testkit.RecordingRecorder;
import dev.postern.testkit.TestCalls;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The condition language, operator by operator. */
class ConditionTest {
    private static final String BODY = "{'model': 'gpt-4o', 'temperature': 0.70, 'n': 2, 'seed': -9223372036854775808,"
            + " 'max_tokens': 1e2, 'stream': false, 'user': null, 'top': '15', 'name': 'J\\u00fcrgen \\u0041',"
            + " 'messages': [{'role': 'system', 'content': 'Be short.'}, {'role': 'user', 'content': 'Hi'}],"
            + " 'response_format': {'json_schema': {'strict': true}}}";

    private static boolean holds(String query, TestCalls call) {
        List<Target> targets = ConditionalTargets.targets("yes", "no");
        String settings = "{'conditions': [{'query': " + query + ", 'then': 'yes'}], 'default': 'no'}";
        Router router = ConditionalTargets.router(new ConditionalRouterFactory(), settings, targets);
        return ConditionalTargets.chosen(router, call, targets).equals("yes");
    }

    private static TestCalls call() {
        return chat(BODY).metadata("tier", "gold").metadata("age", "42").metadata("a.b", "dotted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                // a plain value is $eq
                "{'metadata.tier': 'gold'}; true",
                "{'metadata.tier': 'Gold'}; false",
                "{'metadata.a.b': 'dotted'}; true",
                "{'params.model': 'gpt-4o'}; true",
                "{'params.n': 2}; true",
                "{'params.n': 2.0}; true",
                "{'params.n': '2'}; false",
                "{'params.max_tokens': 100}; true",
                "{'params.temperature': 0.7}; true",
                "{'params.stream': false}; true",
                "{'params.stream': true}; false",
                "{'params.stream': 'false'}; false",
                "{'params.user': null}; true",
                "{'params.absent': null}; false",
                "{'metadata.age': 42}; false",
                "{'params.name': 'Jürgen A'}; true",
                "{'params.messages': 'x'}; false",
                // any depth
                "{'params.messages.0.role': 'system'}; true",
                "{'params.messages.1.content': 'Hi'}; true",
                "{'params.messages.2.role': {'$ne': 'x'}}; true",
                "{'params.messages.role': 'system'}; false",
                "{'params.response_format.json_schema.strict': true}; true",
                "{'params.model.x': 'gpt-4o'}; false",
                // the path of the URL
                "{'url.pathname': '/v1/chat/completions'}; true",
                "{'url.pathname': {'$regex': 'embeddings$'}}; false",
                // $eq and $ne
                "{'metadata.tier': {'$eq': 'gold'}}; true",
                "{'metadata.tier': {'$ne': 'gold'}}; false",
                "{'metadata.tier': {'$ne': 'silver'}}; true",
                "{'params.n': {'$ne': 2.00}}; false",
                "{'params.user': {'$ne': null}}; false",
                // numbers, texts that are numbers included
                "{'params.n': {'$gt': 1}}; true",
                "{'params.n': {'$gt': 2}}; false",
                "{'params.n': {'$gte': 2}}; true",
                "{'params.n': {'$gte': '2'}}; true",
                "{'params.n': {'$lt': 2.5}}; true",
                "{'params.n': {'$lt': 2}}; false",
                "{'params.n': {'$lte': 2}}; true",
                "{'params.temperature': {'$gt': 0.7}}; false",
                "{'params.temperature': {'$gte': 0.7}}; true",
                "{'params.seed': {'$lt': -9223372036854775807}}; true",
                "{'params.seed': {'$gt': -9223372036854775809}}; true",
                "{'params.top': {'$gt': 9}}; true",
                "{'metadata.age': {'$gt': 9, '$lt': 100}}; true",
                "{'metadata.age': {'$gt': 9, '$lt': 42}}; false",
                "{'metadata.age': {'$lte': 42.0}}; true",
                "{'metadata.tier': {'$gt': 0}}; false",
                "{'metadata.tier': {'$lte': 0}}; false",
                "{'params.stream': {'$gte': 0}}; false",
                "{'params.messages': {'$gte': 0}}; false",
                // $in and $nin
                "{'metadata.tier': {'$in': ['silver', 'gold']}}; true",
                "{'metadata.tier': {'$in': []}}; false",
                "{'metadata.tier': {'$nin': ['silver', 'gold']}}; false",
                "{'metadata.tier': {'$nin': ['silver']}}; true",
                "{'params.n': {'$in': ['2', 2]}}; true",
                "{'params.n': {'$in': ['2', null, true]}}; false",
                // $regex
                "{'params.model': {'$regex': '^gpt-4'}}; true",
                "{'params.model': {'$regex': '^gpt-5'}}; false",
                "{'params.name': {'$regex': 'n A$'}}; true",
                "{'params.n': {'$regex': '2'}}; false",
                "{'metadata.tier': {'$regex': '(?i)GOLD'}}; true",
                // what is missing
                "{'metadata.x': {'$eq': 'gold'}}; false",
                "{'metadata.x': {'$ne': 'gold'}}; true",
                "{'metadata.x': {'$gt': 0}}; false",
                "{'metadata.x': {'$gte': 0}}; false",
                "{'metadata.x': {'$lt': 0}}; false",
                "{'metadata.x': {'$lte': 0}}; false",
                "{'metadata.x': {'$in': ['gold']}}; false",
                "{'metadata.x': {'$nin': ['gold']}}; true",
                "{'metadata.x': {'$regex': ''}}; false",
                // all keys of one object are ANDed, also beside $or
                "{'metadata.tier': 'gold', 'params.n': 2}; true",
                "{'metadata.tier': 'gold', 'params.n': 3}; false",
                "{'$and': [{'metadata.tier': 'gold'}, {'params.n': 2}]}; true",
                "{'$and': [{'metadata.tier': 'gold'}, {'params.n': 3}]}; false",
                "{'$or': [{'metadata.tier': 'x'}, {'params.n': 2}]}; true",
                "{'$or': [{'metadata.tier': 'x'}, {'params.n': 3}]}; false",
                "{'$or': [{'metadata.tier': 'gold'}], 'params.n': 3}; false",
                "{'params.n': 3, '$or': [{'metadata.tier': 'gold'}]}; false",
                "{'$or': [{'metadata.tier': 'gold'}], '$and': [{'params.n': 2}], 'params.stream': false}; true",
                "{'$and': [{'$or': [{'params.n': 1}, {'params.n': 2}]}, {'metadata.age': {'$gt': '40'}}]}; true",
            })
    void queryHoldsAsTheLanguageSays(String query, boolean holds) {
        assertThat(holds(query, call())).isEqualTo(holds);
    }

    @Test
    void callWithoutABodyHasNoParams() {
        assertThat(holds("{'params.model': {'$nin': ['x']}, 'url.pathname': '/v1/models'}", TestCalls.models()))
                .isTrue();
    }

    @Test
    void numberBeyondAllMeasureIsNeitherAboveNorBelow() {
        TestCalls call = chat("{'a': 1e999999, 'b': '1e999999'}");

        assertThat(holds("{'params.a': {'$gt': 1}}", call)).isFalse();
        assertThat(holds("{'params.b': {'$gt': 1}}", call)).isFalse();
        assertThat(holds("{'params.b': {'$lt': 1}}", call)).isFalse();
    }

    @Test
    @Timeout(30)
    void expressionThatTakesTooLongCountsAsNoMatchAndIsRecorded() {
        RecordingRecorder recorder = new RecordingRecorder();
        TestCalls call = chat("{'model': '" + "a".repeat(100_000) + "'}").recorder(recorder);

        assertThat(holds("{'params.model': {'$regex': '(a?){500}$'}}", call)).isFalse();
        assertThat(recorder.facts()).containsKey("conditional.regex-stopped");
    }

    @Test
    void firstQueryThatHoldsDecides() {
        List<Target> targets = ConditionalTargets.targets("a", "b", "c");
        String settings = "{'conditions': [{'query': {'metadata.tier': 'x'}, 'then': 'a'},"
                + " {'query': {'metadata.tier': 'gold'}, 'then': 'b'}, {'query': {'params.n': 2}, 'then': 'c'}]}";
        Router router = ConditionalTargets.router(new ConditionalRouterFactory(), settings, targets);

        assertThat(ConditionalTargets.chosen(router, call(), targets)).isEqualTo("b");
        assertThat(router.metadataRead()).containsExactly("tier");
    }
}
