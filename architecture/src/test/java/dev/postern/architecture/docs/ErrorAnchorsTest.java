/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.CancelledException;
import dev.postern.api.ConfigException;
import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.PermissionException;
import dev.postern.api.PluginException;
import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.api.StreamBrokenException;
import dev.postern.api.UnreachableException;
import dev.postern.api.UpstreamException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorAnchorsTest {
    private static final List<GatewayException> ONE_OF_EACH = List.of(
            new CancelledException("", false),
            new ConfigException(""),
            DeadlineException.ofCall("", false),
            new InvalidRequestException("", null),
            new MalformedBodyException("", 1, 1),
            new PermissionException(""),
            new PluginException("", false, null),
            new RefusedException("", null),
            new StreamBrokenException("", Body.empty()),
            new UnreachableException("", false, null),
            new UpstreamException(new Reply.Whole(500, Headers.empty(), Body.empty()), null));

    @Test
    void everyErrorHasASectionInTheGuide() throws IOException {
        Document guide = Document.read("docs/errors.md");

        for (GatewayException error : ONE_OF_EACH) {
            assertThat(error.anchor()).startsWith("docs/errors.md#");
            assertThat(guide.anchors()).contains(error.anchor().substring("docs/errors.md#".length()));
            assertThat(String.join(" ", guide.prose()))
                    .contains("`" + error.getClass().getSimpleName() + "`");
        }
    }

    @Test
    void noErrorIsForgottenHere() {
        assertThat(ONE_OF_EACH)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrder(GatewayException.class.getPermittedSubclasses());
    }
}
