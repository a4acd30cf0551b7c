/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.postern.api.Secret;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials come in by three ways and go out by none. */
class ConfigSecretsTest {
    private static final String CANARY = "c4n4ry";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'api_key':['c4n4ry']}",
                "{'api_key':{'value':'c4n4ry'}}",
                "{'api_key':'c4n4ry\\n'}",
                "{'api_key':'Bearer ${env:c4n4ry}'}",
                "{'api_key':'c4n4ry','virtual_key':'x'}",
                "{'apikey':'c4n4ry'}",
                "{'authorization':'Bearer c4n4ry'}",
                "{'provider':'sk-c4n4ry'}",
                "{'provider':'esecret_c4n4ry'}",
                "{'weight':'sk-c4n4ry'}",
                "{'sk-c4n4ry':1}",
                "{'custom_host':'https://user:c4n4ry@llm.example'}",
                "{'forward_headers':['authorization: Bearer c4n4ry']}",
                "{'metadata':{'token':['c4n4ry']}}",
                "{'stages':{'mask':{'word':{'k':'c4n4ry'}}}}",
                "{'api_key':'c4n4ry',,}",
                "{'api_key':c4n4ry}"
            })
    void misplacedSecretIsNotEchoed(String config) {
        List<String> problems = Configs.problems(config);

        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).doesNotContain(CANARY));
    }

    @Test
    void callersConfigGetsNoVariableNorALookAtOne() {
        AtomicInteger looks = new AtomicInteger();

        Throwable thrown = Assertions.catchThrowable(() -> new ConfigReader(Configs.CATALOGUE)
                .read(Configs.json("{'provider':'anyscale','api_key':'${env:c4n4ry}'}"), Trust.CALLER, name -> {
                    looks.incrementAndGet();
                    return Optional.of("x");
                }));

        assertThat(thrown)
                .hasMessageContaining("config.api_key: ${env:…} is allowed only in the operator's own configs")
                .hasMessageNotContaining(CANARY);
        assertThat(looks).hasValue(0);
    }

    @Test
    void operatorsConfigTakesKeyAndHostFromVariables() {
        ConfigNode root = new ConfigReader(Configs.CATALOGUE)
                .read(
                        Configs.json("{'provider':'anyscale','api_key':'${env:KEY}','custom_host':'${env:HOST_1}'}"),
                        Trust.OPERATOR,
                        name -> Optional.of(name.equals("KEY") ? "secret" : "https://llm.example/v1"));

        assertThat(root.settings().credential()).isEqualTo(new Credential.FromEnvironment("KEY", Secret.of("secret")));
        assertThat(root.settings().customHost()).isEqualTo("https://llm.example/v1");
    }

    @Test
    void valueOfVariableIsNotEchoedWhereverItIsUsed() {
        Throwable thrown = Assertions.catchThrowable(() -> new ConfigReader(Configs.CATALOGUE)
                .read(
                        Configs.json(
                                "{'targets':[{'provider':'${env:KEY}'},{'provider':'openai','custom_host':'${env:KEY}'}]}"),
                        Trust.OPERATOR,
                        name -> Optional.of(CANARY)));

        assertThat(thrown)
                .hasMessageContaining("config.targets[0].provider: no provider '${env:KEY}'; present: anyscale, openai")
                .hasMessageContaining("config.targets[1].custom_host: expected an absolute")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void callersConfigMayCarryItsOwnKey() {
        ConfigNode root = Configs.read("{'provider':'anyscale','api_key':'c4n4ry'}", Trust.CALLER);

        assertThat(root.settings().credential()).isEqualTo(new Credential.Literal(Secret.of(CANARY)));
        assertThat(root.toString()).doesNotContain(CANARY);
    }

    @Test
    void printedTreeShowsNamesOfParametersOnly() {
        ConfigNode root = Configs.read("{'override_params':{'user':'c4n4ry'}}");

        assertThat(root.toString()).contains("user").doesNotContain(CANARY);
    }

    @Test
    void everyWayToAKeyIsKnownToThisTest() {
        for (Class<?> way : Credential.class.getPermittedSubclasses()) {
            if (!List.of(Credential.Literal.class, Credential.FromEnvironment.class, Credential.VirtualKey.class)
                    .contains(way)) {
                fail("write a test for " + way);
            }
        }
    }
}
