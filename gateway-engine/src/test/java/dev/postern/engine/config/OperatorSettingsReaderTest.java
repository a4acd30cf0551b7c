/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.api.ConfigException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorSettingsReaderTest {
    private final OperatorSettingsReader reader = new OperatorSettingsReader(Configs.CATALOGUE);

    @Test
    void settingsOfProvidersAndAllowedHostsAreRead() {
        OperatorSettings settings = reader.read(
                Configs.json(
                        "{'providers':{'anyscale':{'baseUrl':'https://ray.example'}},'allow_hosts':['https://LLM.example:8443','http://h/']}"));

        assertThat(settings.providers().get("anyscale").get(Configs.BASE_URL)).isEqualTo("https://ray.example");
        assertThat(settings.allowedOrigins()).containsExactlyInAnyOrder("https://llm.example:8443", "http://h:80");
    }

    @Test
    void boundsOfTheExactCacheAreReadAndNoOtherCachesAre() {
        OperatorSettings settings =
                reader.read(Configs.json("{'caches':{'simple':{'max_bytes':1000000,'tenant_share':0.1}}}"));

        assertThat(settings.simpleCache().find(OperatorSettings.CACHE_BYTES)).contains(1_000_000L);
        assertThat(settings.simpleCache().find(OperatorSettings.CACHE_TENANT_SHARE))
                .contains(0.1);
        assertThat(settings.simpleCache().find(OperatorSettings.CACHE_ENTRY_BYTES))
                .isEmpty();
        assertThat(problems("{'caches':{'simple':{'tenant_share':2},'semantic':{}}}"))
                .containsExactlyInAnyOrder(
                        "caches.semantic: unknown key",
                        "caches.simple.tenant_share: expected a number from 0 to 1, found 2");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        List<String> problems = problems(
                "{'providers':{'anyscale':{'base_url':3,'api_token':[1],'upload':1},'anyscal':{},'openai':7},'allow_hosts':['https://u@h','h:1'],'allow_host':[]}");

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "allow_host: unknown key; did you mean allow_hosts?",
                        "providers.anyscale.upload: unknown key",
                        "providers.anyscale.base_url: expected a string, found 3",
                        "providers.anyscale.api_token: expected a string, found a list",
                        "providers.anyscal: no provider 'anyscal'; did you mean anyscale? present: anyscale, openai",
                        "providers.openai: expected an object, found 7",
                        "allow_hosts[0]: expected an origin such as https://llm.example:8443",
                        "allow_hosts[1]: expected an origin such as https://llm.example:8443");
    }

    @Test
    void settingsThatAreNoJsonAreReportedWithTheirPlace() {
        assertThat(problems("{'providers':}")).containsExactly("settings: not valid JSON at line 1, column 14");
        assertThat(problems("{'providers':{},'providers':{}}")).containsExactly("settings.providers: written twice");
    }

    @Test
    void builderGivesTheSameSettingsAsTheFile() {
        Problems problems = new Problems();

        var settings =
                reader.provider("anyscale", Map.of("base_url", "https://ray.example", "max_concurrent", 5), problems);

        problems.throwIfAny();
        assertThat(settings.get(Configs.BASE_URL)).isEqualTo("https://ray.example");
    }

    @Test
    void builderTakesJsonsOwnTypesOnly() {
        Problems problems = new Problems();

        reader.provider("anyscale", Map.of("base_url", Arrays.asList("a", null, Duration.ZERO)), problems);

        assertThatThrownBy(problems::throwIfAny)
                .hasMessageContaining(
                        "providers.anyscale.base_url[2]: expected JSON's own types, nested at most 100 levels, found a"
                                + " java.time.Duration")
                .hasMessageContaining("providers.anyscale.base_url: expected a string, found a list");
    }

    @Test
    void originHasSchemeHostAndPort() {
        assertThat(OperatorSettingsReader.origin("https://llm.example")).isEqualTo("https://llm.example:443");
        assertThat(OperatorSettingsReader.origin("http://[::1]:8080")).isEqualTo("http://[::1]:8080");
        assertThatThrownBy(() -> OperatorSettingsReader.origin("https://llm.example/v1"))
                .hasMessageContaining("allow_hosts: expected an origin such as https://llm.example:8443");
    }

    private List<String> problems(String text) {
        return catchThrowableOfType(ConfigException.class, () -> reader.read(Configs.json(text)))
                .problems();
    }
}
