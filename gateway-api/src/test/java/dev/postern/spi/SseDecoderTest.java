/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.StreamBrokenException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseDecoderTest {
    /** Everything that parsers of event streams are known to trip over, in one text. */
    private static final String TORTURE = "\uFEFF: a comment first\n"
            + "data: plain\n\n"
            + "data:no space\r\n\r\n"
            + "data:  two spaces\r\r"
            + "data: mixed\r\ndata: line\rdata: ends\n\r\n"
            + "id: 7\nevent: error\ndata: {\"error\":{}}\n\n"
            + "event: nothing follows\n\n"
            + "retry: 100\n\n"
            + "data\n\n"
            + "data\ndata\n\n"
            + "data: gr\u00fc\u00df, \u6f22\u5b57, \ud83d\ude00\n\n"
            + "data: a\u2028b\u2029c\u0085d\n\n"
            + "unknown: field\ndata: after it\n\n"
            + "data: a colon: in it\n\n"
            + "database: not data\n\n"
            + "event: named\nevent:\ndata: name taken back\n\n"
            + " data: not at the start\n\n"
            + "data: \uFEFFnot a byte order mark\n\n"
            + "data: no final newline";

    private static final List<String> TORTURED = List.of(
            "null|plain",
            "null|no space",
            "null| two spaces",
            "null|mixed\nline\nends",
            "error|{\"error\":{}}",
            "null|",
            "null|\n",
            "null|gr\u00fc\u00df, \u6f22\u5b57, \ud83d\ude00",
            "null|a\u2028b\u2029c\u0085d",
            "null|after it",
            "null|a colon: in it",
            "null|name taken back",
            "null|\uFEFFnot a byte order mark",
            "null|no final newline");

    @Test
    void everyKnownTrapIsReadByTheStandard() {
        assertThat(decode(utf8(TORTURE))).isEqualTo(TORTURED);
    }

    @Test
    void everySingleSplitPointGivesTheSameFrames() {
        byte[] bytes = utf8(TORTURE);

        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(decode(bytes, cut)).as("cut at byte %d", cut).isEqualTo(TORTURED);
        }
    }

    @Test
    void byteByByteGivesTheSameFrames() {
        byte[] bytes = utf8(TORTURE);
        int[] everywhere = new int[bytes.length];
        Arrays.setAll(everywhere, i -> i);

        assertThat(decode(bytes, everywhere)).isEqualTo(TORTURED);
    }

    @Test
    void anySplitOfAnyStreamGivesTheSameFrames() {
        long seed = System.nanoTime();
        System.out.println("SseDecoderTest seed " + seed);
        Random random = new Random(seed);

        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = randomStream(random);
            int[] cuts = random.ints(1 + random.nextInt(12), 0, bytes.length + 1)
                    .sorted()
                    .toArray();

            assertThat(decode(bytes, cuts))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(decode(bytes))
                    .isEqualTo(reference(bytes));
        }
    }

    @Test
    void fedBytesMayBeOverwrittenAtOnce() {
        byte[] bytes = utf8("data: first\ndata: second\n\ndata: third\n\n");
        SseDecoder decoder = new SseDecoder();
        byte[] buffer = new byte[5];

        for (int at = 0; at < bytes.length; at += buffer.length) {
            int length = Math.min(buffer.length, bytes.length - at);
            System.arraycopy(bytes, at, buffer, 0, length);
            decoder.feed(buffer, 0, length);
            Arrays.fill(buffer, (byte) '\n');
        }
        decoder.end();

        assertThat(drain(decoder)).containsExactly("null|first\nsecond", "null|third");
    }

    @Test
    void onlyTheNamedPartOfTheArrayIsRead() {
        SseDecoder decoder = new SseDecoder();

        decoder.feed(utf8("data: x\n\ndata: mine\n\ndata: y\n\n"), 9, 12);

        assertThat(drain(decoder)).containsExactly("null|mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void anEventIsThereAsSoonAsItsBlankLineIs(String lineEnd) {
        SseDecoder decoder = new SseDecoder();
        byte[] bytes = utf8("data: now" + lineEnd + lineEnd);

        decoder.feed(bytes, 0, bytes.length);

        assertThat(drain(decoder)).containsExactly("null|now");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void aBrokenByteOrderMarkIsPartOfTheFirstLine(int length) {
        byte[] mark = Arrays.copyOf(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, length);
        byte[] rest = utf8("data: 1\n\ndata: 2\n\n");
        byte[] bytes = Arrays.copyOf(mark, length + rest.length);
        System.arraycopy(rest, 0, bytes, length, rest.length);

        assertThat(decode(bytes)).isEqualTo(length == 0 ? List.of("null|1", "null|2") : List.of("null|2"));
    }

    @Test
    void onlyOneByteOrderMarkIsSkipped() {
        assertThat(decode(utf8("\uFEFF\uFEFFdata: 1\n\ndata: 2\n\n"))).containsExactly("null|2");
    }

    @Test
    void anEmptyStreamHasNoFrames() {
        assertThat(decode(new byte[0])).isEmpty();
    }

    @Test
    void aLineOfExactlyTheLimitPasses() {
        byte[] bytes = utf8("data:" + "x".repeat(SseDecoder.MAX_LINE_BYTES - 5) + "\n\n");

        assertThat(decode(bytes)).hasSize(1);
    }

    @Test
    void aLineBeyondTheLimitBreaksTheStreamHoweverItComes() {
        byte[] bytes = utf8("data:" + "x".repeat(SseDecoder.MAX_LINE_BYTES - 4) + "\n\n");

        for (int[] cuts : List.of(new int[0], new int[] {100}, new int[] {bytes.length - 2})) {
            assertThatThrownBy(() -> decode(bytes, cuts))
                    .isInstanceOf(StreamBrokenException.class)
                    .hasMessageContaining("a line of the event stream exceeds 1048576 bytes");
        }
    }

    @Test
    void aLineWithoutEndIsStoppedAtTheLimit() {
        SseDecoder decoder = new SseDecoder();
        byte[] some = utf8("x".repeat(64 << 10));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 17; i++) {
                        decoder.feed(some, 0, some.length);
                    }
                })
                .isInstanceOf(StreamBrokenException.class);
    }

    @Test
    void anEventBeyondTheLimitBreaksTheStream() {
        byte[] bytes = utf8(("data:" + "x".repeat(1 << 19) + "\n").repeat(8) + "\n");

        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOf(StreamBrokenException.class)
                .hasMessageContaining("an event's data exceeds 4194304 bytes");
    }

    @Test
    void aBrokenStreamStaysBroken() {
        SseDecoder decoder = new SseDecoder();
        byte[] tooLong = utf8("x".repeat(SseDecoder.MAX_LINE_BYTES + 1));
        byte[] fine = utf8("\n\ndata: fine\n\n");

        assertThatThrownBy(() -> decoder.feed(tooLong, 0, tooLong.length)).isInstanceOf(StreamBrokenException.class);

        assertThatThrownBy(() -> decoder.feed(fine, 0, fine.length)).isInstanceOf(StreamBrokenException.class);
        decoder.end();
        assertThat(drain(decoder)).isEmpty();
    }

    private static byte[] randomStream(Random random) {
        String[] pieces = {
            "data",
            "data:",
            "data: ",
            "event:",
            "event: error",
            "id: 1",
            "retry: 5",
            ":",
            " ",
            "x",
            "{\"a\":1}",
            "\u00e9",
            "\ud83d\ude00",
            "\u2028",
            "\uFEFF",
            "\n",
            "\n\n",
            "\r",
            "\r\n",
            "\r\n\r\n",
            "\n\r",
            "0123456789abcdef",
            ""
        };
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return utf8(text.toString());
    }

    /** The standard's algorithm, written down as naively as can be. */
    private static List<String> reference(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<String> frames = new ArrayList<>();
        String data = null;
        String event = null;
        for (String line : (unmarked + "\n\n").split("\r\n|\r|\n", -1)) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (line.isEmpty()) {
                if (data != null) {
                    frames.add(event + "|" + data);
                }
                data = null;
                event = null;
            } else if (name.equals("data")) {
                data = data == null ? value : data + "\n" + value;
            } else if (name.equals("event")) {
                event = value.isEmpty() ? null : value;
            }
        }
        return frames;
    }

    private static List<String> decode(byte[] bytes, int... cuts) {
        SseDecoder decoder = new SseDecoder();
        List<String> frames = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            decoder.feed(bytes, from, cut - from);
            frames.addAll(drain(decoder));
            from = cut;
        }
        decoder.feed(bytes, from, bytes.length - from);
        frames.addAll(drain(decoder));
        decoder.end();
        frames.addAll(drain(decoder));
        return frames;
    }

    private static List<String> drain(SseDecoder decoder) {
        List<String> frames = new ArrayList<>();
        for (Frame frame = decoder.next(); frame != null; frame = decoder.next()) {
            frames.add(frame.event() + "|" + new String(frame.data(), StandardCharsets.UTF_8));
        }
        return frames;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
