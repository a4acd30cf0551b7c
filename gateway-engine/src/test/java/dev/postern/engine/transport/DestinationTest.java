/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.api.ConfigException;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.PermissionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, https://api.example.com:443, ''",
        "https://api.example.com/, https://api.example.com:443, ''",
        "HTTPS://API.Example.COM:8443/v1, https://api.example.com:8443, /v1",
        "https://api.example.com/v1/, https://api.example.com:443, /v1",
        "http://localhost:8000/serve/llm, http://localhost:8000, /serve/llm",
        "http://ray_head:8000, http://ray_head:8000, ''",
        "http://10.1.2.3, http://10.1.2.3:80, ''",
        "http://[::1]:8000/v1, http://[0:0:0:0:0:0:0:1]:8000, /v1",
        "http://[FE80::1], http://[fe80:0:0:0:0:0:0:1]:80, ''",
        "https://xn--bcher-kva.example, https://xn--bcher-kva.example:443, ''",
    })
    void operatorsUrlIsReadWithItsDefaults(String url, String origin, String basePath) {
        Destination destination = Destination.parse(url, "base_url");

        assertThat(destination.origin()).isEqualTo(origin);
        assertThat(destination.basePath()).isEqualTo(basePath);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example.com",
                "ftp://a",
                "file:///etc/passwd",
                "//a",
                "http://",
                "https:///v1",
                "http:/a",
                "http://user:secret@a",
                "http://a@b",
                "http://a?x=1",
                "http://a/#f",
                "http://a#@b",
                "http://a\\@b",
                "http://127.1",
                "http://0",
                "http://2130706433",
                "http://0x7f000001",
                "http://0x7f.1",
                "http://0177.0.0.1",
                "http://127.0.0.01",
                "http://1.2.3.256",
                "http://1.2.3",
                "http://1.2.3.4.5",
                "http://127.0.0.1.",
                "http://a.",
                "http://a..b",
                "http://.a",
                "http://-a",
                "http://a-",
                "http://a.0x1",
                "http://a.1",
                "http://[::ffff:127.0.0.1]",
                "http://[::ffff:7f00:1]",
                "http://[::127.0.0.1]",
                "http://[fe80::1%25eth0]",
                "http://[fe80::1%lo]",
                "http://[1]",
                "http://[",
                "http://[]",
                "http://[::1",
                "http://::1",
                "http://[::1]x",
                "http://\u24db\u24de\u24d2al",
                "http://bücher.example",
                "http://127。0。0。1",
                "http://%6c%6f",
                "http://a%00b",
                "http://a b",
                "http://a\tb",
                "http://a\r\nHost: b",
                "http://a:",
                "http://a:0",
                "http://a:65536",
                "http://a:08",
                "http://a:+8",
                "http://a:8x",
                "http://a:99999999999",
                "http://a:80:80",
                "http://a/../b",
                "http://a/v1/%2e%2e",
                "http://a/ v1",
                "http://a/\r\nx",
                "http://a,b",
                "http://a;b",
                "http://*.a",
            })
    void textThatIsNoUrlOrCouldBeReadInTwoWaysIsRefused(String url) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Destination.parse(url, "providers.x.base_url"))
                .withMessageStartingWith("providers.x.base_url: ")
                .withMessageNotContaining("secret");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> DestinationPolicy.none().check(url))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void hostIsAllowedByItsExactOriginOnly() {
        DestinationPolicy policy =
                DestinationPolicy.of(List.of("api.example.com", "http://plain.example:8000"), List.of());

        assertThat(policy.check("https://API.example.com/v1").basePath()).isEqualTo("/v1");
        assertThat(policy.check("http://plain.example:8000").anyAddress()).isFalse();
        for (String other : List.of(
                "http://api.example.com",
                "https://api.example.com:8443",
                "https://api.example.com.evil.test",
                "https://evil.test",
                "https://sub.api.example.com",
                "https://plain.example:8000",
                "http://plain.example",
                "http://169.254.169.254",
                "http://[::1]")) {
            assertThatExceptionOfType(PermissionException.class)
                    .isThrownBy(() -> policy.check(other))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(403))
                    .withMessageContaining("is not among the hosts that calls may name");
        }
    }

    @Test
    void privateAddressesAreForListedHostsOnly() {
        DestinationPolicy policy = DestinationPolicy.of(
                List.of("https://public.example", "http://10.0.0.7:8000"), List.of("http://lan.test"));

        assertThat(policy.check("https://public.example").anyAddress()).isFalse();
        assertThat(policy.check("http://10.0.0.7:8000").anyAddress()).isTrue();
        assertThat(policy.check("http://lan.test").anyAddress()).isTrue();
        assertThat(Destination.parse("http://anything.test", "base_url").anyAddress())
                .isTrue();
    }

    @Test
    void everyBadEntryOfTheListIsNamed() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () -> DestinationPolicy.of(List.of("ok.test", "a b", "https://ok.test/v1"), List.of("127.1")))
                .satisfies(e -> assertThat(e.problems())
                        .hasSize(3)
                        .anySatisfy(problem -> assertThat(problem).startsWith("allowed_hosts[1]: "))
                        .anySatisfy(problem -> assertThat(problem)
                                .isEqualTo("allowed_hosts[2]: expected a host and port without a path"))
                        .anySatisfy(problem -> assertThat(problem).startsWith("allowed_private_hosts[0]: ")));
    }
}
