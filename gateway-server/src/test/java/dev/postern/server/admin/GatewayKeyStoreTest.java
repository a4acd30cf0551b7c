/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.InvalidRequestException;
import dev.postern.server.Caller;
import dev.postern.spi.Right;
import dev.postern.testkit.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayKeyStoreTest {
    private static final Set<Right> CALLER = Set.of(Right.CALL, Right.FEEDBACK);

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private AdminStore store;

    @BeforeEach
    void open() {
        store = AdminStore.openForServer(folder, MasterKey.inFolder(folder), time);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void createdKeyIsKnownAtOnceWithTenantAndRights() {
        CreatedKey created = store.keys().create(new NewKey("app", "acme", CALLER, null));

        assertThat(store.keys().find(created.secret().reveal()))
                .contains(new Caller("acme", created.key().id(), CALLER));
    }

    @Test
    void keyWithoutTenantHasOneOfItsOwn() {
        CreatedKey created = store.keys().create(NewKey.named("app", CALLER));

        assertThat(created.key().tenant()).isEqualTo(created.key().id());
    }

    @Test
    void keyIsPrefixIdRandomAndCheck() {
        CreatedKey created = store.keys().create(NewKey.named("app", CALLER));

        assertThat(created.secret().reveal())
                .startsWith("pst_" + created.key().id())
                .matches("pst_[0-9A-Za-z]{59}");
    }

    @Test
    void anyTypoIsSeenWithoutLookUp() {
        String key = store.keys().create(NewKey.named("app", CALLER)).secret().reveal();

        for (int i = 0; i < key.length(); i++) {
            char other = key.charAt(i) == 'x' ? 'y' : 'x';
            String typo = key.substring(0, i) + other + key.substring(i + 1);
            assertThat(KeyText.isWellFormed(KeyText.ascii(typo))).as(typo).isFalse();
            assertThat(store.keys().find(typo)).isEmpty();
        }
        assertThat(store.keys().find(key.substring(1))).isEmpty();
        assertThat(store.keys().find(key + "0")).isEmpty();
        assertThat(store.keys().find("")).isEmpty();
        assertThat(store.keys().find("pst_ü")).isEmpty();
    }

    @Test
    void wellFormedKeyOfKnownIdWithOtherSecretIsRefused() {
        CreatedKey created = store.keys().create(NewKey.named("app", CALLER));
        String forged = KeyText.newKey(created.key().id(), new java.security.SecureRandom());

        assertThat(KeyText.isWellFormed(KeyText.ascii(forged))).isTrue();
        assertThat(store.keys().find(forged)).isEmpty();
    }

    @Test
    void wellFormedKeyOfUnknownIdIsRefused() {
        assertThat(store.keys().find(KeyText.newKey("0000000000", new java.security.SecureRandom())))
                .isEmpty();
    }

    @Test
    void revokedKeyIsRefusedAtOnceAndForGood() {
        CreatedKey created = store.keys().create(NewKey.named("app", CALLER));

        boolean known = store.keys().revoke(created.key().id());

        assertThat(known).isTrue();
        assertThat(store.keys().find(created.secret().reveal())).isEmpty();
        assertThat(store.keys().list())
                .extracting(key -> key.status(time.now()))
                .containsExactly("revoked");
        reopen();
        assertThat(store.keys().find(created.secret().reveal())).isEmpty();
    }

    @Test
    void revokingAnUnknownKeySaysSo() {
        assertThat(store.keys().revoke("nobody")).isFalse();
    }

    @Test
    void revokingTheLastKeyDoesNotOpenTheFace() {
        assertThat(store.keys().required()).isFalse();
        CreatedKey created = store.keys().create(NewKey.named("app", CALLER));
        assertThat(store.keys().required()).isTrue();

        store.keys().revoke(created.key().id());

        assertThat(store.keys().required()).isTrue();
    }

    @Test
    void keyEndsAtItsExpiry() {
        CreatedKey created =
                store.keys().create(new NewKey("app", null, CALLER, time.now().plus(Duration.ofHours(1))));
        String secret = created.secret().reveal();
        assertThat(store.keys().find(secret)).isPresent();

        time.advance(Duration.ofMinutes(59));
        assertThat(store.keys().find(secret)).isPresent();
        time.advance(Duration.ofMinutes(1));

        assertThat(store.keys().find(secret)).isEmpty();
        assertThat(store.keys().list().get(0).status(time.now())).isEqualTo("expired");
    }

    @Test
    void keysSurviveReopening() {
        CreatedKey created = store.keys().create(new NewKey("app", "acme", Set.of(Right.ADMIN), null));

        reopen();

        assertThat(store.keys().find(created.secret().reveal())).isPresent();
        assertThat(store.keys().list("acme")).containsExactly(created.key());
        assertThat(store.keys().list("other")).isEmpty();
    }

    @Test
    void badFieldsAreNamed() {
        assertThatThrownBy(() -> store.keys().create(NewKey.named("a\nb", CALLER)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("name: expected 1 to 128 characters without line ends");
        assertThatThrownBy(() -> store.keys().create(NewKey.named("app", Set.of())))
                .hasMessageStartingWith("rights: expected some of call,feedback,logs,payloads,admin");
        assertThatThrownBy(() -> store.keys().create(NewKey.named("app", Set.of(Right.NONE))))
                .hasMessageStartingWith("rights: ");
        assertThatThrownBy(() -> store.keys().create(new NewKey("app", "*", CALLER, null)))
                .hasMessageStartingWith("tenant: expected 1 to 64 of the characters");
        assertThatThrownBy(() -> store.keys().create(new NewKey("app", null, CALLER, time.now())))
                .hasMessageStartingWith("expires_at: expected a moment to come");
    }

    private void reopen() {
        store.close();
        store = AdminStore.openForServer(folder, MasterKey.inFolder(folder), time);
    }
}
