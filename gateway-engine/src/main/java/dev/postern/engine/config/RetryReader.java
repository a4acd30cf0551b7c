/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.postern.spi.Key;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code retry}: an object, or the number of attempts alone as in 2023. */
final class RetryReader {
    private static final Key<Long> ATTEMPTS = Key.integer("attempts", 0, 5).withDefault(0L);
    private static final Key<List<Long>> STATUS_CODES = Key.integers("on_status_codes", 100, 599);
    private static final Key<Boolean> USE_HEADER =
            Key.bool("use_retry_after_header").withDefault(false);
    private static final FieldNames NAMES = FieldNames.of(
            List.of(ATTEMPTS.name(), STATUS_CODES.name(), USE_HEADER.name()),
            Map.of("use_retry_after_headers", USE_HEADER.name()),
            Map.of());

    private RetryReader() {}

    static RetryNode read(Fields node, Problems problems) {
        JsonElement value = node.find("retry");
        if (value instanceof JsonObject object) {
            return readObject(new Fields(node.path("retry"), object, NAMES, problems));
        }
        // A number gets the words for numbers; whatever else learns of both forms.
        boolean number = value instanceof JsonPrimitive primitive && primitive.isNumber();
        String expected = number ? ATTEMPTS.expected() : "an object or " + ATTEMPTS.expected();
        Long attempts = node.read("retry", expected, ATTEMPTS::read);
        return attempts == null
                ? RetryNode.none()
                : new RetryNode(attempts.intValue(), RetryNode.DEFAULT_STATUS_CODES, false);
    }

    private static RetryNode readObject(Fields fields) {
        fields.refuseUnknown();
        Long attempts = fields.read(ATTEMPTS);
        List<Long> codes = fields.read(STATUS_CODES);
        Boolean useHeader = fields.read(USE_HEADER);
        Set<Integer> statusCodes = codes == null
                ? RetryNode.DEFAULT_STATUS_CODES
                : codes.stream().map(Long::intValue).collect(Collectors.toUnmodifiableSet());
        return new RetryNode(attempts == null ? 0 : attempts.intValue(), statusCodes, useHeader != null && useHeader);
    }
}
