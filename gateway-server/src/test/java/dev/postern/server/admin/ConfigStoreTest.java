/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.ConfigException;
import dev.postern.spi.ConfigSource.NamedConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStoreTest {
    private static final String ONE = "{\"provider\":\"anyscale\"}";
    private static final String TWO = "{\"provider\":\"openai\"}";
    private static final ConfigCheck ANYTHING = (json, operator) -> {};

    @TempDir
    Path folder;

    private AdminStore store;

    @BeforeEach
    void open() {
        store = AdminStore.open(folder, MasterKey.inFolder(folder));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void savedConfigIsFoundByNameAndIdOfItsTenantOnly() {
        SavedConfig saved = put("acme", "main", ONE);

        assertThat(saved.id()).matches("pc-main-[0-9a-f]{12}");
        assertThat(find("acme", "main")).contains(ONE);
        assertThat(find("acme", saved.id())).contains(ONE);
        assertThat(find("other", "main")).isEmpty();
        assertThat(find("other", saved.id())).isEmpty();
    }

    @Test
    void everyonesConfigIsFoundByAllTenantsButATenantsOwnGoesFirst() {
        put(AdminStore.EVERYONE, "main", ONE);
        put("acme", "main", TWO);

        assertThat(find("acme", "main")).contains(TWO);
        assertThat(find("other", "main")).contains(ONE);
    }

    @Test
    void putOfAKnownNameMakesANewVersionUnderTheSameId() {
        SavedConfig first = put("acme", "main", ONE);
        String before = store.configs().find("acme", "main").orElseThrow().version();

        SavedConfig second = put("acme", "main", TWO);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.version()).isEqualTo(2);
        assertThat(find("acme", "main")).contains(TWO);
        assertThat(store.configs().find("acme", "main").orElseThrow().version()).isNotEqualTo(before);
        assertThat(store.configs().versions(first.id())).containsExactly(first, second);
    }

    @Test
    void deletedAndSavedAgainHasAnotherVersion() {
        put("acme", "main", ONE);
        String before = store.configs().find("acme", "main").orElseThrow().version();

        assertThat(store.configs().delete("acme", "main")).isTrue();
        assertThat(find("acme", "main")).isEmpty();
        assertThat(store.configs().delete("acme", "main")).isFalse();
        put("acme", "main", TWO);

        assertThat(store.configs().find("acme", "main").orElseThrow().version()).isNotEqualTo(before);
    }

    @Test
    void oldVersionsAreForgotten() {
        String id = "";
        for (int i = 0; i < ConfigStore.MAX_VERSIONS + 3; i++) {
            id = put("acme", "main", ONE).id();
        }

        assertThat(store.configs().versions(id))
                .hasSize(ConfigStore.MAX_VERSIONS)
                .first()
                .extracting(SavedConfig::version)
                .isEqualTo(4L);
    }

    @Test
    void renamedConfigKeepsIdAndText() {
        SavedConfig saved = put("acme", "main", ONE);

        Optional<SavedConfig> renamed = store.configs().rename("acme", saved.id(), "other");

        assertThat(renamed).map(SavedConfig::name).contains("other");
        assertThat(find("acme", "main")).isEmpty();
        assertThat(find("acme", "other")).contains(ONE);
        assertThat(find("acme", saved.id())).contains(ONE);
    }

    @Test
    void createAndRenameRefuseATakenName() {
        put("acme", "main", ONE);
        SavedConfig other = put("acme", "other", ONE);

        assertThatThrownBy(() -> store.configs().create(config("acme", "main", TWO), ANYTHING))
                .hasMessageStartingWith("name: there is a config of that name; change it, or choose another");
        assertThatThrownBy(() -> store.configs().rename("acme", other.id(), "main"))
                .hasMessageStartingWith("name: there is a config of that name");
        assertThat(find("acme", "main")).contains(ONE);
    }

    @Test
    void checkSeesTextAndTrustAndRefusesBeforeAnythingIsSaved() {
        List<String> seen = new ArrayList<>();
        ConfigCheck check = (json, operator) -> {
            seen.add(json + operator);
            throw new ConfigException("config.x: unknown");
        };

        assertThatThrownBy(() -> store.configs().put(NewConfig.forEveryone("main", ONE), check))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> store.configs().put(config("acme", "main", TWO), check))
                .isInstanceOf(ConfigException.class);

        assertThat(seen).containsExactly(ONE + true, TWO + false);
        assertThat(store.configs().list()).isEmpty();
    }

    @Test
    void onlyWhatTheOperatorSavedIsTrusted() {
        put("acme", "main", ONE);
        store.configs().put(NewConfig.forEveryone("shared", ONE), ANYTHING);

        assertThat(store.configs().find("acme", "main"))
                .map(NamedConfig::trusted)
                .contains(false);
        assertThat(store.configs().find("acme", "shared"))
                .map(NamedConfig::trusted)
                .contains(true);
    }

    @Test
    void badNamesAndLongTextsAreRefused() {
        for (String name : List.of("", "Main", "a b", "ä", "a/b", "x".repeat(65))) {
            assertThatThrownBy(() -> put("acme", name, ONE))
                    .hasMessageStartingWith("name: expected 1 to 64 of the characters a-z 0-9 . _ -");
        }
        assertThatThrownBy(() -> put("acme", "pc-main", ONE)).hasMessageStartingWith("name: 'pc-' begins ids");
        assertThatThrownBy(() -> put("a/b", "main", ONE)).hasMessageStartingWith("tenant: ");
        String blanks = " ".repeat(ConfigStore.MAX_BYTES);
        assertThatThrownBy(() -> put("acme", "main", ONE + blanks))
                .hasMessageStartingWith("config: expected at most 1048576 bytes");
    }

    @Test
    void configWithAMaskedKeyIsRefused() {
        assertThatThrownBy(() -> put("acme", "main", "{\"targets\":[{\"provider\":\"openai\",\"api_key\":\"***\"}]}"))
                .hasMessageStartingWith("config: an api_key is '***'");
    }

    @Test
    void configsSurviveReopening() {
        SavedConfig saved = put("acme", "main", ONE);
        put("acme", "keyed", "{\"provider\":\"openai\",\"api_key\":\"sk-1\"}");

        store.close();
        open();

        assertThat(store.configs().get("acme", "main")).contains(saved);
        assertThat(find("acme", "main")).contains(ONE);
        assertThat(find("acme", "keyed")).contains("{\"provider\":\"openai\",\"api_key\":\"sk-1\"}");
    }

    private SavedConfig put(String tenant, String name, String json) {
        return store.configs().put(config(tenant, name, json), ANYTHING);
    }

    private static NewConfig config(String tenant, String name, String json) {
        return new NewConfig(tenant, name, json, false, "key");
    }

    private Optional<String> find(String tenant, String name) {
        return store.configs().find(tenant, name).map(NamedConfig::json);
    }
}
