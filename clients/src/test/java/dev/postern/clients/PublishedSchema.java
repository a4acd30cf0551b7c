/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A response component of OpenAI's published API description, by its name there. */
public enum PublishedSchema {
    CHAT_COMPLETION("CreateChatCompletionResponse"),
    CHAT_CHUNK("CreateChatCompletionStreamResponse"),
    COMPLETION("CreateCompletionResponse"),
    EMBEDDINGS("CreateEmbeddingResponse"),
    MODELS("ListModelsResponse"),
    ERROR("ErrorResponse");

    private final Schema schema;

    PublishedSchema(String component) {
        // The component as the document's own root, so that what it refers to is found beside it.
        String document =
                "{\"$ref\": \"#/$defs/" + component + "\"," + document().substring(1);
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document, InputFormat.JSON);
    }

    /** Fails with every problem, and the answer, if there is one. */
    public void assertValid(String json) {
        List<Error> problems = schema.validate(json, InputFormat.JSON);
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    problems.stream().map(Error::toString).collect(Collectors.joining("; ")) + " in " + json);
        }
    }

    private static String document() {
        try (InputStream in = PublishedSchema.class.getResourceAsStream("/openai/schemas.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
