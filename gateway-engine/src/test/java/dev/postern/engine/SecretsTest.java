/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.KEY;
import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Answer;
import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import dev.postern.api.Operation;
import dev.postern.api.Secret;
import dev.postern.testkit.ErrorForm;
import dev.postern.testkit.Fault;
import dev.postern.testkit.Faults;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A provider's key is sent to the provider and shows nowhere else, whatever goes wrong. */
@ExtendWith(UpstreamExtension.class)
class SecretsTest {
    private static final String PROMPT = "canary-prompt-0815";

    private final ScriptedUpstream upstream;

    SecretsTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void noFaultMakesAnExceptionTellTheKeyOrThePrompt() {
        List<Fault> faults = new ArrayList<>(Faults.usual());
        faults.add(Fault.status(401, ErrorForm.OPENAI, "Incorrect API key provided: " + KEY + "."));
        ChatRequest request = ChatRequest.builder().user(PROMPT).build();
        CallOptions soon =
                CallOptions.builder().deadline(Duration.ofMillis(300)).build();
        List<String> seen = new ArrayList<>();
        try (Gateway gateway = TestGateways.gateway(upstream, target(MISTRAL, ""))) {
            for (Fault fault : faults) {
                upstream.reset();
                upstream.any().always(fault);
                try {
                    seen.add(gateway.chat(request, soon).report().toString());
                } catch (RuntimeException e) {
                    seen.add(trace(e));
                }
            }
            seen.add(gateway.describe());
            seen.add(gateway.toString());
        }

        assertThat(seen)
                .hasSizeGreaterThan(20)
                .allSatisfy(text -> assertThat(text).doesNotContain(KEY).doesNotContain(PROMPT));
    }

    @Test
    void aKeyThatTheProviderEchoesIsMaskedInTheAnswerToo() {
        upstream.any().always(Fault.status(401, ErrorForm.OPENAI, "Incorrect API key provided: " + KEY + "."));
        try (Gateway gateway = TestGateways.gateway(upstream, target(MISTRAL, ""));
                Answer answer = gateway.call(Operation.CHAT, hello().body(), CallOptions.none())) {

            assertThat(((dev.postern.api.Reply.Whole) answer.reply()).body().text())
                    .contains("Incorrect API key provided")
                    .doesNotContain(KEY);
        }
    }

    @Test
    void valuesThatHoldSecretsPrintNone() {
        Secret secret = Secret.of(KEY);
        CallOptions options = CallOptions.builder().apiKey(secret).build();
        Body body = Body.parse(("{\"key\": \"" + KEY + "\"}").getBytes(StandardCharsets.UTF_8));

        assertThat(List.of(
                        secret.toString(),
                        options.toString(),
                        body.toString(),
                        body.json().toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain(KEY));
    }

    @Test
    void aConfigErrorNeverEchoesTheKey() {
        try {
            TestGateways.gateway(upstream, target(MISTRAL, "\"wieght\": 2, \"retry\": \"" + KEY + "\""));
        } catch (RuntimeException e) {
            assertThat(trace(e)).contains("wieght").doesNotContain(KEY);
            return;
        }
        throw new AssertionError("the config is wrong and was taken");
    }
}
