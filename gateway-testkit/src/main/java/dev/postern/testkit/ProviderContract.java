/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.api.Body;
import dev.postern.api.Cost;
import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Key;
import dev.postern.spi.Price;
import dev.postern.spi.Provider;
import dev.postern.spi.UpstreamRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the gateway relies on in every provider; extend it in a test of your own and give it what the provider sends.
 *
 * <p>The rules: credentials only where {@link Provider#authorization} puts them; answers, chunks and errors of any shape
 * in OpenAI's published schema, see {@link OpenAiSchema}; streams that do not depend on how the network cut them, and are
 * complete only if they are; exact prices.
 */
public abstract class ProviderContract extends ProviderStreamContract {
    private static final int THREADS = 2;
    private static final int ROUNDS = 200;

    /** For authors to extend. */
    protected ProviderContract() {}

    /** The id is plain, each key is declared once, the base URL is absolute. */
    @Test
    public final void describesItself() {
        assertThat(factory().id())
                .matches("[a-z0-9]+(-[a-z0-9]+)*")
                .isEqualTo(factory().id());
        assertThat(factory().keys()).doesNotContainNull();
        assertThat(factory().keys()).extracting(Key::name).doesNotHaveDuplicates();
        assertThat(provider().baseUrl().isAbsolute()).isTrue();
        assertThat(provider().unreachableHint()).isNotNull();
    }

    /** A canary key shows in the values of {@code authorization} and nowhere else. */
    @Test
    public final void credentialIsOnlyInItsHeader() {
        Canary canary = Canary.create();
        Provider provider = provider();
        Call call = chat().with(options ->
                        options.apiKey(canary.secret()).headers(Headers.of("authorization", "Bearer " + canary.text())))
                .call();

        Headers authorization = provider.authorization(canary.secret());

        List<String> values = new ArrayList<>();
        authorization.forEach((name, value) -> {
            canary.assertNowhere(name);
            values.add(value);
        });
        assertThat(values).as("headers that carry the key").anyMatch(value -> value.contains(canary.text()));
        canary.assertNowhere(authorization.toString(), provider.encode(call), provider, provider.baseUrl());
    }

    /** Encoding a call twice gives the same request, values of headers aside, and leaves the call as it was. */
    @Test
    public final void encodeIsRepeatable() {
        Provider provider = provider();
        for (Call call : List.of(chat().call(), chat().streaming().call())) {
            byte[] before = call.body().toBytes();

            UpstreamRequest first = provider.encode(call);
            UpstreamRequest second = provider.encode(call);

            assertThat(second.method()).isEqualTo(first.method());
            assertThat(second.path()).isEqualTo(first.path());
            assertThat(second.headers().toString()).isEqualTo(first.headers().toString());
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(call.body().toBytes()).isEqualTo(before);
        }
    }

    /** The request is what the author expects, and its path is appended to the base URL as it stands. */
    @Test
    public final void encodeWritesTheProvidersForm() {
        UpstreamRequest request = provider().encode(chat().call());
        String expected = expectedRequest();

        assertThat(request.path()).isNotEmpty().doesNotStartWith("/").doesNotContain("://");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isNotNull();
        if (expected != null && request.body() != null) {
            assertThat(request.body().toJson()).isEqualTo(JsonParser.parseString(expected));
        }
    }

    /** An operation that it cannot do is refused, by an error that names both. */
    @Test
    public final void unknownOperationIsRefused() {
        Operation unknown = new Operation("no-such-operation", "POST", "no/such/operation", false);

        assertThatThrownBy(() ->
                        provider().encode(TestCalls.of(unknown, Body.empty()).call()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(factory().id())
                .hasMessageContaining(unknown.name());
    }

    /** Successes of every operation pass OpenAI's schema and keep their status; a chat tells its tokens. */
    @Test
    public final void successFollowsTheSchema() {
        Provider provider = provider();

        Reply.Whole chat = provider.decode(chat().call(), wire(200, chatAnswer()));

        assertThat(chat.status()).isEqualTo(200);
        OpenAiSchema.CHAT_COMPLETION.assertValid(chat.body());
        assertThat(Usage.of(chat.body()))
                .as("usage of a chat")
                .hasValueSatisfying(ProviderStreamContract::assertCounts);
        moreAnswers().forEach((operation, json) -> {
            Reply.Whole reply = provider.decode(callOf(operation), wire(200, json));
            assertThat(reply.status()).as("status of %s", operation.name()).isEqualTo(200);
            schemaOf(operation).assertValid(reply.body());
        });
    }

    /** Members that the gateway does not know survive where the provider speaks OpenAI's form. */
    @Test
    public final void whatTheAnswerSaysSurvives() {
        if (!speaksOpenAiForm()) {
            return;
        }
        JsonObject answer = JsonParser.parseString(chatAnswer()).getAsJsonObject();
        JsonObject choice = answer.getAsJsonArray("choices").get(0).getAsJsonObject();
        choice.add("logprobs", JsonParser.parseString(WireSamples.LOGPROBS));
        choice.add("x_unknown", JsonParser.parseString(WireSamples.UNKNOWN));
        answer.add("x_unknown", JsonParser.parseString(WireSamples.UNKNOWN));

        Call lenient =
                chat().with(options -> options.strictOpenAiCompliance(false)).call();
        for (Call call : List.of(chat().call(), lenient)) {
            JsonObject decoded = provider()
                    .decode(call, wire(200, answer.toString()))
                    .body()
                    .toJson()
                    .getAsJsonObject();
            JsonObject kept = decoded.getAsJsonArray("choices").get(0).getAsJsonObject();

            assertThat(kept.get("logprobs")).as("choices[0].logprobs").isEqualTo(choice.get("logprobs"));
            assertThat(kept.get("x_unknown"))
                    .as("an unknown member of a choice")
                    .isEqualTo(choice.get("x_unknown"));
            assertThat(decoded.get("x_unknown")).as("an unknown member").isEqualTo(answer.get("x_unknown"));
        }
    }

    /** Errors of any status and shape become OpenAI's form and keep their status. */
    @Test
    public final void errorsOfAnyShapeFollowTheSchema() {
        Provider provider = provider();
        for (int status : WireSamples.ERROR_STATUSES) {
            for (byte[] body : WireSamples.errorBodies(errorAnswer())) {
                Reply.Whole reply = provider.decode(chat().call(), wire(status, body));

                assertThat(reply.status()).isEqualTo(status);
                OpenAiSchema.ERROR.assertValid(reply.body());
            }
        }
    }

    /** A success status with something else than an answer is never a success. */
    @Test
    public final void garbageIsNoSuccess() {
        Provider provider = provider();
        for (byte[] body : WireSamples.garbage(chatAnswer(), errorAnswer())) {
            try {
                Reply.Whole reply = provider.decode(chat().call(), wire(200, body));
                assertThat(reply.isSuccess())
                        .as("success of %s", new String(body, WireSamples.UTF_8))
                        .isFalse();
                OpenAiSchema.ERROR.assertValid(reply.body());
            } catch (MalformedBodyException allowed) {
                assertThat(allowed).hasMessageContaining("line ");
            }
        }
    }

    /** Only headers meant for callers pass. */
    @Test
    public final void cookiesStayBehind() {
        Headers headers = Headers.builder()
                .add("set-cookie", "session=1")
                .add("authorization", "Bearer echo")
                .add("retry-after", "3")
                .build();

        Headers kept = provider().answerHeaders(headers);

        assertThat(kept.first("set-cookie")).isEmpty();
        assertThat(kept.first("authorization")).isEmpty();
        assertThat(kept.first("retry-after")).contains("3");
    }

    /** The cost of a listed model is exact; that of an unlisted one is unknown, not zero. */
    @Test
    public final void pricesAreExact() {
        Usage usage = new Usage(1_000_003, 7, 1_000_010, 0, 0, 0);
        String listed = listedModel();

        assertThat(provider().prices().cost("no-such-model-7f3a", null, usage)).isEmpty();
        if (listed != null) {
            Price price = provider().prices().find(listed).orElseThrow();
            BigDecimal exact = price.input()
                    .multiply(new BigDecimal("1.000003"))
                    .add(price.output().multiply(new BigDecimal("0.000007")));
            assertThat(provider().prices().cost(listed, null, usage))
                    .hasValueSatisfying(cost -> assertThat(cost)
                            .extracting(Cost::amount)
                            .satisfies(amount -> assertThat(amount).isEqualByComparingTo(exact)));
        }
    }

    /** One instance serves two threads at once. */
    @Test
    public final void servesTwoThreadsAtOnce() {
        Provider provider = provider();
        Call whole = chat().call();
        Call streaming = chat().streaming().call();
        String expected = provider.decode(whole, wire(200, chatAnswer())).body().text();
        String transcript = StreamRun.of(provider, streaming, streamBytes()).transcript();
        Map<Boolean, Body> requests = Map.of(true, encoded(provider, streaming), false, encoded(provider, whole));

        Together.run(THREADS, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(provider.decode(whole, wire(200, chatAnswer()))
                                .body()
                                .text())
                        .isEqualTo(expected);
                assertThat(StreamRun.of(provider, streaming, streamBytes()).transcript())
                        .isEqualTo(transcript);
                Call call = (i + thread) % 2 == 0 ? streaming : whole;
                assertThat(encoded(provider, call)).isEqualTo(requests.get(call.streaming()));
            }
        });
    }
}
