/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Secret;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One tree from every form in which it may be written. */
class ConfigFormsTest {
    private static final String OF_2023 = """
            {
            	"mode": "fallback",
            	"options": [
            		{
            			"provider": "anyscale", "api_key": "...",
            			"override_params": {"model": "meta-llama/Llama-2-7b-chat-hf"}
            		},
            		{
            			"provider": "anyscale", "api_key": "...",
            			"override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}
            		}
            	]
            }""";

    private static final String OF_TODAY = """
            {
              "strategy": {"mode": "fallback"},
              "targets": [
                {"provider": "anyscale", "api_key": "...", "override_params": {"model": "meta-llama/Llama-2-7b-chat-hf"}},
                {"provider": "anyscale", "api_key": "...", "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}
              ]
            }""";

    @Test
    void formOf2023IsReadAsTodaysTree() {
        ConfigNode root = Configs.read(OF_2023);

        ConfigNode second = root.targets().get(1);
        assertThat(root.strategy().mode()).isEqualTo("fallback");
        assertThat(second.path()).isEqualTo("config.targets[1]");
        assertThat(second.settings().provider()).isEqualTo("anyscale");
        assertThat(second.settings().credential()).isEqualTo(new Credential.Literal(Secret.of("...")));
        assertThat(second.settings().overrideParams().toJson())
                .hasToString("{\"model\":\"mistralai/Mistral-7B-Instruct-v0.1\"}");
        assertThat(withoutStrategySettings(root)).isEqualTo(withoutStrategySettings(Configs.read(OF_TODAY)));
    }

    @Test
    void modeOf2023MayStandBesideTodaysStrategy() {
        ConfigNode root = Configs.read(
                "{'mode':'fallback','strategy':{'onStatusCodes':[429]},'targets':[{'provider':'openai'}]}");

        assertThat(root.strategy().mode()).isEqualTo("fallback");
        assertThat(root.strategy().settings().get(Configs.ON_STATUS_CODES)).containsExactly(429L);
    }

    @Test
    void cacheAndRetryMayBeWrittenAlone() {
        ConfigNode root = Configs.read("{'cache':'simple','retry':3}");

        assertThat(root.cache()).satisfies(cache -> {
            assertThat(cache.mode()).isEqualTo("simple");
            assertThat(cache.maxAge()).isEqualTo(java.time.Duration.ofDays(7));
        });
        assertThat(root.settings().retry()).isEqualTo(new RetryNode(3, Set.of(429, 500, 502, 503, 504, 529), false));
    }

    @Test
    void camelCaseIsReadLikeSnakeCase() {
        ConfigNode camel = Configs.read(
                "{'targets':[{'provider':'openai','apiKey':'k','customHost':'https://h','requestTimeout':5,'overrideParams':{'a':1},"
                        + "'defaultParams':{'b':1},'dropParams':['c'],'forwardHeaders':['d'],"
                        + "'retry':{'attempts':1,'onStatusCodes':[500],'useRetryAfterHeader':true}},{'virtualKey':'v'}]}");
        ConfigNode snake = Configs.read(
                "{'targets':[{'provider':'openai','api_key':'k','custom_host':'https://h','request_timeout':5,'override_params':{'a':1},"
                        + "'default_params':{'b':1},'drop_params':['c'],'forward_headers':['d'],"
                        + "'retry':{'attempts':1,'on_status_codes':[500],'use_retry_after_header':true}},{'virtual_key':'v'}]}");

        assertThat(camel.targets().get(0).settings())
                .isEqualTo(snake.targets().get(0).settings());
        assertThat(camel.targets().get(1).settings())
                .isEqualTo(snake.targets().get(1).settings());
    }

    @Test
    void parametersKeepTheirOwnSpelling() {
        ConfigNode root = Configs.read("{'override_params':{'maxTokens':1,'apiKey':2}}");

        assertThat(root.settings().overrideParams().toJson()).hasToString("{\"maxTokens\":1,\"apiKey\":2}");
    }

    @Test
    void numbersOfParametersKeepTheirText() {
        ConfigNode root = Configs.read("{'override_params':{'a':1.0,'b':1e2,'c':12345678901234567890}}");

        assertThat(root.settings().overrideParams().toJson())
                .hasToString("{\"a\":1.0,\"b\":1e2,\"c\":12345678901234567890}");
    }

    @Test
    void nobodyCanChangeTheParametersThatWereRead() {
        ConfigNode root = Configs.read("{'override_params':{'a':{'b':1}}}");

        root.settings().overrideParams().toJson().getAsJsonObject("a").addProperty("b", 2);

        assertThat(root.settings().overrideParams().toJson()).hasToString("{\"a\":{\"b\":1}}");
    }

    private static java.util.List<TargetSettings> withoutStrategySettings(ConfigNode root) {
        return root.targets().stream().map(ConfigNode::settings).toList();
    }
}
