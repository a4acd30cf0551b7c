/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the libraries below the transport do unasked, on the versions that are shipped: the reasons for how the transport
 * is built. Where one of these fails after an upgrade, a guard may have become unnecessary, or needs to be another one.
 */
@Timeout(60)
class BuildingBlocksTest {
    private static String post(String url) throws Exception {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            HttpPost post = new HttpPost(url);
            post.setHeader("x-api-key", "canary");
            post.setEntity(new StringEntity("{}"));
            return client.execute(
                    post, response -> response.getCode() + " " + EntityUtils.toString(response.getEntity()));
        }
    }

    private static String url(ScriptedServer server) {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    @Test
    void clientSendsAPostAgainAfter503() throws Exception {
        String busy = "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 2\r\n\r\n{}";
        try (ScriptedServer server = ScriptedServer.answering(busy)) {
            post(url(server));

            assertThat(server.requests).hasSizeGreaterThan(1);
        }
    }

    @Test
    void clientFollowsARedirectToAnotherOriginWithTheKey() throws Exception {
        try (ScriptedServer other = ScriptedServer.answering(ScriptedServer.ok("{}"));
                ScriptedServer server = ScriptedServer.answering(
                        "HTTP/1.1 307 Moved\r\nLocation: " + url(other) + "\r\nContent-Length: 0\r\n\r\n")) {
            post(url(server));

            assertThat(other.requests).singleElement().asString().contains("x-api-key: canary");
        }
    }

    @Test
    void clientInflatesWithoutABound() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[20 << 20]);
        }
        String answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n\r\n"
                + bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            assertThat(post(url(server))).hasSizeGreaterThan(20 << 20);
            assertThat(bytes.size()).isLessThan(1 << 16);
        }
    }

    @Test
    void clientBoundsHeadersByItself() {
        // Not so before httpcore 5.4, where 2 MB of headers passed; the transport sets its own bounds on any version.
        assertThat(Http1Config.DEFAULT.getMaxLineLength()).isPositive();
        assertThat(Http1Config.DEFAULT.getMaxHeaderCount()).isPositive();
    }

    @Test
    void clientNamesItselfAndItsJvm() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"))) {
            post(url(server));

            assertThat(server.requests.get(0))
                    .contains("User-Agent: Apache-HttpClient/")
                    .contains("Java/");
        }
    }

    @Test
    void poolHasFiveConnectionsAHost() {
        try (PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager()) {
            assertThat(pool.getDefaultMaxPerRoute()).isEqualTo(5);
            assertThat(pool.getMaxTotal()).isEqualTo(25);
        }
    }

    @Test
    void clientTakesBytesBeyondAnAnswerForTheNextOne() throws Exception {
        String two = ScriptedServer.ok("one") + ScriptedServer.ok("two");
        try (ScriptedServer server = ScriptedServer.answering(two);
                CloseableHttpClient client = HttpClients.createDefault()) {
            String first = client.execute(new HttpPost(url(server)), r -> EntityUtils.toString(r.getEntity()));
            String second = client.execute(new HttpPost(url(server)), r -> EntityUtils.toString(r.getEntity()));

            assertThat(first + " " + second).isEqualTo("one two");
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void jdkReadsOddSpellingsAsLocalAddresses() throws Exception {
        for (String odd : new String[] {"127.1", "0", "2130706433"}) {
            InetAddress address = InetAddress.getByName(odd);
            assertThat(address.isLoopbackAddress() || address.isAnyLocalAddress())
                    .isTrue();
        }
        for (String missed : new String[] {"fd00::1", "100.64.0.1", "64:ff9b::a00:1", "2002:a00:1::"}) {
            InetAddress address = InetAddress.getByName(missed);
            assertThat(address.isSiteLocalAddress() || address.isLinkLocalAddress() || address.isLoopbackAddress())
                    .isFalse();
        }
    }
}
