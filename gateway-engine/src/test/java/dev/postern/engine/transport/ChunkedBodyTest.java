/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedBodyTest {
    private static final String THREE = "5\r\nfirst\r\n6;x=y\r\nsecond\r\n00B \r\nlast\r\nchunk\r\n0\r\nt: u\r\n\r\n";
    private static final String CONTENT = "firstsecondlast\r\nchunk";

    @Test
    void chunksThatAreThereComeInOneRead() throws IOException {
        ChunkedBody body = body(THREE);
        byte[] target = new byte[1024];

        int count = body.read(target, 3, 1000);

        assertThat(new String(target, 3, count, StandardCharsets.US_ASCII)).isEqualTo(CONTENT);
        assertThat(body.read(target, 0, 1024)).isEqualTo(-1);
        assertThat(body.hasLeftovers()).isFalse();
    }

    @Test
    void whatIsThereIsNotHeldBackForTheRestOfALine() throws IOException {
        InputStream neverMore = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("nothing more may be asked for");
            }
        };
        ChunkedBody body = body(new SequenceInputStream(
                new ByteArrayInputStream("5\r\nfirst\r\n6;x".getBytes(StandardCharsets.US_ASCII)), neverMore));
        byte[] target = new byte[1024];

        int count = body.read(target, 0, 1024);

        assertThat(new String(target, 0, count, StandardCharsets.US_ASCII)).isEqualTo("first");
    }

    @Test
    void whereverReadsCutItTheContentIsTheSame() throws IOException {
        for (int cut = 1; cut < THREE.length(); cut++) {
            byte[] all = body(pieces(THREE, cut)).readAllBytes();

            assertThat(new String(all, StandardCharsets.US_ASCII))
                    .as("pieces of %d", cut)
                    .isEqualTo(CONTENT);
        }
    }

    @Test
    void smallReadsTakeItAllToo() throws IOException {
        ChunkedBody body = body(THREE);
        StringBuilder all = new StringBuilder();
        for (int b = body.read(); b >= 0; b = body.read()) {
            all.append((char) b);
        }

        assertThat(all).hasToString(CONTENT);
    }

    @Test
    void bytesBehindTheEndAreLeftovers() throws IOException {
        ChunkedBody body = body("1\r\na\r\n0\r\n\r\nHTTP/1.1 200 OK");

        int count = body.read(new byte[1024], 0, 1024);

        assertThat(count).isEqualTo(1);
        assertThat(body.hasLeftovers()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x\r\n", "\r\n", ";a\r\n", "-1\r\na\r\n", "1\r\nab\r\n", "1 \r\na!\r\n", "1234567890abcdef0\r\n"
            })
    void whatIsNoChunkIsRefused(String text) {
        assertThatThrownBy(() -> body(text).readAllBytes()).isInstanceOf(MalformedChunkCodingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5\r\nfirst", "5\r\nfirst\r\n", "0\r\n", "0\r\nt: u\r\n"})
    void aMissingEndIsNoEnd(String text) {
        assertThatThrownBy(() -> body(text).readAllBytes()).isInstanceOf(ConnectionClosedException.class);
    }

    @Test
    void aChunkThatIsCutOffIsNoEnd() {
        assertThatThrownBy(() -> body("5\r\nfi").readAllBytes()).isInstanceOf(TruncatedChunkException.class);
    }

    @Test
    void endlessLinesAndTrailersAreRefused() {
        String line = "1;" + "x".repeat(PooledConnection.MAX_HEADER_LINE_BYTES);
        String trailers = "0\r\n" + "a: b\r\n".repeat(PooledConnection.MAX_HEADERS + 1) + "\r\n";

        assertThatThrownBy(() -> body(line).readAllBytes()).isInstanceOf(MessageConstraintException.class);
        assertThatThrownBy(() -> body(trailers).readAllBytes()).isInstanceOf(MessageConstraintException.class);
    }

    private static ChunkedBody body(String text) {
        return body(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static ChunkedBody body(InputStream in) {
        return new ChunkedBody(new SessionInputBufferImpl(8192), in);
    }

    private static InputStream pieces(String text, int size) {
        List<ByteArrayInputStream> pieces = IntStream.range(0, (text.length() + size - 1) / size)
                .mapToObj(i -> text.substring(i * size, Math.min(text.length(), (i + 1) * size)))
                .map(piece -> new ByteArrayInputStream(piece.getBytes(StandardCharsets.US_ASCII)))
                .toList();
        return new SequenceInputStream(Collections.enumeration(pieces));
    }
}
