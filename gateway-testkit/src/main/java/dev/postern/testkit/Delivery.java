/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Lays one answer out on the connection, faults included. */
final class Delivery {
    private static final byte[] COMMENT = Bytes.ascii(": still here\n\n");
    private static final int BLOCK = 64 * 1024;

    private final CallerLink link;
    private final Recorder recorder;
    private final ReceivedRequest request;
    private final Fault fault;
    private final boolean keepAlive;
    private boolean streaming;

    Delivery(CallerLink link, Recorder recorder, ReceivedRequest request, Fault fault, boolean keepAlive) {
        this.link = link;
        this.recorder = recorder;
        this.request = request;
        this.fault = fault;
        this.keepAlive = keepAlive && !fault.shape.unframed() && !fault.shape.closes();
    }

    /** Answers without any bytes of an answer, where the fault acts before it; false if there is an answer to send. */
    boolean endedBefore() throws IOException {
        if (!fault.delay.isZero()) {
            link.pause(fault.delay);
        }
        if (fault.stop.at() == Stop.Place.BEFORE_ANSWER) {
            act();
            return true;
        }
        if (fault.source.kind == Source.Kind.RAW) {
            recorder.settled(request, Outcome.ANSWERED);
            link.write(fault.source.bytes);
            link.finish();
            return true;
        }
        return false;
    }

    /**
     * Sends an answer.
     *
     * @param eventsPerWrite how many events of a stream share a write
     * @param between the time between two writes of a stream
     * @return whether the connection may carry another request
     */
    boolean send(Answer answer, int eventsPerWrite, Duration between) throws IOException {
        request.answeredWith(answer.status);
        if (fault.source.kind == Source.Kind.HUGE_LINE) {
            return hugeLine(answer);
        }
        return answer.events == null ? whole(answer) : stream(answer, answer.events, eventsPerWrite, between);
    }

    private boolean whole(Answer answer) throws IOException {
        byte[] head = head(answer, answer.body.length);
        Stop stop = fault.stop;
        if (stop.at() == Stop.Place.NEVER && fault.shape.bytesPerDrip() == 0) {
            recorder.settled(request, Outcome.ANSWERED);
            link.write(Bytes.join(head, answer.body));
            return ended();
        }
        byte[] sent = Arrays.copyOf(answer.body, stop.bytesOfWhole(answer.body.length));
        link.write(head);
        writeAll(pieces(List.of(sent), 1), fault.shape.interval(), stop.at() == Stop.Place.NEVER);
        return stop.at() == Stop.Place.NEVER ? ended() : act();
    }

    private boolean stream(Answer answer, List<String> events, int eventsPerWrite, Duration between)
            throws IOException {
        streaming = true;
        List<byte[]> framed = fault.shape.framing().frame(events);
        link.write(head(answer, -1));
        Stop stop = fault.stop;
        boolean complete = stop.at() == Stop.Place.NEVER;
        List<byte[]> kept = complete ? framed : upTo(stop, framed);
        boolean drips = fault.shape.bytesPerDrip() > 0;
        writeAll(pieces(kept, eventsPerWrite), drips ? fault.shape.interval() : between, complete);
        return complete ? ended() : act();
    }

    private static List<byte[]> upTo(Stop stop, List<byte[]> framed) {
        if (stop.at() == Stop.Place.AFTER_EVENTS) {
            // The last event, [DONE], is always held back: a stream that has it is complete.
            return framed.subList(0, (int) Math.max(0, Math.min(stop.count(), framed.size() - 1L)));
        }
        byte[] all = Bytes.join(framed);
        return List.of(Arrays.copyOf(all, stop.at() == Stop.Place.AFTER_HEADERS ? 0 : stop.bytesOfWhole(all.length)));
    }

    /** Cuts a body into its writes: by drip, by the framing's split, or by whole events. */
    private List<byte[]> pieces(List<byte[]> parts, int partsPerWrite) {
        int size = Math.max(fault.shape.bytesPerDrip(), fault.shape.framing().bytesPerWrite());
        List<byte[]> pieces = new ArrayList<>();
        if (size == 0) {
            for (int i = 0; i < parts.size(); i += partsPerWrite) {
                pieces.add(Bytes.join(parts.subList(i, Math.min(parts.size(), i + partsPerWrite))));
            }
            return pieces;
        }
        byte[] all = Bytes.join(parts);
        for (int i = 0; i < all.length; i += size) {
            pieces.add(Arrays.copyOfRange(all, i, Math.min(all.length, i + size)));
        }
        return pieces;
    }

    private void writeAll(List<byte[]> pieces, Duration between, boolean complete) throws IOException {
        for (int i = 0; i < pieces.size(); i++) {
            if (i > 0 && !between.isZero()) {
                link.pause(between);
            }
            write(pieces.get(i), complete && i == pieces.size() - 1);
        }
        if (complete && pieces.isEmpty()) {
            write(Bytes.NONE, true);
        }
    }

    private void write(byte[] bytes, boolean last) throws IOException {
        if (last) {
            // Before the bytes leave: whoever has the answer must find the exchange settled.
            recorder.settled(request, Outcome.ANSWERED);
        }
        link.write(streaming && !fault.shape.unframed() ? Bytes.chunk(bytes, last) : bytes);
    }

    private boolean hugeLine(Answer answer) throws IOException {
        streaming = true;
        link.write(head(answer, -1));
        write(Bytes.ascii(answer.events == null ? "{\"id\":\"" : "data: {\"id\":\""), false);
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) 'a');
        long left = fault.source.size;
        for (; left > BLOCK; left -= BLOCK) {
            write(block, false);
        }
        write(Arrays.copyOf(block, (int) left), true);
        return ended();
    }

    private boolean ended() throws IOException {
        if (!keepAlive) {
            link.finish();
        }
        return keepAlive;
    }

    /** Does what the script wants at the stop; returns false, as nothing can follow. */
    private boolean act() throws IOException {
        Stop.Act act = fault.stop.act();
        if (act == Stop.Act.CUT) {
            recorder.settled(request, Outcome.CUT);
            link.finish();
            return false;
        }
        if (act == Stop.Act.RESET) {
            recorder.settled(request, Outcome.RESET);
            link.reset();
            return false;
        }
        while (act == Stop.Act.COMMENTS && streaming) {
            write(COMMENT, false);
            link.pause(fault.stop.interval());
        }
        throw link.stall();
    }

    /** Renders status line and headers; {@code length} is -1 for a stream. */
    private byte[] head(Answer answer, int length) {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(answer.status).append(' ').append(reason(answer.status));
        head.append("\r\ncontent-type: ").append(answer.contentType).append("\r\n");
        if (!fault.shape.unframed()) {
            if (length >= 0) {
                head.append("content-length: ").append(length).append("\r\n");
            } else {
                head.append("transfer-encoding: chunked\r\n");
            }
        }
        if (!keepAlive && !fault.shape.closes()) {
            head.append("connection: close\r\n");
        }
        for (Map.Entry<String, String> header : fault.headers) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        request.header("x-request-id")
                .ifPresent(id -> head.append("x-request-id: ").append(id).append("\r\n"));
        return Bytes.ascii(head.append("\r\n").toString());
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 307 -> "Temporary Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            // HTTP allows an empty reason; clients must not read it.
            default -> "";
        };
    }
}
