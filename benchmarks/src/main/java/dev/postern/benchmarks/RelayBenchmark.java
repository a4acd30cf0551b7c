/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.api.Body;
import dev.postern.api.Usage;
import dev.postern.provider.anyscale.AnyscaleProviderFactory;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.FrameDecoder;
import dev.postern.spi.Provider;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.Settings;
import dev.postern.spi.StreamDecoder;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Claim: a streamed chunk of 205 bytes is split off, strictly validated and written on in at most 300 ns.
 *
 * <p>Workload: a stream of 256 such events, fed in reads of 8 KB: frames, strict scan and the provider's decoder, then
 * {@code data:}, bytes and blank line to a stream that drops them. {@code conforming} chunks need no change, in
 * {@code endpoints} ones {@code object} is replaced. {@code scan} leaves the provider out and relays what it validated.
 * {@code gson} reads lines, parses each to a tree, looks at the same
 * members and writes it. Figures are per chunk.
 *
 * <p>Distribution: all chunks alike. One thread.
 *
 * <p>Command: {@code ./postern bench relay}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RelayBenchmark {
    private static final int CHUNKS = 256;
    private static final int READ_BYTES = 8 << 10;
    private static final byte[] DATA = Samples.utf8("data: ");
    private static final byte[] BLANK_LINE = Samples.utf8("\n\n");

    /** What the chunks look like. */
    @Param({"conforming", "endpoints"})
    public String chunk = "conforming";

    /** Ours, ours without the provider's decoder, or Gson's tree. */
    @Param({"postern", "scan", "gson"})
    public String by = "postern";

    private final Provider provider = new AnyscaleProviderFactory()
            .create(new ProviderContext(Settings.empty(), name -> Optional.of("http://127.0.0.1:9/v1")));
    private final Call call =
            SampleCalls.chat(Body.parse(Samples.chatRequest(1024)).with("stream", true));
    private final OutputStream out = OutputStream.nullOutputStream();
    private final byte[] buffer = new byte[READ_BYTES];
    private byte[] stream = {};
    private boolean ours;
    private boolean decodes;

    /** Writes the stream. */
    @Setup
    public void setUp() {
        byte[] event = chunk.equals("endpoints") ? Samples.endpointsChunk() : Samples.conformingChunk();
        stream = new byte[event.length * CHUNKS];
        for (int i = 0; i < CHUNKS; i++) {
            System.arraycopy(event, 0, stream, i * event.length, event.length);
        }
        ours = !by.equals("gson");
        decodes = by.equals("postern");
    }

    /** Relays the whole stream; returns how many chunks came out. */
    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public int relay() throws IOException {
        return ours ? decoded() : trees();
    }

    private int decoded() {
        FrameDecoder frames = provider.frames();
        StreamDecoder decoder = provider.streamDecoder(call);
        Relay relay = new Relay(out);
        for (int at = 0; at < stream.length; at += READ_BYTES) {
            int count = Math.min(READ_BYTES, stream.length - at);
            System.arraycopy(stream, at, buffer, 0, count);
            frames.feed(buffer, 0, count);
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                if (decodes) {
                    decoder.decode(frame, relay);
                } else {
                    relay.chunk(Body.parse(frame.data()));
                }
            }
        }
        return relay.count;
    }

    private int trees() throws IOException {
        int count = 0;
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ByteArrayInputStream(stream), StandardCharsets.UTF_8), READ_BYTES);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                JsonObject tree =
                        JsonParser.parseString(line.substring(DATA.length)).getAsJsonObject();
                JsonElement reason =
                        tree.getAsJsonArray("choices").get(0).getAsJsonObject().get("finish_reason");
                if (!tree.has("error") && !tree.has("usage") && reason.isJsonNull()) {
                    tree.addProperty("object", "chat.completion.chunk");
                }
                out.write(DATA);
                out.write(tree.toString().getBytes(StandardCharsets.UTF_8));
                out.write(BLANK_LINE);
                count++;
            }
        }
        return count;
    }

    /** Writes chunks on as events. */
    private static final class Relay implements StreamDecoder.Sink {
        private final OutputStream out;
        private int count;

        Relay(OutputStream out) {
            this.out = out;
        }

        @Override
        public void chunk(Body chunk) {
            try {
                out.write(DATA);
                chunk.writeTo(out);
                out.write(BLANK_LINE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            count++;
        }

        @Override
        public void usage(Usage usage) {
            throw new IllegalStateException("no chunk of the sample reports tokens");
        }

        @Override
        public void complete() {
            throw new IllegalStateException("the sample has no end");
        }

        @Override
        public void error(int status, Body error) {
            throw new IllegalStateException("status " + status);
        }
    }
}
