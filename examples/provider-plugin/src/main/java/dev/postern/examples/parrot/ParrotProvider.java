/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.parrot;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.Secret;
import dev.postern.spi.Call;
import dev.postern.spi.FrameDecoder;
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
 * "cost_words": 3}}, a stream by one such object a line, and a failure by {@code {"squawk": "…"}}.
 */
final class ParrotProvider implements Provider {
    private static final Price PRICE =
            Price.of(BigDecimal.ZERO, new BigDecimal("0.50"), LocalDate.of(2026, 1, 1), "invented");

    private final URI baseUrl;

    ParrotProvider(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public URI baseUrl() {
        return baseUrl;
    }

    @Override
    public UpstreamRequest encode(Call call) {
        if (!call.operation().equals(Operation.CHAT)) {
            throw new InvalidRequestException(
                    "a parrot chats; it does not know " + call.operation().name(), null);
        }
        Body talk = Body.object()
                .put("voice", voice(call))
                .put("say", ParrotForm.lastMessage(call))
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
        boolean success = answer.status() >= 200 && answer.status() < 300;
        if (!success) {
            return new Reply.Whole(answer.status(), headers, ParrotForm.error(answer.text()));
        }
        Body body = answer.body();
        if (body.json().get("heard").string().isEmpty()) {
            return new Reply.Whole(502, headers, ParrotForm.error("the parrot answered without \"heard\""));
        }
        return new Reply.Whole(answer.status(), headers, ParrotForm.completion(call, voice(call), body));
    }

    @Override
    public boolean streams(Headers upstream) {
        return upstream.first("content-type").orElse("").equals("application/x-ndjson");
    }

    @Override
    public FrameDecoder frames() {
        return new LineDecoder();
    }

    @Override
    public StreamDecoder streamDecoder(Call call) {
        return new ParrotStream(call, voice(call));
    }

    @Override
    public PriceTable prices() {
        return PriceTable.of(Map.of("polly", PRICE));
    }

    private static String voice(Call call) {
        return call.body().string("model").orElse("polly");
    }
}
