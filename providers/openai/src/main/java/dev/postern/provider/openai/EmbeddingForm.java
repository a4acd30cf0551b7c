/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import com.google.gson.JsonArray;
import dev.postern.api.Body;
import dev.postern.api.JsonView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Brings vectors to the form that the caller asked for: numbers, or base64 of little-endian 32-bit floats. */
final class EmbeddingForm {
    private EmbeddingForm() {}

    /**
     * Notes what must change.
     *
     * @return whether the vectors are usable
     */
    static boolean apply(JsonView data, boolean base64, Edits edits) {
        int position = 0;
        for (JsonView item : data.elements()) {
            JsonView vector = item.get("embedding");
            if (!vector.isArray() && vector.kind() != JsonView.Kind.STRING) {
                return false;
            }
            edits.requireText(item, "object", item.get("object"), "embedding");
            edits.requireInteger(item, "index", item.get("index"), position++);
            try {
                if (base64 && vector.isArray()) {
                    edits.editor().replace(vector, encode(vector));
                } else if (!base64 && !vector.isArray()) {
                    edits.editor().replace(vector, decode(vector.string().orElse("")));
                }
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return true;
    }

    private static String encode(JsonView vector) {
        ByteBuffer floats = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (JsonView element : vector.elements()) {
            if (element.kind() != JsonView.Kind.NUMBER) {
                throw new IllegalArgumentException(
                        "expected a number, found " + element.kind().phrase());
            }
            floats.putFloat(Float.parseFloat(element.text()));
        }
        return Base64.getEncoder().encodeToString(floats.array());
    }

    private static Body decode(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException("expected 4 bytes a number, found " + bytes.length + " bytes");
        }
        ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        JsonArray vector = new JsonArray(bytes.length / Float.BYTES);
        while (floats.hasRemaining()) {
            vector.add(floats.getFloat());
        }
        return Body.of(vector);
    }
}
