/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One scripted answer of a {@link ScriptedUpstream}: what is answered, when, and where it goes wrong.
 *
 * <p>Begin with a static method, then refine: {@code Fault.status(429).retryAfter("1").delay(ofMillis(50))}. Faults that
 * count events count SSE events of a stream; for a whole answer any count above zero means the middle of its body. Where a
 * fault stalls, the upstream keeps reading, so that it notices at once when the caller leaves. Immutable, hence free to share.
 */
public final class Fault {
    private static final int BLOCK = 64 * 1024;

    final String name;
    final Source source;
    final Duration delay;
    final List<Map.Entry<String, String>> headers;
    final Stop stop;
    final Shape shape;

    private Fault(
            String name,
            Source source,
            Duration delay,
            List<Map.Entry<String, String>> headers,
            Stop stop,
            Shape shape) {
        this.name = name;
        this.source = source;
        this.delay = delay;
        this.headers = headers;
        this.stop = stop;
        this.shape = shape;
    }

    private static Fault from(String name, Source source) {
        return new Fault(name, source, Duration.ZERO, List.of(), Stop.NEVER, Shape.PLAIN);
    }

    private static Fault stopping(String name, Stop.Place at, long count, Stop.Act act) {
        return new Fault(
                name, Source.WIRE, Duration.ZERO, List.of(), new Stop(at, count, act, Duration.ZERO), Shape.PLAIN);
    }

    private static Fault shaped(String name, Shape shape) {
        return new Fault(name, Source.WIRE, Duration.ZERO, List.of(), Stop.NEVER, shape);
    }

    /** Answers as the profile does: no fault, a base for {@link #delay} and {@link #header}. */
    public static Fault none() {
        return from("none", Source.WIRE);
    }

    /** Answers a chat or completion with this text instead of the derived one. */
    public static Fault answer(String text) {
        return from("answer", Source.text(text));
    }

    /** Answers with a status and an error body in the profile's form. */
    public static Fault status(int status) {
        return from("status " + status, Source.error(status, null, "Scripted status " + status + "."));
    }

    /** Answers with a status and an error body of the given form. */
    public static Fault status(int status, ErrorForm form, String message) {
        return from("status " + status + " " + form, Source.error(status, form, message));
    }

    /** Answers with these bytes under a status and content type, a Content-Length included. */
    public static Fault body(int status, String contentType, byte[] body) {
        return from("body " + status, Source.body(status, contentType, body.clone()));
    }

    /** Answers 200 with an HTML page. */
    public static Fault html() {
        return from("html", Source.error(200, ErrorForm.HTML, "Welcome"));
    }

    /** Answers 200 with an error object in the profile's form, to a stream request too. */
    public static Fault okWithError() {
        return from("200 with error", Source.error(200, null, "The model failed although the status says 200."));
    }

    /** Answers 200 with JSON that breaks off; in a stream the second event does. */
    public static Fault malformedJson() {
        return from("malformed JSON", Source.of(Source.Kind.MALFORMED));
    }

    /** Answers 200 with an empty body; to a stream request with a stream that has no event. */
    public static Fault emptyBody() {
        return from("empty body", Source.of(Source.Kind.EMPTY));
    }

    /** Answers 307 with this Location. */
    public static Fault redirect(URI location) {
        return body(307, "text/plain", Bytes.NONE).header("location", location.toString());
    }

    /** Answers with a small gzip body that inflates to {@code inflatedBytes}. */
    public static Fault gzipBomb(long inflatedBytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] block = new byte[BLOCK];
            Arrays.fill(block, (byte) ' ');
            for (long left = inflatedBytes; left > 0; left -= block.length) {
                gzip.write(block, 0, (int) Math.min(left, block.length));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return body(200, "application/json", packed.toByteArray()).header("content-encoding", "gzip");
    }

    /** Answers with one line of {@code bytes} bytes and no line end, chunked. */
    public static Fault hugeLine(long bytes) {
        return from("huge line", Source.hugeLine(bytes));
    }

    /** Answers as usual with {@code count} more headers of about {@code bytesEach} bytes. */
    public static Fault hugeHeaders(int count, int bytesEach) {
        Fault fault = from("huge headers", Source.WIRE);
        List<Map.Entry<String, String>> filler = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            filler.add(Map.entry("x-filler-" + i, "a".repeat(bytesEach)));
        }
        return new Fault(fault.name, fault.source, fault.delay, List.copyOf(filler), fault.stop, fault.shape);
    }

    /** Writes these bytes instead of an HTTP answer, then closes. */
    public static Fault raw(byte[] bytes) {
        return from("raw", Source.raw(bytes));
    }

    /** Reads the request and says nothing until the caller leaves. */
    public static Fault silence() {
        return stopping("silence", Stop.Place.BEFORE_ANSWER, 0, Stop.Act.STALL);
    }

    /** Sends the headers and then nothing more. */
    public static Fault stallAfterHeaders() {
        return stopping("stall after headers", Stop.Place.AFTER_HEADERS, 0, Stop.Act.STALL);
    }

    /** Sends {@code events} events and then nothing more. */
    public static Fault stallAfterEvents(int events) {
        return stopping("stall after events", Stop.Place.AFTER_EVENTS, events, Stop.Act.STALL);
    }

    /** Sends {@code bytes} bytes of the body and then nothing more; never the whole body. */
    public static Fault stallAfterBytes(long bytes) {
        return stopping("stall after bytes", Stop.Place.AFTER_BYTES, bytes, Stop.Act.STALL);
    }

    /** Closes the connection (FIN) without answering. */
    public static Fault cutBeforeAnswer() {
        return stopping("cut before answer", Stop.Place.BEFORE_ANSWER, 0, Stop.Act.CUT);
    }

    /** Closes the connection (FIN) after the headers. */
    public static Fault cutAfterHeaders() {
        return stopping("cut after headers", Stop.Place.AFTER_HEADERS, 0, Stop.Act.CUT);
    }

    /** Closes the connection (FIN) after {@code events} events, without {@code [DONE]} and without the last HTTP chunk. */
    public static Fault cutAfterEvents(int events) {
        return stopping("cut after events", Stop.Place.AFTER_EVENTS, events, Stop.Act.CUT);
    }

    /** Closes the connection (FIN) after {@code bytes} bytes of the body; never after the whole body. */
    public static Fault cutAfterBytes(long bytes) {
        return stopping("cut after bytes", Stop.Place.AFTER_BYTES, bytes, Stop.Act.CUT);
    }

    /** Resets the connection (RST) after the request was read, before the first byte of an answer. */
    public static Fault resetBeforeAnswer() {
        return stopping("reset before answer", Stop.Place.BEFORE_ANSWER, 0, Stop.Act.RESET);
    }

    /** Resets the connection (RST) after the headers. */
    public static Fault resetAfterHeaders() {
        return stopping("reset after headers", Stop.Place.AFTER_HEADERS, 0, Stop.Act.RESET);
    }

    /** Resets the connection (RST) after {@code events} events. */
    public static Fault resetAfterEvents(int events) {
        return stopping("reset after events", Stop.Place.AFTER_EVENTS, events, Stop.Act.RESET);
    }

    /** Sends {@code events} events, then an SSE comment per interval until the caller leaves; a whole answer stalls. */
    public static Fault commentsAfterEvents(int events, Duration interval) {
        Stop stop = new Stop(Stop.Place.AFTER_EVENTS, events, Stop.Act.COMMENTS, interval);
        return new Fault("endless comments", Source.WIRE, Duration.ZERO, List.of(), stop, Shape.PLAIN);
    }

    /** Sends the body {@code bytes} bytes at a time, one interval apart; headers go at once. */
    public static Fault drip(int bytes, Duration interval) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be at least 1, was " + bytes);
        }
        return shaped("drip", Shape.PLAIN.dripping(bytes, interval));
    }

    /** Sends {@code events} events, then an error event, then {@code [DONE]}; a whole answer is {@link #okWithError}. */
    public static Fault errorEventAfter(int events) {
        return shaped("error event", Shape.PLAIN.withErrorAfter(events));
    }

    /** Ends a stream cleanly but for the missing {@code [DONE]}. */
    public static Fault withoutDone() {
        return shaped("without [DONE]", Shape.PLAIN.withoutDone());
    }

    /** Sends one more event with this data after {@code [DONE]}. */
    public static Fault dataAfterDone(String data) {
        return shaped("data after [DONE]", Shape.PLAIN.withTrailer(data));
    }

    /** Answers a request for a stream with a whole JSON body. */
    public static Fault jsonToStream() {
        return shaped("JSON to stream", Shape.PLAIN.whole());
    }

    /** Answers whole, then closes the kept-alive connection without a Connection header. */
    public static Fault closeWhileIdle() {
        return shaped("close while idle", Shape.PLAIN.closing());
    }

    /** Lays a stream's events out in this way. */
    public static Fault framing(Framing framing) {
        return shaped("framing", Shape.PLAIN.withFraming(framing));
    }

    /** Waits before anything is written. */
    public Fault delay(Duration time) {
        return new Fault(name, source, time, headers, stop, shape);
    }

    /** Adds an answer header, after those already there. */
    public Fault header(String header, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(header, value));
        return new Fault(name, source, delay, List.copyOf(more), stop, shape);
    }

    /** Adds {@code Retry-After} with any text: seconds, a date or junk. */
    public Fault retryAfter(String value) {
        return header("retry-after", value);
    }

    /** Adds {@code retry-after-ms} with any text. */
    public Fault retryAfterMs(String value) {
        return header("retry-after-ms", value);
    }

    /** Lays the stream's events out in this way too. */
    public Fault framed(Framing framing) {
        return new Fault(name, source, delay, headers, stop, shape.withFraming(framing));
    }

    /** Ends a stream without {@code [DONE]} too. */
    public Fault undone() {
        return new Fault(name, source, delay, headers, stop, shape.withoutDone());
    }

    /**
     * Sends the body with neither length nor chunks, ended by the connection's close, so that only the content can tell a
     * cut from an end.
     */
    public Fault unframed() {
        return new Fault(name, source, delay, headers, stop, shape.withoutLength());
    }

    @Nullable
    String text() {
        return source.kind == Source.Kind.TEXT ? source.text : null;
    }

    /** Returns a short name, for messages of failed tests. */
    @Override
    public String toString() {
        return "Fault[" + name + "]";
    }
}
