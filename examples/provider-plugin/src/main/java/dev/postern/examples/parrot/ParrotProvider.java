/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.parrot;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonView;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.Secret;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.OpenAiForm;
import dev.postern.spi.Price;
import dev.postern.spi.PriceTable;
import dev.postern.spi.Provider;
import dev.postern.spi.StreamDecoder;
import dev.postern.spi.UpstreamAnswer;
import dev.postern.spi.UpstreamRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.Map;

/**
 * Speaks the parrot's wire.
 *
 * <p>{@code POST /talk {"voice": "polly", "say": "…", "stream": false}} is answered by {@code {"heard": "…",
 * "said_words": 5, "cost_words": 3}}, a stream by one such object an event, the last with the words, and a failure by
 * {@code {"squawk": "…"}}.
 */
record ParrotProvider(URI baseUrl) implements Provider {
    private static final Price PRICE =
            Price.of(BigDecimal.ZERO, new BigDecimal("0.50"), LocalDate.of(2026, 1, 1), "invented");

    @Override
    public UpstreamRequest encode(Call call) {
        if (!call.operation().equals(Operation.CHAT)) {
            throw new InvalidRequestException(
                    "a parrot chats; it does not know " + call.operation().name(), null);
        }
        JsonView messages = call.body().json().get("messages");
        Body talk = Body.object()
                .put("voice", call.body().string("model").orElse("polly"))
                .put(
                        "say",
                        messages.at(messages.size() - 1).get("content").string().orElse(""))
                .put("stream", call.streaming())
                .build();
        return new UpstreamRequest("POST", "talk", Headers.empty(), talk);
    }

    @Override
    public Headers authorization(Secret key) {
        return Headers.of("x-parrot-key", key.reveal());
    }

    @Override
    public Reply.Whole decode(Call call, UpstreamAnswer answer) {
        Headers headers = answerHeaders(answer.headers());
        if (answer.status() != 200) {
            return new Reply.Whole(answer.status(), headers, OpenAiForm.error(answer.text(), "upstream_error"));
        }
        JsonView talk = answer.body().json();
        return talk.get("heard")
                .string()
                .map(heard -> new Reply.Whole(200, headers, OpenAiForm.completion(call, heard, "stop", usage(talk))))
                .orElseGet(
                        () -> new Reply.Whole(502, headers, OpenAiForm.error("nothing was heard", "upstream_error")));
    }

    @Override
    public StreamDecoder streamDecoder(Call call) {
        return (frame, out) -> decode(call, frame, out);
    }

    private static void decode(Call call, Frame frame, StreamDecoder.Sink out) {
        JsonView talk = Body.parse(frame.data()).json();
        talk.get("squawk").string().ifPresent(squawk -> out.error(502, OpenAiForm.error(squawk, "upstream_error")));
        talk.get("heard").string().ifPresent(heard -> out.chunk(OpenAiForm.delta(call, heard)));
        if (talk.get("cost_words").exists()) {
            out.chunk(OpenAiForm.finish(call, "stop"));
            out.usage(usage(talk));
            out.complete();
        }
    }

    /** A parrot counts words, and charges for its own. */
    private static Usage usage(JsonView talk) {
        long said = talk.get("said_words").integer().orElse(0);
        long charged = talk.get("cost_words").integer().orElse(0);
        return new Usage(said, charged, said + charged, 0, 0, 0);
    }

    @Override
    public PriceTable prices() {
        return PriceTable.of(Map.of("polly", PRICE));
    }
}
