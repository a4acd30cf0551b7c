/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.CancelledException;
import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.PermissionException;
import dev.postern.api.PluginException;
import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.api.UnreachableException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of failures, row by row. */
class FailureClassTest {
    @ParameterizedTest
    @CsvSource({
        "CREDENTIAL, true, true, false",
        "RATE, true, true, false",
        "TIMEOUT, true, true, true",
        "SERVER, true, true, true",
        "CALLER, true, true, false",
        "CONTEXT_WINDOW, false, true, false",
        "CONTENT_POLICY, false, true, false",
        "REFUSED, false, true, false",
        "PLUGIN, false, true, false",
        "FINAL, false, false, false"
    })
    void theTableSaysWhoTriesAgainAndWhoIsBlamed(
            FailureClass row, boolean repeats, boolean fallsOver, boolean blamesTarget) {
        assertThat(row.repeats()).isEqualTo(repeats);
        assertThat(row.fallsOver()).isEqualTo(fallsOver);
        assertThat(row.blamesTarget()).isEqualTo(blamesTarget);
    }

    @ParameterizedTest
    @CsvSource({
        "401, CREDENTIAL",
        "402, CREDENTIAL",
        "403, CREDENTIAL",
        "429, RATE",
        "408, TIMEOUT",
        "500, SERVER",
        "502, SERVER",
        "503, SERVER",
        "504, SERVER",
        "529, SERVER",
        "400, CALLER",
        "404, CALLER",
        "409, CALLER",
        "413, CALLER",
        "422, CALLER",
        "301, CALLER"
    })
    void aStatusAloneHasAClass(int status, FailureClass expected) {
        assertThat(FailureClass.of(reply(status, "{}"))).isEqualTo(expected);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(
                        400, "{'error':{'message':'x','type':'y','code':'context_length_exceeded'}}", "CONTEXT_WINDOW"),
                Arguments.of(500, "{'error':{'message':'x','code':'context_length_exceeded'}}", "CONTEXT_WINDOW"),
                Arguments.of(
                        400,
                        "{'error':{'message':'This model’s maximum context length is 4096 tokens. However, you requested 5000',"
                                + "'type':'BadRequestError','param':null,'code':400}}",
                        "CONTEXT_WINDOW"),
                Arguments.of(
                        400,
                        "{'error':{'message':'The decoder prompt (length 9000) is longer than the maximum model length of 8192.'}}",
                        "CONTEXT_WINDOW"),
                Arguments.of(
                        400,
                        "{'error':{'message':'Input too long. Received 5000 tokens, but the maximum input length is 4096 tokens.',"
                                + "'type':'PromptTooLongError'}}",
                        "CONTEXT_WINDOW"),
                Arguments.of(400, "{'error':{'message':'x','code':'content_policy_violation'}}", "CONTENT_POLICY"),
                Arguments.of(400, "{'error':{'message':'x','code':'content_filter'}}", "CONTENT_POLICY"),
                Arguments.of(
                        400,
                        "{'error':{'message':'filtered since the prompt triggered the content management policy of Azure'}}",
                        "CONTENT_POLICY"),
                Arguments.of(500, "{'error':{'message':'the maximum context length worker crashed'}}", "SERVER"),
                Arguments.of(429, "{'error':{'message':'x','code':'rate_limit_exceeded'}}", "RATE"),
                Arguments.of(400, "{'error':{'message':'stop must be a list','code':null}}", "CALLER"),
                Arguments.of(400, "{'error':'plain'}", "CALLER"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void codesAndWellKnownWordsTellWhatTheStatusDoesNot(int status, String json, FailureClass expected) {
        assertThat(FailureClass.of(reply(status, json))).isEqualTo(expected);
    }

    static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of(new UnreachableException("x", false, null), FailureClass.SERVER),
                Arguments.of(DeadlineException.ofAttempt("x", true), FailureClass.TIMEOUT),
                Arguments.of(DeadlineException.ofCall("x", true), FailureClass.FINAL),
                Arguments.of(new RefusedException(429, "x", null), FailureClass.RATE),
                Arguments.of(new RefusedException("x", null), FailureClass.REFUSED),
                Arguments.of(new InvalidRequestException("x", null), FailureClass.CALLER),
                Arguments.of(new PluginException("x", false, null), FailureClass.PLUGIN),
                Arguments.of(new PermissionException("x"), FailureClass.FINAL),
                Arguments.of(new CancelledException("x", true), FailureClass.FINAL));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void anAttemptWithoutAnAnswerHasAClassToo(GatewayException failure, FailureClass expected) {
        assertThat(FailureClass.of(failure)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"REFUSED", "PLUGIN", "FINAL"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyFailureOfATargetFallsOver(FailureClass row) {
        assertThat(row.fallsOver()).isTrue();
    }

    @Test
    void whatBlamesTheTargetMayPass() {
        for (FailureClass row : FailureClass.values()) {
            assertThat(!row.blamesTarget() || row.repeats()).as(row.name()).isTrue();
        }
    }

    private static Reply reply(int status, String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new Reply.Whole(status, Headers.empty(), Body.parse(bytes));
    }
}
