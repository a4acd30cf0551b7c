/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Serves the requests of one connection, one after another. */
final class Connection implements Runnable {
    private final Socket socket;
    private final long number;
    private final Responder responder;
    private final Recorder recorder;
    private final Duration betweenWrites;
    private final BooleanSupplier closing;

    Connection(
            Socket socket,
            long number,
            Responder responder,
            Recorder recorder,
            Duration betweenWrites,
            BooleanSupplier closing) {
        this.socket = socket;
        this.number = number;
        this.responder = responder;
        this.recorder = recorder;
        this.betweenWrites = betweenWrites;
        this.closing = closing;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            CallerLink link = new CallerLink(socket);
            RequestReader reader = new RequestReader(link, number);
            boolean open = true;
            while (open) {
                open = serveNext(link, reader);
            }
        } catch (IOException callerLeft) {
            // Between two requests this is the usual end of a connection; within one the recorder has noted it.
            return;
        }
    }

    private boolean serveNext(CallerLink link, RequestReader reader) throws IOException {
        RequestReader.Head head;
        byte[] body;
        try {
            head = reader.head();
            if (head == null) {
                return false;
            }
            body = reader.body(head);
        } catch (RequestReader.BadRequestException bad) {
            String text = String.valueOf(bad.getMessage());
            link.write(Bytes.ascii("HTTP/1.1 " + bad.status() + " \r\ncontent-type: text/plain\r\ncontent-length: "
                    + text.length() + "\r\nconnection: close\r\n\r\n" + text));
            link.finish();
            return false;
        }
        JsonObject json = body.length == 0 ? null : Json.parseObject(body);
        ReceivedRequest request = recorder.received(head, body, json, responder::fault);
        try {
            Fault fault = request.fault();
            Delivery delivery = new Delivery(link, recorder, request, fault, head.keepAlive());
            if (delivery.endedBefore()) {
                return false;
            }
            Answer answer = responder.answer(request, json, fault);
            return delivery.send(answer, responder.wire().eventsPerWrite(), betweenWrites);
        } catch (CallerGoneException gone) {
            recorder.settled(request, closing.getAsBoolean() ? Outcome.UPSTREAM_CLOSED : Outcome.CALLER_GONE);
            return false;
        }
    }
}
