/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.spi.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of a config's keys, with the text of the error that breaking it gives. */
class ConfigRulesTest {
    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource({
        "strategies",
        "targets",
        "access",
        "caches",
        "retries",
        "parameters",
        "labels",
        "stages",
        "foreignKeys"
    })
    void brokenRuleIsReportedWithPathAndWhatIsAllowed(String rule, String config, String problem) {
        List<String> problems = Configs.problems(config);

        assertThat(problems).as(rule).containsExactly(problem);
    }

    static Stream<Arguments> strategies() {
        return Stream.of(
                rule(
                        "a mode is a router's id",
                        "{'strategy':{'mode':'lodbalance'},'targets':[{'provider':'openai'}]}",
                        "config.strategy.mode: no router 'lodbalance'; did you mean loadbalance? present: fallback, loadbalance,"
                                + " single"),
                rule(
                        "a mode is a string",
                        "{'strategy':{'mode':1},'targets':[{'provider':'openai'}]}",
                        "config.strategy.mode: expected a string, found 1"),
                rule(
                        "a strategy is an object",
                        "{'strategy':'single'}",
                        "config.strategy: expected an object, found \"single\""),
                rule(
                        "keys of a strategy are its router's",
                        "{'strategy':{'mode':'fallback','on_status_code':[429]},'targets':[{'provider':'openai'}]}",
                        "config.strategy.on_status_code: unknown key; did you mean on_status_codes?"),
                rule(
                        "one strategy has no keys of another",
                        "{'strategy':{'mode':'loadbalance','on_status_codes':[429]},'targets':[{'provider':'openai'}]}",
                        "config.strategy.on_status_codes: unknown key"),
                rule(
                        "status codes are status codes",
                        "{'strategy':{'mode':'fallback','on_status_codes':[429,600]},'targets':[{'provider':'openai'}]}",
                        "config.strategy.on_status_codes: expected a list of whole numbers from 100 to 599, found a list"),
                rule(
                        "a mode stands in one place",
                        "{'mode':'fallback','strategy':{'mode':'fallback'},'targets':[{'provider':'openai'}]}",
                        "config.mode: found beside strategy.mode; keep strategy.mode"));
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                rule(
                        "a strategy needs targets",
                        "{'strategy':{'mode':'fallback'}}",
                        "config.targets: missing; fallback needs at least one"),
                rule(
                        "targets are not empty",
                        "{'targets':[]}",
                        "config.targets: expected at least one target, found []"),
                rule(
                        "targets are a list",
                        "{'targets':{'provider':'openai'}}",
                        "config.targets: expected a list of targets, found an object"),
                rule(
                        "a target is an object",
                        "{'targets':['openai']}",
                        "config.targets[0]: expected an object, found \"openai\""),
                rule(
                        "targets have one spelling",
                        "{'options':[{'provider':'openai'}],'targets':[{'provider':'openai'}]}",
                        "config.targets: found as options and as targets; keep targets"),
                rule(
                        "a weight is a number",
                        "{'targets':[{'provider':'openai'},{'provider':'openai','weight':'x'}]}",
                        "config.targets[1].weight: expected a number ≥ 0, found \"x\""),
                rule("a weight is not negative", "{'weight':-0.5}", "config.weight: expected a number ≥ 0, found -0.5"),
                rule("a weight is finite", "{'weight':1e999}", "config.weight: expected a number ≥ 0, found 1e999"),
                rule(
                        "some weight is above 0",
                        "{'strategy':{'mode':'loadbalance'},'targets':[{'provider':'openai','weight':0},{'provider':'openai','weight':0.0}]}",
                        "config.targets: expected a weight above 0 in at least one target, found 0 in all"),
                rule(
                        "weights have a sum",
                        "{'mode':'loadbalance','targets':[{'provider':'openai','weight':1e308},{'provider':'openai','weight':1e308}]}",
                        "config.targets: expected weights whose sum is a number, found one beyond all numbers"),
                rule(
                        "names are unique among siblings",
                        "{'targets':[{'name':'a','provider':'openai'},{'name':'a','provider':'openai'}]}",
                        "config.targets[1].name: expected a name of its own, found that of config.targets[0]"),
                rule("a name is not blank", "{'name':' '}", "config.name: expected a name that is not blank"));
    }

    static Stream<Arguments> access() {
        return Stream.of(
                rule(
                        "a provider is on board",
                        "{'provider':'anyscal'}",
                        "config.provider: no provider 'anyscal'; did you mean anyscale? present: anyscale, openai"),
                rule(
                        "a provider is a string",
                        "{'provider':['openai']}",
                        "config.provider: expected a string, found a list"),
                rule(
                        "a target below the root has a provider",
                        "{'mode':'fallback','options':[{'provider':'openai'},{}]}",
                        "config.targets[1].provider: missing; expected a provider's id; present: anyscale, openai"),
                rule("a key is a string", "{'api_key':17}", "config.api_key: expected a string, found a number"),
                rule(
                        "a key fits into a header",
                        "{'api_key':'gr\u00fc\u00df'}",
                        "config.api_key: expected a key of printable ASCII characters and no line end"),
                rule(
                        "a variable is set",
                        "{'targets':[{'provider':'anyscale','api_key':'${env:NO_SUCH_KEY}'}]}",
                        "config.targets[0].api_key: environment variable NO_SUCH_KEY is not set"),
                rule(
                        "a variable's value fits into a header",
                        "{'api_key':'${env:LINE}'}",
                        "config.api_key: expected a key in environment variable LINE of printable ASCII characters and no line end"),
                rule(
                        "a variable stands alone",
                        "{'api_key':'Bearer ${env:ANYSCALE_API_KEY}'}",
                        "config.api_key: expected ${env:NAME} as the whole value, of letters, digits and _"),
                rule(
                        "a key comes from one place",
                        "{'provider':'anyscale','api_key':'a','virtual_key':'b'}",
                        "config.virtual_key: stands beside api_key; keep one of them"),
                rule(
                        "a virtual key has a name",
                        "{'virtual_key':''}",
                        "config.virtual_key: expected the name of a stored credential"),
                rule("a host is absolute", "{'custom_host':'/v1'}", host()),
                rule("a host is http", "{'custom_host':'file:///etc/passwd'}", host()),
                rule("a host has no user", "{'custom_host':'https://user:canary@llm.example'}", host()),
                rule("a host has no fragment", "{'custom_host':'https://llm.example/v1#x'}", host()),
                rule("a host has no query", "{'custom_host':'https://llm.example/v1?key=canary'}", host()),
                rule("a host has a port that exists", "{'custom_host':'https://llm.example:70000'}", host()));
    }

    private static String host() {
        return "config.custom_host: expected an absolute http or https URL without user info, query and fragment";
    }

    static Stream<Arguments> caches() {
        return Stream.of(
                rule(
                        "a cache is on board",
                        "{'cache':'semantic'}",
                        "config.cache: no cache 'semantic'; add the dependency dev.postern:cache-semantic; present: simple"),
                rule(
                        "a cache's mode is on board",
                        "{'cache':{'mode':'simpel'}}",
                        "config.cache.mode: no cache 'simpel'; did you mean simple? present: simple"),
                rule(
                        "a cache has a mode",
                        "{'cache':{'max_age':60}}",
                        "config.cache.mode: missing; expected a cache's id; present: simple"),
                rule(
                        "a cache is an object or a mode",
                        "{'cache':true}",
                        "config.cache: expected an object or a cache's id, found true"),
                rule(
                        "an answer is kept for a minute at least",
                        "{'cache':{'mode':'simple','max_age':59}}",
                        "config.cache.max_age: expected a whole number of seconds from 60 to 7776000, found 59"),
                rule(
                        "an answer is kept for 90 days at most",
                        "{'cache':{'mode':'simple','maxAge':7776001}}",
                        "config.cache.max_age: expected a whole number of seconds from 60 to 7776000, found 7776001"),
                rule(
                        "a cache reads no keys but its own",
                        "{'cache':{'mode':'simple','maxage':60}}",
                        "config.cache.maxage: unknown key; did you mean max_age?"));
    }

    static Stream<Arguments> retries() {
        return Stream.of(
                rule(
                        "there are five retries at most",
                        "{'retry':{'attempts':6}}",
                        "config.retry.attempts: expected a whole number from 0 to 5, found 6"),
                rule(
                        "a number of retries is one of them",
                        "{'retry':6}",
                        "config.retry: expected a whole number from 0 to 5, found 6"),
                rule(
                        "retries are whole",
                        "{'retry':1.5}",
                        "config.retry: expected a whole number from 0 to 5, found 1.5"),
                rule(
                        "retry is an object or a number",
                        "{'retry':'x'}",
                        "config.retry: expected an object or a whole number from 0 to 5, found \"x\""),
                rule(
                        "retried statuses are statuses",
                        "{'retry':{'on_status_codes':[99]}}",
                        "config.retry.on_status_codes: expected a list of whole numbers from 100 to 599, found a list"),
                rule(
                        "a switch is true or false",
                        "{'retry':{'use_retry_after_header':'yes'}}",
                        "config.retry.use_retry_after_header: expected true or false, found \"yes\""),
                rule(
                        "both spellings of a key are one too many",
                        "{'retry':{'use_retry_after_header':true,'use_retry_after_headers':true}}",
                        "config.retry.use_retry_after_header: found as use_retry_after_header and as use_retry_after_headers; keep"
                                + " use_retry_after_header"),
                rule(
                        "retry has its own keys",
                        "{'retry':{'attempt':3}}",
                        "config.retry.attempt: unknown key; did you mean attempts?"),
                rule(
                        "an attempt has a millisecond at least",
                        "{'request_timeout':0}",
                        "config.request_timeout: expected a whole number of milliseconds, 1 or more, found 0"));
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                rule(
                        "override params are an object",
                        "{'override_params':[1]}",
                        "config.override_params: expected an object, found a list"),
                rule(
                        "default params are an object",
                        "{'defaultParams':null}",
                        "config.default_params: expected an object, found null"),
                rule(
                        "drop params are a list",
                        "{'drop_params':'user'}",
                        "config.drop_params: expected a list of strings, found \"user\""),
                rule(
                        "a path has no empty name",
                        "{'drop_params':['user','a..b']}",
                        "config.drop_params[1]: expected names joined by dots, found \"a..b\""),
                rule(
                        "a path is no pattern",
                        "{'drop_params':['messages[0]']}",
                        "config.drop_params[0]: expected names joined by dots, found \"messages[0]\""),
                rule(
                        "credentials are not forwarded",
                        "{'forward_headers':['X-Region','Authorization']}",
                        "config.forward_headers[1]: authorization carries credentials and is never sent on"),
                rule(
                        "cookies are not forwarded",
                        "{'forward_headers':['cookie']}",
                        "config.forward_headers[0]: cookie carries credentials and is never sent on"),
                rule(
                        "what belongs to one connection is not forwarded",
                        "{'forward_headers':['Transfer-Encoding']}",
                        "config.forward_headers[0]: transfer-encoding belongs to one connection and is never sent on"),
                rule(
                        "host is not forwarded",
                        "{'forward_headers':['Host']}",
                        "config.forward_headers[0]: host belongs to one connection and is never sent on"),
                rule(
                        "the gateway's own headers are not forwarded",
                        "{'forward_headers':['x-portkey-api-key']}",
                        "config.forward_headers[0]: x-portkey-api-key is for the gateway and is never sent on"),
                rule(
                        "a metadata service is not opened",
                        "{'forward_headers':['Metadata-Flavor']}",
                        "config.forward_headers[0]: metadata-flavor opens metadata services and is never sent on"),
                rule(
                        "a header has a name",
                        "{'forward_headers':['x: y']}",
                        "config.forward_headers[0]: expected the name of a header"));
    }

    static Stream<Arguments> labels() {
        return Stream.of(
                rule(
                        "a label is a string",
                        "{'metadata':{'_user':7}}",
                        "config.metadata._user: expected a string of at most 128 characters, found 7"),
                rule(
                        "a label is short",
                        "{'metadata':{'_user':'" + "u".repeat(129) + "'}}",
                        "config.metadata._user: expected a string of at most 128 characters, found \"" + "u".repeat(40)
                                + "…\""),
                rule(
                        "labels are few",
                        "{'metadata':{"
                                + Stream.iterate(0, i -> i + 1)
                                        .limit(65)
                                        .map(i -> "'k" + i + "':''")
                                        .reduce((a, b) -> a + "," + b)
                                        .orElseThrow()
                                + "}}",
                        "config.metadata: expected at most 64 keys, inherited ones included, found 65"));
    }

    static Stream<Arguments> stages() {
        return Stream.of(
                rule(
                        "a stage is on board",
                        "{'stages':{'maks':{}}}",
                        "config.stages.maks: no stage 'maks'; did you mean mask? present: mask"),
                rule(
                        "a stage has an object",
                        "{'stages':{'mask':true}}",
                        "config.stages.mask: expected an object, found true"),
                rule(
                        "a stage has its keys",
                        "{'stages':{'mask':{'word':'a','wrd':'b'}}}",
                        "config.stages.mask.wrd: unknown key; did you mean word?"),
                rule(
                        "a stage has what it needs",
                        "{'stages':{'mask':{}}}",
                        "config.stages.mask.word: missing; expected a string"),
                rule(
                        "a stage's values are of its keys",
                        "{'stages':{'mask':{'word':'a','limit':11}}}",
                        "config.stages.mask.limit: expected a whole number from 1 to 10, found 11"));
    }

    static Stream<Arguments> foreignKeys() {
        return Stream.of(
                rule(
                        "an unknown key gets a hint",
                        "{'targts':[]}",
                        "config.targts: unknown key; did you mean targets?"),
                rule(
                        "a hint knows camelCase",
                        "{'overideParams':{}}",
                        "config.overideParams: unknown key; did you mean override_params?"),
                rule("a far key gets none", "{'temperature':1}", "config.temperature: unknown key"),
                rule("an odd key is quoted", "{'a b':1}", "config[\"a b\"]: unknown key"),
                rule(
                        "guardrails are refused",
                        "{'input_guardrails':['x']}",
                        "config.input_guardrails: Postern has no guardrails; remove it or write a stage"),
                rule(
                        "hooks are refused",
                        "{'beforeRequestHooks':[]}",
                        "config.beforeRequestHooks: Postern has no hooks; remove it or write a stage"),
                rule(
                        "mutators are refused",
                        "{'output_mutators':[]}",
                        "config.output_mutators: Postern has no mutators; remove it or write a stage"),
                rule(
                        "prompts are refused",
                        "{'prompt_id':'p'}",
                        "config.prompt_id: Postern has no stored prompts; remove it and send the messages"),
                rule(
                        "passthrough is refused",
                        "{'passthrough':true}",
                        "config.passthrough: Postern has no passthrough; remove it"));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        List<String> problems = Configs.problems(
                "{'targts':1,'retry':9,'mode':'fallback','options':[{'provider':'x','weight':-1},{'provider':'openai','cache':'c'}]}");

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "config.targts: unknown key; did you mean targets?",
                        "config.retry: expected a whole number from 0 to 5, found 9",
                        "config.targets[0].provider: no provider 'x'; present: anyscale, openai",
                        "config.targets[0].weight: expected a number ≥ 0, found -1",
                        "config.targets[1].cache: no cache 'c'; present: simple");
    }

    @Test
    void everythingHasADefaultButTheProviderOfTheCall() {
        ConfigNode root = Configs.read("{}");

        assertThat(root.path()).isEqualTo("config");
        assertThat(root.isLeaf()).isTrue();
        assertThat(root.weight()).isEqualTo(1);
        assertThat(root.strategy().mode()).isEqualTo("single");
        assertThat(root.cache()).isNull();
        assertThat(root.stages()).isEmpty();
        assertThat(root.settings()).isEqualTo(TargetSettings.none());
    }

    @Test
    void everyKeyIsRead() {
        ConfigNode root = Configs.read("""
                {'name': 'root', 'strategy': {'mode': 'fallback', 'on_status_codes': []}, 'cache': {'mode': 'simple', 'max_age': 60, 'x': 1},
                 'stages': {'mask': {'word': 'w'}},
                 'targets': [{'name': 'a', 'weight': 2.5, 'provider': 'openai', 'api_key': 'k', 'custom_host': 'http://127.0.0.1:8080/v1',
                   'retry': {'attempts': 5, 'on_status_codes': [429], 'use_retry_after_headers': true}, 'request_timeout': 1,
                   'override_params': {'model': 'm'}, 'default_params': {'top_p': 1.0}, 'drop_params': ['a.b'],
                   'forward_headers': ['X-Region'], 'metadata': {'_user': 'u'}}]}""");

        TargetSettings target = root.targets().get(0).settings();
        assertThat(root.strategy().settings().get(Configs.ON_STATUS_CODES)).isEmpty();
        assertThat(root.cache().maxAge()).isEqualTo(Duration.ofSeconds(60));
        assertThat(root.cache().settings().get(Key.integer("x", 0, 9))).isEqualTo(1);
        assertThat(root.stages().get("mask").get(Configs.WORD)).isEqualTo("w");
        assertThat(root.stages().get("mask").get(Configs.LIMIT)).isEqualTo(3);
        assertThat(root.targets().get(0).path()).isEqualTo("config.targets[0]");
        assertThat(root.targets().get(0).weight()).isEqualTo(2.5);
        assertThat(target.customHost()).isEqualTo("http://127.0.0.1:8080/v1");
        assertThat(target.retry()).isEqualTo(new RetryNode(5, Set.of(429), true));
        assertThat(target.requestTimeout()).isEqualTo(Duration.ofMillis(1));
        assertThat(target.defaultParams().toJson()).hasToString("{\"top_p\":1.0}");
        assertThat(target.dropParams()).containsExactly("a.b");
        assertThat(target.forwardHeaders()).containsExactly("x-region");
        assertThat(target.metadata()).containsEntry("_user", "u");
    }

    @Test
    void targetMayLeaveTheProviderToItsVirtualKey() {
        ConfigNode root = Configs.read("{'targets':[{'virtual_key':'team-a'}]}");

        assertThat(root.targets().get(0).settings().provider()).isNull();
        assertThat(root.targets().get(0).settings().credential()).isEqualTo(new Credential.VirtualKey("team-a"));
    }

    @Test
    void absentCacheWithoutAnyOnBoardSaysNone() {
        Catalogue empty = Catalogue.of(List.of(), List.of(), List.of(), List.of());

        assertThat(AbsentPlugin.problem("cache", "semantic", empty.caches().keySet()))
                .isEqualTo("no cache 'semantic'; add the dependency dev.postern:cache-semantic; present: none");
        assertThat(AbsentPlugin.problem(
                        "provider", "anyscale", empty.providers().keySet()))
                .isEqualTo("no provider 'anyscale'; add the dependency dev.postern:provider-anyscale; present: none");
    }

    private static Arguments rule(String rule, String config, String problem) {
        return Arguments.of(rule, config, problem);
    }
}
