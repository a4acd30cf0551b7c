/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a target has from the nodes above it. */
class ConfigInheritanceTest {
    @Test
    void overrideAndDefaultParamsMergeKeyByKeyAndTheChildWins() {
        TargetSettings child = child(
                "'override_params':{'model':'m','stop':{'a':1}},'default_params':{'x':1}",
                "'override_params':{'stop':{'b':2},'seed':1},'default_params':{'y':2}");

        assertThat(child.overrideParams().toJson()).hasToString("{\"model\":\"m\",\"stop\":{\"b\":2},\"seed\":1}");
        assertThat(child.defaultParams().toJson()).hasToString("{\"x\":1,\"y\":2}");
    }

    @Test
    void retryTimeoutHostAndForwardedHeadersAreTheParentsUnlessSet() {
        String parent = "'retry':2,'request_timeout':100,'custom_host':'https://h','forward_headers':['a']";

        TargetSettings inherited = child(parent, "'name':'c'");
        TargetSettings own = child(
                parent,
                "'retry':{'use_retry_after_header':true},'request_timeout':5,'custom_host':'https://i','forward_headers':[]");

        assertThat(inherited.retry().attempts()).isEqualTo(2);
        assertThat(inherited.requestTimeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(inherited.customHost()).isEqualTo("https://h");
        assertThat(inherited.forwardHeaders()).containsExactly("a");
        assertThat(own.retry()).isEqualTo(new RetryNode(0, RetryNode.DEFAULT_STATUS_CODES, true));
        assertThat(own.requestTimeout()).isEqualTo(Duration.ofMillis(5));
        assertThat(own.customHost()).isEqualTo("https://i");
        assertThat(own.forwardHeaders()).isEmpty();
    }

    @Test
    void droppedPathsAddUpAndMetadataMerges() {
        TargetSettings child = child(
                "'drop_params':['a','b'],'metadata':{'k':'1','l':'1'}", "'drop_params':['b','c'],'metadata':{'k':'2'}");

        assertThat(child.dropParams()).containsExactly("a", "b", "c");
        assertThat(child.metadata()).containsEntry("k", "2").containsEntry("l", "1");
    }

    @Test
    void strategyCacheStagesNameAndWeightAreNotInherited() {
        ConfigNode root = Configs.read(
                "{'name':'n','weight':4,'strategy':{'mode':'fallback'},'cache':'simple','stages':{'mask':{'word':'w'}},"
                        + "'targets':[{'provider':'openai'}]}");

        ConfigNode child = root.targets().get(0);
        assertThat(child.strategy().mode()).isEqualTo("single");
        assertThat(child.cache()).isNull();
        assertThat(child.stages()).isEmpty();
        assertThat(child.name()).isNull();
        assertThat(child.weight()).isEqualTo(1);
    }

    @Test
    void providerAndKeyAreInheritedTogether() {
        TargetSettings child = child("'provider':'anyscale','api_key':'k'", "'name':'c'");

        assertThat(child.provider()).isEqualTo("anyscale");
        assertThat(child.credential()).isEqualTo(new Credential.Literal(Secret.of("k")));
    }

    @Test
    void keyNeverGoesToAnotherProviderThanItsOwn() {
        TargetSettings child = child("'provider':'anyscale','api_key':'k'", "'provider':'openai'");

        assertThat(child.provider()).isEqualTo("openai");
        assertThat(child.credential()).isNull();
    }

    @Test
    void childThatRepeatsTheProviderKeepsTheKey() {
        TargetSettings child = child("'provider':'anyscale','api_key':'k'", "'provider':'anyscale'");

        assertThat(child.credential()).isEqualTo(new Credential.Literal(Secret.of("k")));
    }

    @Test
    void ownKeyIsForTheInheritedProvider() {
        TargetSettings child = child("'provider':'anyscale','api_key':'k'", "'api_key':'own'");

        assertThat(child.provider()).isEqualTo("anyscale");
        assertThat(child.credential()).isEqualTo(new Credential.Literal(Secret.of("own")));
    }

    @Test
    void virtualKeyTakesNothingOfTheParents() {
        TargetSettings child = child("'provider':'anyscale','api_key':'k'", "'virtual_key':'v'");

        assertThat(child.provider()).isNull();
        assertThat(child.credential()).isEqualTo(new Credential.VirtualKey("v"));
    }

    @Test
    void everythingReachesTargetsThroughSeveralLevels() {
        ConfigNode root = Configs.read("{'retry':1,'targets':[{'mode':'loadbalance','override_params':{'a':1},"
                + "'targets':[{'provider':'openai','override_params':{'b':2}}]}]}");

        ConfigNode leaf = root.targets().get(0).targets().get(0);
        assertThat(leaf.path()).isEqualTo("config.targets[0].targets[0]");
        assertThat(leaf.settings().retry().attempts()).isEqualTo(1);
        assertThat(leaf.settings().overrideParams().toJson()).hasToString("{\"a\":1,\"b\":2}");
    }

    private static TargetSettings child(String parentKeys, String childKeys) {
        String provider = (parentKeys + childKeys).contains("provider") || childKeys.contains("virtual_key")
                ? ""
                : "'provider':'openai',";
        ConfigNode root = Configs.read("{" + provider + parentKeys + ",'targets':[{" + childKeys + "}]}");
        return root.targets().get(0).settings();
    }
}
