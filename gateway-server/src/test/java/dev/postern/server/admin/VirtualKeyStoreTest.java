/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.PluginException;
import dev.postern.api.Secret;
import dev.postern.spi.CredentialSource.Credential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualKeyStoreTest {
    private static final String OTHER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

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
    void storedCredentialIsFoundByItsTenantOnly() {
        put("acme", "main", "sk-1");

        assertThat(store.virtualKeys().find("acme", "main"))
                .contains(new Credential(Secret.of("sk-1"), "anyscale", "https://host/v1"));
        assertThat(find("other", "main")).isEmpty();
        assertThat(find("acme", "other")).isEmpty();
    }

    @Test
    void everyonesCredentialIsFoundByAllTenantsButATenantsOwnGoesFirst() {
        put(AdminStore.EVERYONE, "main", "sk-1");
        put("acme", "main", "sk-2");

        assertThat(find("acme", "main")).contains("sk-2");
        assertThat(find("other", "main")).contains("sk-1");
    }

    @Test
    void secretIsRotatedByPuttingItAgain() {
        StoredVirtualKey first = put("acme", "main", "sk-1");

        StoredVirtualKey second = put("acme", "main", "sk-2");

        assertThat(find("acme", "main")).contains("sk-2");
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(store.virtualKeys().list("acme")).containsExactly(second);
    }

    @Test
    void deletedCredentialIsGoneAtOnce() {
        put("acme", "main", "sk-1");

        assertThat(store.virtualKeys().delete("acme", "main")).isTrue();

        assertThat(find("acme", "main")).isEmpty();
        assertThat(store.virtualKeys().delete("acme", "main")).isFalse();
    }

    @Test
    void credentialSurvivesReopeningWithTheKeyOfTheFile() {
        put("acme", "main", "sk-1");

        reopen(MasterKey.inFolder(folder));

        assertThat(find("acme", "main")).contains("sk-1");
    }

    @Test
    void credentialSurvivesReopeningWithTheKeyOfTheEnvironment() {
        Map<String, String> environment = Map.of(MasterKey.VARIABLE, OTHER_KEY + "\n");
        reopen(MasterKey.from(environment, folder));
        put("acme", "main", "sk-1");

        reopen(MasterKey.from(environment, folder));

        assertThat(find("acme", "main")).contains("sk-1");
        assertThat(folder.resolve("master.key")).doesNotExist();
    }

    @Test
    void anotherMasterKeyIsRefusedAndNothingIsLost() {
        put("acme", "main", "sk-1");

        reopen(MasterKey.of(OTHER_KEY));
        assertThatThrownBy(() -> put("acme", "other", "sk-2"))
                .isInstanceOf(AdminStoreException.class)
                .hasMessageStartingWith("the master key is not the one that the stored credentials are encrypted with");
        assertThatThrownBy(() -> find("acme", "main"))
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith("stored credential 'main' cannot be decrypted: the master key is not the one");
        store.close();
        assertThatThrownBy(() -> AdminStore.openForServer(folder, MasterKey.of(OTHER_KEY)))
                .hasMessageStartingWith("the master key is not the one");

        store = AdminStore.openForServer(folder, MasterKey.inFolder(folder));
        assertThat(find("acme", "main")).contains("sk-1");
        assertThat(find("acme", "other")).isEmpty();
    }

    @Test
    void missingMasterKeyIsNotMadeAnewWhileSomethingIsEncrypted() throws Exception {
        put("acme", "main", "sk-1");
        Path file = folder.resolve("master.key");
        byte[] kept = Files.readAllBytes(file);
        Files.delete(file);

        reopen(MasterKey.inFolder(folder));
        assertThatThrownBy(() -> put("acme", "other", "sk-2"))
                .hasMessageStartingWith("the master key is missing: stored credentials need " + file);
        store.close();
        assertThatThrownBy(() -> AdminStore.openForServer(folder, MasterKey.inFolder(folder)))
                .hasMessageStartingWith("the master key is missing");
        assertThat(file).doesNotExist();

        Files.write(file, kept);
        open();
        assertThat(find("acme", "main")).contains("sk-1");
    }

    @Test
    void keysAndPlainConfigsNeedNoMasterKey() throws Exception {
        put("acme", "main", "sk-1");
        Files.delete(folder.resolve("master.key"));

        reopen(MasterKey.inFolder(folder));
        store.configs().put(NewConfig.forEveryone("main", "{}"), (json, operator) -> {});

        assertThat(store.virtualKeys().list()).hasSize(1);
    }

    @Test
    void textThatIsNoMasterKeyIsNotQuoted() {
        assertThatThrownBy(() -> MasterKey.of("hunter2!"))
                .isInstanceOf(AdminStoreException.class)
                .hasMessage("POSTERN_MASTER_KEY holds no master key: expected 32 bytes in Base64,"
                        + " as `openssl rand -base64 32` prints them")
                .hasNoCause();
        assertThatThrownBy(() -> MasterKey.of("aHVudGVyMg==")).hasMessageNotContaining("aHVudGVyMg");
    }

    @Test
    void ciphertextThatWasTamperedWithIsRefused() throws Exception {
        put("acme", "main", "sk-1");
        put("acme", "other", "sk-2");

        execute("UPDATE virtual_key SET secret = CAST(substr(secret, 1, 20)"
                + " || CASE hex(substr(secret, 21, 1)) WHEN '00' THEN x'01' ELSE x'00' END"
                + " || substr(secret, 22) AS BLOB) WHERE name = 'main'");

        assertThatThrownBy(() -> find("acme", "main"))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("cannot be decrypted");
        assertThat(find("acme", "other")).contains("sk-2");
    }

    @Test
    void ciphertextOfAnotherRowOrWithAnotherBaseUrlIsRefused() throws Exception {
        put("acme", "main", "sk-1");
        put("acme", "other", "sk-2");
        put("acme", "moved", "sk-3");

        execute("UPDATE virtual_key SET secret = (SELECT secret FROM virtual_key WHERE name = 'other')"
                + " WHERE name = 'main'");
        execute("UPDATE virtual_key SET base_url = 'https://evil/v1' WHERE name = 'moved'");

        assertThatThrownBy(() -> find("acme", "main")).hasMessageContaining("cannot be decrypted");
        assertThatThrownBy(() -> find("acme", "moved")).hasMessageContaining("cannot be decrypted");
    }

    @Test
    void badFieldsAreNamed() {
        Secret secret = Secret.of("sk-1");
        assertThatThrownBy(() -> store.virtualKeys().put(new NewVirtualKey("acme", "A", "anyscale", null, secret)))
                .hasMessageStartingWith("name: expected 1 to 64 of the characters a-z 0-9 . _ -");
        assertThatThrownBy(() -> store.virtualKeys().put(new NewVirtualKey("acme", "a", "", null, secret)))
                .hasMessageStartingWith("provider: ");
        for (String url : new String[] {"host", "ftp://host", "https://u@host", "https://host?x", "https://h#f", "%"}) {
            assertThatThrownBy(() -> store.virtualKeys().put(new NewVirtualKey("acme", "a", "anyscale", url, secret)))
                    .hasMessageStartingWith("base_url: expected a URL such as https://host/v1");
        }
    }

    private StoredVirtualKey put(String tenant, String name, String secret) {
        return store.virtualKeys()
                .put(new NewVirtualKey(tenant, name, "anyscale", "https://host/v1", Secret.of(secret)));
    }

    private Optional<String> find(String tenant, String name) {
        return store.virtualKeys()
                .find(tenant, name)
                .map(credential -> credential.secret().reveal());
    }

    private void reopen(MasterKey key) {
        store.close();
        store = AdminStore.open(folder, key);
    }

    private void execute(String sql) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("admin.db"));
                var statement = other.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
        reopen(MasterKey.inFolder(folder));
    }
}
