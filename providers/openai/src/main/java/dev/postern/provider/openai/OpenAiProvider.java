/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonView;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.PriceTable;
import dev.postern.spi.Provider;
import dev.postern.spi.StreamDecoder;
import dev.postern.spi.UpstreamAnswer;
import dev.postern.spi.UpstreamRequest;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Speaks OpenAI's form of the API with any base URL; providers with a {@link Dialect} of it build on this class.
 *
 * <p>Operations: chat, completions, embeddings, models. A request goes out byte for byte as it came where nothing must
 * change: its model is mapped, and a stream is asked for its tokens, which a caller who did not ask for them never sees.
 * Unknown fields pass in both directions.
 *
 * <p>Answers leave in the official schema, and the same bytes where they came in it: {@code message.refusal} and
 * {@code choices[].logprobs} are present, {@code object} has its name, embeddings have the encoding that was asked, the
 * model keeps the provider's word. Errors of every shape become {@code {"error":{message,type,param,code}}}. A success
 * that is only an error takes that error's code where it is 400 to 599, else 502; one that lacks what its operation
 * needs, or whose {@code finish_reason} is {@code error}, {@code cancelled} or {@code abort}, becomes a 502.
 *
 * <p>Safe for many threads. Decoding validates a body once and looks a few members up; it builds no tree.
 */
public final class OpenAiProvider implements Provider {
    private static final Set<String> OPERATIONS = Set.of(
            Operation.CHAT.name(), Operation.COMPLETIONS.name(), Operation.EMBEDDINGS.name(), Operation.MODELS.name());

    private final String id;
    private final URI baseUrl;
    private final Map<String, String> models;
    private final PriceTable prices;
    private final boolean streamUsage;
    private final Dialect dialect;

    private OpenAiProvider(Builder builder, URI baseUrl) {
        this.id = builder.id;
        this.baseUrl = baseUrl;
        this.models = builder.models;
        this.prices = builder.prices;
        this.streamUsage = builder.streamUsage;
        this.dialect = builder.dialect;
    }

    /** Starts a provider whose id is used in errors. */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    @Override
    public URI baseUrl() {
        return baseUrl;
    }

    @Override
    public UpstreamRequest encode(Call call) {
        Operation operation = call.operation();
        if (!OPERATIONS.contains(operation.name())) {
            throw new InvalidRequestException(
                    "provider " + id + " does not know the operation " + operation.name(), null);
        }
        Headers headers = dialect.requestHeaders(call);
        if (!operation.hasBody()) {
            return new UpstreamRequest(operation.method(), operation.path(), headers, null);
        }
        Body body = RequestForm.withModel(call.body(), models);
        boolean streams = operation.name().equals(Operation.CHAT.name())
                || operation.name().equals(Operation.COMPLETIONS.name());
        if (streamUsage && streams) {
            body = RequestForm.withUsage(body);
        }
        return new UpstreamRequest(operation.method(), operation.path(), headers, dialect.request(operation, body));
    }

    @Override
    public Reply.Whole decode(Call call, UpstreamAnswer answer) {
        Headers headers = answerHeaders(answer.headers());
        if (answer.status() < 200 || answer.status() > 299) {
            return new Reply.Whole(answer.status(), headers, ErrorForm.read(answer));
        }
        Body body = answer.body();
        JsonView root = body.json();
        if (AnswerForm.isError(root)) {
            int status = ErrorForm.status(body);
            return new Reply.Whole(status, headers, ErrorForm.read(body, status));
        }
        AnswerForm.Outcome outcome = AnswerForm.read(call, body, root);
        if (outcome.problem() != null) {
            String problem = "provider " + id + " answered " + answer.status() + " " + outcome.problem();
            return new Reply.Whole(ErrorForm.BAD_GATEWAY, headers, ErrorForm.unusable(problem));
        }
        Body decoded = call.options().strictOpenAiCompliance()
                ? dialect.withoutExtras(call.operation(), outcome.answer())
                : outcome.answer();
        return new Reply.Whole(answer.status(), headers, decoded);
    }

    @Override
    public StreamDecoder streamDecoder(Call call) {
        return new ChunkDecoder(call);
    }

    @Override
    public PriceTable prices() {
        return prices;
    }

    /** Collects what a provider is made of; not thread-safe. */
    public static final class Builder {
        private final String id;
        private @Nullable URI baseUrl;
        private Map<String, String> models = Map.of();
        private PriceTable prices = PriceTable.empty();
        private boolean streamUsage = true;
        private Dialect dialect = Dialect.OPENAI;

        private Builder(String id) {
            this.id = Objects.requireNonNull(id, "id");
        }

        /** Sets the base URL; required. */
        public Builder baseUrl(URI url) {
            this.baseUrl = Objects.requireNonNull(url, "url");
            return this;
        }

        /** Sets the provider's names of models by those that callers use; none by default. */
        public Builder models(Map<String, String> sentByAsked) {
            this.models = Map.copyOf(sentByAsked);
            return this;
        }

        /** Sets what models cost; nothing is known by default. */
        public Builder prices(PriceTable table) {
            this.prices = Objects.requireNonNull(table, "table");
            return this;
        }

        /** Sets whether streams are asked for their tokens by {@code stream_options}; they are by default. */
        public Builder streamUsage(boolean asked) {
            this.streamUsage = asked;
            return this;
        }

        /** Sets how the provider departs from OpenAI's form; not at all by default. */
        public Builder dialect(Dialect spoken) {
            this.dialect = Objects.requireNonNull(spoken, "spoken");
            return this;
        }

        /** Returns the provider. */
        public OpenAiProvider build() {
            return new OpenAiProvider(this, Objects.requireNonNull(baseUrl, "baseUrl"));
        }
    }
}
