/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ErrorsTest.assertError;
import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static dev.postern.server.ServedGateway.LLAMA;
import static dev.postern.server.ServedGateway.MISTRAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CallReport;
import dev.postern.spi.Call;
import dev.postern.spi.CallObserver;
import dev.postern.testkit.Fault;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract §1 and §2: what headers say, in and out. */
@Timeout(60)
class HeadersTest {
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ServedGateway served = ServedGateway.start(
            gateway -> gateway.observer(new Remembering())
                    .config("both", ServedGateway.fallback())
                    .config(
                            "cached",
                            "{\"cache\":\"simple\","
                                    + ServedGateway.target(LLAMA).substring(1)),
            server -> server);

    private final class Remembering implements CallObserver {
        @Override
        public String id() {
            return "remembering";
        }

        @Override
        public void ended(Call call, CallReport report, @Nullable Throwable error) {
            calls.add(call);
        }
    }

    @AfterEach
    void close() {
        served.close();
    }

    private Call only() {
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    @Test
    void modeOf2023NamesTheProvider() {
        HttpResponse<String> answer = served.post(
                CHAT, HELLO, "x-portkey-mode", "proxy anyscale", "authorization", "Bearer k", "x-portkey-api-key", "x");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-portkey-provider")).hasValue("anyscale");
        assertThat(served.upstream.lastRequest().header("authorization")).hasValue("Bearer k");
        assertThat(served.upstream.lastRequest().headers().keySet()).noneMatch(name -> name.startsWith("x-portkey"));
    }

    @Test
    void traceSpanAndMetadataReachTheCall() {
        HttpResponse<String> answer = served.chat(
                HELLO,
                "x-portkey-trace-id",
                "my_first_trace",
                "x-portkey-span-id",
                "s1",
                "x-portkey-parent-span-id",
                "s0",
                "x-portkey-span-name",
                "summary",
                "x-portkey-metadata",
                "{\"_user\":\"userid123\",\"team\":\"a\"}");

        assertThat(answer.headers().firstValue("x-portkey-trace-id")).hasValue("my_first_trace");
        assertThat(only().trace().traceId()).isEqualTo("my_first_trace");
        assertThat(only().trace().spanId()).isEqualTo("s1");
        assertThat(only().trace().parentSpanId()).isEqualTo("s0");
        assertThat(only().trace().spanName()).isEqualTo("summary");
        assertThat(only().metadata()).containsEntry("_user", "userid123").containsEntry("team", "a");
    }

    @Test
    void traceparentAndBaggageFillWhatThePortkeyHeadersLeaveOut() {
        HttpResponse<String> answer = served.chat(
                HELLO,
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "baggage",
                "tenant=a%20b;ttl=1, _user=from-baggage",
                "x-portkey-metadata",
                "{\"_user\":\"from-metadata\"}");

        assertThat(answer.headers().firstValue("x-portkey-trace-id")).hasValue("0af7651916cd43dd8448eb211c80319c");
        assertThat(only().trace().parentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(only().options().baggage()).isEqualTo(Map.of("tenant", "a b", "_user", "from-baggage"));
        assertThat(only().metadata()).containsEntry("_user", "from-metadata").containsEntry("tenant", "a b");
    }

    @Test
    void traceIdIsMadeWhenAbsentAndAlwaysAnswered() {
        HttpResponse<String> answer = served.chat(HELLO);

        assertThat(answer.headers().firstValue("x-portkey-trace-id"))
                .hasValue(only().trace().traceId());
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    }

    @Test
    void debugFalseKeepsPromptAndAnswerOutOfTheLog() {
        served.chat(HELLO, "x-portkey-debug", "false");

        assertThat(only().options().payloadLogged()).isFalse();
    }

    @Test
    void optionsOfACallComeFromTheirHeaders() {
        served.chat(
                HELLO,
                "x-portkey-request-timeout",
                "5000",
                "x-portkey-retry-count",
                "9",
                "x-portkey-cache",
                "true",
                "x-portkey-cache-namespace",
                "ns",
                "x-portkey-cache-force-refresh",
                "true",
                "x-portkey-strict-open-ai-compliance",
                "false");

        assertThat(only().options().requestTimeout()).hasMillis(5000);
        assertThat(only().options().retries()).isEqualTo(5);
        assertThat(only().options().cache()).isEqualTo("simple");
        assertThat(only().options().cacheNamespace()).isEqualTo("ns");
        assertThat(only().options().cacheForceRefresh()).isTrue();
        assertThat(only().options().strictOpenAiCompliance()).isFalse();
    }

    @Test
    void savedConfigIsChosenByNameAndTheAnswerSaysWhichTargetServed() {
        served.upstream.when(LLAMA).then(Fault.status(500));

        HttpResponse<String> answer = served.post(
                CHAT, "{\"messages\":[{\"role\":\"user\",\"content\":\"Say hi\"}]}", "x-portkey-config", "both");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-portkey-last-used-option-index"))
                .hasValue("config.targets[1]");
        assertThat(served.upstream.lastRequest().model()).hasValue(MISTRAL);
    }

    @Test
    void inlineConfigRules() {
        HttpResponse<String> answer = served.post(CHAT, HELLO, "x-portkey-config", ServedGateway.fallback());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-portkey-last-used-option-index"))
                .hasValue("config.targets[0]");
    }

    @Test
    void operatorMayForbidInlineConfigs() {
        try (ServedGateway strict = ServedGateway.startWith(server -> server.inlineConfigs(false))) {
            assertError(
                    strict.post(CHAT, HELLO, "x-portkey-config", ServedGateway.fallback()),
                    403,
                    "permission_error",
                    "inline configs are not allowed");
        }
    }

    @Test
    void cacheStatusIsAnswered() {
        assertThat(served.post(CHAT, HELLO, "x-portkey-config", "cached")
                        .headers()
                        .firstValue("x-portkey-cache-status"))
                .hasValue("MISS");
        assertThat(served.post(CHAT, HELLO, "x-portkey-config", "cached")
                        .headers()
                        .firstValue("x-portkey-cache-status"))
                .hasValue("HIT");
        assertThat(served.chat(HELLO).headers().firstValue("x-portkey-cache-status"))
                .hasValue("DISABLED");
    }

    @Test
    void retriesAreCountedInTheAnswer() {
        served.upstream.when(LLAMA).then(Fault.status(503).header("retry-after-ms", "1"));
        String config = "{\"retry\":{\"attempts\":2,\"use_retry_after_header\":true},"
                + ServedGateway.target(LLAMA).substring(1);

        HttpResponse<String> answer = served.post(CHAT, HELLO, "x-portkey-config", config);

        assertThat(answer.headers().firstValue("x-portkey-retry-attempt-count")).hasValue("1");
    }

    @Test
    void gatewayKeyNeverGoesUpstreamInWhicheverHeaderItCame() {
        served.chat(
                HELLO,
                "x-portkey-forward-headers",
                "x-region, x-token, x-credential",
                "x-region",
                "eu",
                "x-token",
                "pst_canary",
                "x-credential",
                "Bearer pst_canary");

        assertThat(served.upstream.lastRequest().header("x-region")).hasValue("eu");
        assertThat(served.upstream.lastRequest().headers().toString()).doesNotContain("pst_");
    }

    @ParameterizedTest
    @CsvSource({"500, true", "409, true", "401, true", "200, false"})
    void failuresOfAConfigWithRetryTellSdksNotToRetry(int status, boolean told) {
        served.upstream.when(LLAMA).always(Fault.status(status == 200 ? 500 : status));
        String config = "{\"retry\":{\"attempts\":1,\"on_status_codes\":[503]},"
                + ServedGateway.target(status == 200 ? MISTRAL : LLAMA).substring(1);

        HttpResponse<String> answer = served.post(CHAT, HELLO, "x-portkey-config", config);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-should-retry").isPresent()).isEqualTo(told);
    }

    @Test
    void plainFailurePassesTheProvidersOwnAdviceOn() {
        served.upstream
                .when(LLAMA)
                .always(Fault.status(429).header("x-should-retry", "true").header("retry-after", "7"));

        HttpResponse<String> answer = served.chat(HELLO);

        assertThat(answer.headers().firstValue("x-should-retry")).hasValue("true");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
    }

    @Test
    void namedHeadersAreSentOn() {
        served.chat(
                HELLO,
                "x-portkey-forward-headers",
                "x-region, X-Zone",
                "x-region",
                "eu",
                "x-zone",
                "b",
                "x-other",
                "c");

        assertThat(served.upstream.lastRequest().header("x-region")).hasValue("eu");
        assertThat(served.upstream.lastRequest().header("x-zone")).hasValue("b");
        assertThat(served.upstream.lastRequest().header("x-other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-portkey-forward-headers | authorization | authorization carries credentials",
                "x-portkey-forward-headers | x-portkey-api-key | x-portkey-api-key is for the gateway",
                "x-portkey-forward-headers | cookie | cookie carries credentials",
                "x-portkey-metadata | {\"a\":1} | expected a JSON object of strings",
                "x-portkey-metadata | [] | expected a JSON object of strings",
                "x-portkey-metadata | {\"a\" | no valid JSON",
                "x-portkey-metadata | {\"a\":\"b\",\"a\":\"c\"} | no valid JSON",
                "x-portkey-trace-id | a b | visible ASCII",
                "x-portkey-request-timeout | soon | expected a whole number",
                "x-portkey-request-timeout | 0 | positive",
                "x-portkey-retry-count | -1 | expected a whole number",
                "x-portkey-mode | proxy | such as \"proxy anyscale\"",
                "x-portkey-cache | magic | magic",
                "x-portkey-config | {\"targets\":[]} | config.targets",
                "x-portkey-config | {\"provider\":\"anyscale\",\"api_key\":\"${env:HOME}\"} | env",
                "x-portkey-config | {\"providr\":\"anyscale\"} | config.providr",
            })
    void badHeadersAre400AndNameTheHeader(String name, String value, String messagePart) {
        assertError(served.chat(HELLO, name, value), 400, "invalid_request_error", messagePart);
        assertThat(served.upstream.requestCount()).isZero();
    }

    @Test
    void unknownProviderIs400() {
        assertError(
                served.post(CHAT, HELLO, "x-portkey-provider", "nobody", "authorization", "Bearer k"),
                400,
                "invalid_request_error",
                "nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1/v1, 403",
        "https://169.254.169.254/latest, 403",
        "http://[::1]:9/v1, 403",
        "https://evil.example/v1, 403",
        "nonsense, 400",
        "ftp://host/x, 400",
        "https://user:pass@evil.example/, 400",
    })
    void hostsThatNobodyAllowedAreRefusedBeforeAnythingIsSent(String host, int status) {
        assertError(
                served.chat(HELLO, "x-portkey-custom-host", host),
                status,
                status == 403 ? "permission_error" : "invalid_request_error",
                "");
        assertThat(served.upstream.requestCount()).isZero();
    }
}
