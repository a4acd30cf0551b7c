/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonView;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.Price;
import dev.postern.spi.PriceTable;
import dev.postern.spi.Provider;
import dev.postern.spi.StreamDecoder;
import dev.postern.spi.UpstreamAnswer;
import dev.postern.spi.UpstreamRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;

/** A small provider that keeps the contract; tests override one method at a time to break it. */
class PlainProvider implements Provider {
    static final String MODEL = "listed";

    @Override
    public URI baseUrl() {
        return URI.create("http://127.0.0.1/v1");
    }

    @Override
    public UpstreamRequest encode(Call call) {
        if (!call.operation().equals(Operation.CHAT)) {
            throw new InvalidRequestException(
                    "provider plain cannot do " + call.operation().name(), null);
        }
        return new UpstreamRequest("POST", "chat/completions", Headers.empty(), call.body());
    }

    @Override
    public Reply.Whole decode(Call call, UpstreamAnswer answer) {
        if (answer.status() > 299) {
            return new Reply.Whole(answer.status(), answerHeaders(answer.headers()), error("HTTP " + answer.status()));
        }
        Body body = answer.body();
        if (!body.json().get("choices").at(0).get("message").isObject()) {
            return new Reply.Whole(502, answerHeaders(answer.headers()), error("no answer"));
        }
        return new Reply.Whole(answer.status(), answerHeaders(answer.headers()), body);
    }

    static Body error(String message) {
        return Body.object()
                .beginObject("error")
                .put("message", message)
                .put("type", "upstream_error")
                .putNull("param")
                .putNull("code")
                .end()
                .build();
    }

    @Override
    public StreamDecoder streamDecoder(Call call) {
        return new Decoder();
    }

    @Override
    public PriceTable prices() {
        BigDecimal price = new BigDecimal("0.15");
        return PriceTable.of(Map.of(MODEL, Price.of(price, price, LocalDate.of(2026, 1, 31), "test")));
    }

    /** Passes chunks on; complete at {@code [DONE]}. */
    static class Decoder implements StreamDecoder {
        @Override
        public void decode(Frame frame, Sink out) {
            if (new String(frame.data(), StandardCharsets.UTF_8).equals("[DONE]")) {
                out.complete();
                return;
            }
            Body chunk = Body.parse(frame.data());
            if (!chunk.isObject()) {
                throw new MalformedBodyException("no chunk", 1, 1);
            }
            Usage.of(chunk).ifPresent(out::usage);
            JsonView choices = chunk.json().get("choices");
            if (choices.at(0).exists()) {
                out.chunk(chunk);
            }
        }

        @Override
        public void end(Sink out) {}
    }
}
