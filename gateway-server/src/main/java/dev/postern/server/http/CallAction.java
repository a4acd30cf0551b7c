/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.api.Answer;
import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/** Makes a request a call and its answer the response. */
final class CallAction implements Route.Action {
    private final Gateway gateway;
    private final Operation operation;
    private final boolean inlineConfigs;

    CallAction(Gateway gateway, Operation operation, boolean inlineConfigs) {
        this.gateway = gateway;
        this.operation = operation;
        this.inlineConfigs = inlineConfigs;
    }

    @Override
    public void start(Exchange exchange, Map<String, String> variables) {
        CallOptions.Builder options = CallHeaders.read(exchange, inlineConfigs);
        if (operation.hasBody()) {
            ContentTypes.requireJson(exchange.headers());
            BodyReader.read(exchange, bytes -> call(exchange, object(bytes), options));
        } else {
            call(exchange, Body.empty(), options);
        }
    }

    private static Body object(byte[] bytes) {
        Body body = Body.parse(bytes);
        if (!body.isObject()) {
            throw Refusal.invalid(400, "the body must be a JSON object");
        }
        return body;
    }

    private void call(Exchange exchange, Body body, CallOptions.Builder options) {
        Cancellation cancellation = new Cancellation();
        try (CallerWatch watch = CallerWatch.start(exchange, cancellation);
                Answer answer = gateway.call(
                        operation, body, options.cancellation(cancellation).build())) {
            answer(exchange, answer, watch);
        } catch (GatewayException e) {
            e.report().ifPresent(report -> {
                exchange.report(report);
                ReportHeaders.put(report, exchange.answerHeaders());
                ReportHeaders.putShouldRetry(report, exchange.answerHeaders());
            });
            exchange.fail(e);
        }
    }

    private static void answer(Exchange exchange, Answer answer, CallerWatch watch) {
        Reply reply = answer.reply();
        HttpFields.Mutable headers = exchange.answerHeaders();
        exchange.report(answer.report());
        ReportHeaders.put(reply.headers(), headers);
        ReportHeaders.put(answer.report(), headers);
        if (reply instanceof Reply.Whole whole) {
            if (!reply.isSuccess()) {
                ReportHeaders.putShouldRetry(answer.report(), headers);
            }
            watch.close();
            exchange.answer(whole.status(), Exchange.JSON, whole.body().asByteBuffer());
        } else if (reply instanceof Reply.Streaming streaming && exchange.claim()) {
            stream(exchange, answer, streaming, watch);
        }
    }

    private static void stream(Exchange exchange, Answer answer, Reply.Streaming reply, CallerWatch watch) {
        exchange.beginChunked(reply.status(), EventWriter.CONTENT_TYPE);
        try {
            EventWriter writer = new EventWriter(exchange, reply.events());
            ByteBuffer rest = writer.writeAll();
            watch.close();
            exchange.write(!writer.isBroken(), rest);
            exchange.report(answer.report());
            // Left unfinished, the response fails also in clients that do not know an event with an error.
            exchange.end(writer.isBroken() ? new IOException("the stream broke") : null);
        } catch (IOException e) {
            // Closed before the exchange ends, so that the access line and the log say the same.
            answer.close();
            watch.close();
            exchange.report(answer.report());
            exchange.end(e);
        }
    }
}
