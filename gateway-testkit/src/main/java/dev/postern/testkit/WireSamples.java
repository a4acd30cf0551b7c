/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What upstreams and what stands before them send besides proper answers. */
final class WireSamples {
    static final Charset UTF_8 = StandardCharsets.UTF_8;

    static final List<Integer> ERROR_STATUSES =
            List.of(400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529);

    static final String LOGPROBS = "{\"content\":[{\"token\":\"Paris\",\"logprob\":-0.25,\"bytes\":[80,97,114,105,115],"
            + "\"top_logprobs\":[]}],\"refusal\":null}";

    static final String UNKNOWN = "{\"deep\":[1,{\"er\":null}],\"text\":\"\u00e9\",\"number\":1.50}";

    private static final List<String> NO_JSON = List.of(
            "",
            " ",
            "Service Unavailable",
            "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
            "{\"error\":{\"message\":\"cut in the mid",
            "{'error': 'quotes'}",
            "data: {\"error\":{\"message\":\"an event\"}}\n\n",
            "\u0000\u0001");

    private static final List<String> OTHER_JSON = List.of("{}", "[]", "null", "true", "42", "\"text\"", "[[1]]");

    private static final List<String> ERRORS = List.of(
            "{\"error\":\"a text\"}",
            "{\"error\":null}",
            "{\"error\":[]}",
            "{\"error\":{}}",
            "{\"error\":{\"message\":null,\"type\":null,\"param\":null,\"code\":null}}",
            "{\"error\":{\"message\":7,\"type\":{},\"param\":{\"a\":[1]},\"code\":500}}",
            "{\"error\":{\"message\":{\"nested\":\"text\"},\"type\":1,\"param\":[],\"code\":{\"a\":1}}}",
            "{\"message\":\"top\",\"code\":404,\"object\":\"error\",\"param\":null,\"type\":\"NotFoundError\"}",
            "{\"detail\":\"a text\"}",
            "{\"detail\":[{\"loc\":[\"body\",\"messages\",0],\"msg\":\"field required\",\"type\":\"value_error\"}]}",
            "{\"detail\":{\"reason\":1}}",
            "{\"message\":\"a gateway's own\"}",
            "[{\"error\":{\"code\":400,\"message\":\"in a list\",\"status\":\"INVALID_ARGUMENT\"}}]");

    private WireSamples() {}

    /** Bodies of error answers, the provider's own first. */
    static List<byte[]> errorBodies(String own) {
        return Stream.concat(
                        Stream.of(Stream.of(own), NO_JSON.stream(), OTHER_JSON.stream(), ERRORS.stream())
                                .flatMap(texts -> texts)
                                .map(text -> text.getBytes(UTF_8)),
                        Stream.of(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}, new byte[] {(byte) 0xff}))
                .toList();
    }

    /** Bodies that are no answer although the status says so: no JSON, other JSON, errors, a cut answer. */
    static List<byte[]> garbage(String answer, String error) {
        String cut = answer.strip();
        return Stream.of(
                        NO_JSON.stream(),
                        OTHER_JSON.stream(),
                        Stream.of(error, cut.substring(0, cut.length() / 2), cut.substring(0, cut.length() - 1)))
                .flatMap(texts -> texts)
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    static int[] everyPosition(int length) {
        return IntStream.range(1, length).toArray();
    }

    static byte[] first(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }
}
