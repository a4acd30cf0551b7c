/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.api.Headers;
import dev.postern.spi.Endpoint;
import dev.postern.spi.EndpointAnswer;
import dev.postern.spi.EndpointRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** Lets an endpoint answer, of a plugin or of the face itself. */
final class EndpointAction implements Route.Action {
    private static final int BLOCK = 32 * 1024;

    private final Endpoint.Handler handler;

    EndpointAction(Endpoint.Handler handler) {
        this.handler = handler;
    }

    @Override
    public void start(Exchange exchange, Map<String, String> variables) {
        Map<String, String> query = query(exchange.request());
        BodyReader.read(exchange, body -> {
            EndpointAnswer answer = handler.handle(new EndpointRequest(
                    variables,
                    query,
                    headers(exchange.headers()),
                    exchange.caller().tenant(),
                    exchange.caller().keyId(),
                    exchange.caller().rights(),
                    new ByteArrayInputStream(body)));
            send(exchange, answer);
        });
    }

    private static Map<String, String> query(Request request) {
        if (request.getHttpURI().getQuery() == null) {
            return Map.of();
        }
        Fields fields;
        try {
            fields = Request.extractQueryParameters(request);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(400, "the query is malformed");
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (Fields.Field field : fields) {
            if (field.hasMultipleValues()) {
                throw Refusal.invalid(400, "a parameter of the query is given twice");
            }
            query.put(field.getName(), field.getValue());
        }
        return query;
    }

    private static Headers headers(HttpFields fields) {
        Headers.Builder headers = Headers.builder();
        for (HttpField field : fields) {
            String name = field.getLowerCaseName();
            boolean credential = name.equals("authorization")
                    || name.equals("proxy-authorization")
                    || name.equals(Credentials.GATEWAY_KEY);
            if (!credential && field.getValue() != null) {
                headers.add(name, field.getValue());
            }
        }
        return headers.build();
    }

    private static void send(Exchange exchange, EndpointAnswer answer) {
        try (InputStream body = answer.body()) {
            if (!exchange.claim()) {
                return;
            }
            HttpFields.Mutable headers = exchange.answerHeaders();
            answer.headers().forEach(headers::add);
            HttpField type = headers.getField(HttpHeader.CONTENT_TYPE);
            exchange.begin(answer.status(), type == null ? Exchange.JSON : type);
            copy(exchange, body);
            exchange.end(null);
        } catch (IOException e) {
            exchange.end(e);
        }
    }

    private static void copy(Exchange exchange, InputStream body) throws IOException {
        byte[] block = new byte[BLOCK];
        int length = body.readNBytes(block, 0, BLOCK);
        while (length == BLOCK) {
            exchange.write(false, ByteBuffer.wrap(block, 0, length));
            length = body.readNBytes(block, 0, BLOCK);
        }
        exchange.write(true, ByteBuffer.wrap(block, 0, length));
    }
}
