/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import dev.postern.clients.ServedGateway;
import dev.postern.testkit.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenAI's SDK for Java, given a base URL and a gateway key; it checks every answer against its own model. */
class OpenAiJavaTest {
    private static final Duration GUARD = Duration.ofSeconds(30);
    private static final String RETRIED =
            "{\"provider\": \"anyscale\", \"api_key\": \"k\", \"retry\": {\"attempts\": 1}}";
    private static ServedGateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        gateway = ServedGateway.start();
        client = builder(ServedGateway.KEY).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
    }

    private static OpenAIOkHttpClient.Builder builder(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(key)
                .responseValidation(true);
    }

    private static ChatCompletionCreateParams.Builder chat(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    private static ChatCompletionCreateParams.Builder weather() {
        FunctionParameters parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build();
        return chat(ServedGateway.MODEL, "Weather?")
                .addFunctionTool(FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(parameters)
                        .build());
    }

    @Test
    void aChatIsAnswered() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(chat(ServedGateway.MODEL, "Say this is a test").build());

        assertThat(answer.validate().choices().get(0).message().content()).contains("This is a test");
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(4);
    }

    @Test
    void aStreamIsPiecedTogether() {
        ChatCompletionCreateParams request = chat(ServedGateway.MODEL, "Say one two three")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        List<ChatCompletionChunk> chunks = new ArrayList<>();

        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(request)) {
            stream.stream().forEach(chunk -> chunks.add(whole.accumulate(chunk.validate())));
        }

        assertThat(chunks).hasSizeGreaterThan(4);
        assertThat(whole.chatCompletion().choices().get(0).message().content()).contains("One two three");
        assertThat(whole.chatCompletion().usage().orElseThrow().completionTokens())
                .isEqualTo(3);
    }

    @Test
    void aToolCallComesWholeAndInPieces() {
        ChatCompletion answer = client.chat().completions().create(weather().build());
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();

        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(weather().build())) {
            stream.stream().forEach(whole::accumulate);
        }

        assertThat(call(answer)).isEqualTo("get_weather({\"city\":\"test\"})");
        assertThat(call(whole.chatCompletion())).isEqualTo("get_weather({\"city\":\"test\"})");
    }

    private static String call(ChatCompletion answer) {
        ChatCompletionMessageToolCall call =
                answer.choices().get(0).message().toolCalls().orElseThrow().get(0);
        return call.asFunction().function().name() + "("
                + call.asFunction().function().arguments() + ")";
    }

    @Test
    void embeddingsAreTheSameAsBase64AndAsNumbers() {
        CreateEmbeddingResponse base64 = embeddings(EncodingFormat.BASE64);
        CreateEmbeddingResponse floats = embeddings(EncodingFormat.FLOAT);

        assertThat(base64.data().get(0).embedding())
                .hasSize(64)
                .isEqualTo(floats.data().get(0).embedding());
        assertThat(base64.data()).hasSize(2);
    }

    private static CreateEmbeddingResponse embeddings(EncodingFormat format) {
        return client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("thenlper/gte-large")
                        .inputOfArrayOfStrings(List.of("Hello", "World"))
                        .encodingFormat(format)
                        .build());
    }

    @Test
    void modelsAreListed() {
        assertThat(client.models().list().data())
                .anyMatch(model -> model.validate().id().equals(ServedGateway.MODEL));
    }

    @Test
    void eachFailureIsTheTypedExceptionOfTheSdk() {
        OpenAIClient once = client.withOptions(options -> options.maxRetries(0));

        assertThat(failure(NotFoundException.class, once, "unknown-model").code())
                .contains("404");
        assertThat(failure(BadRequestException.class, once, "fail-400").type()).contains("BadRequestError");
        assertThat(failure(RateLimitException.class, once, "fail-429").statusCode())
                .isEqualTo(429);
        assertThat(failure(InternalServerException.class, once, "fail-500").getMessage())
                .contains("Scripted status 500");
        OpenAIClient stranger = client.withOptions(options -> options.apiKey("pst_wrong"));
        UnauthorizedException wrongKey = catchThrowableOfType(
                UnauthorizedException.class, () -> stranger.models().list());
        assertThat(wrongKey.type()).contains("authentication_error");
        assertThat(wrongKey.getMessage()).doesNotContain("pst_wrong");
    }

    private static <E extends OpenAIServiceException> E failure(Class<E> type, OpenAIClient client, String model) {
        return catchThrowableOfType(
                type, () -> client.chat().completions().create(chat(model, "no").build()));
    }

    @Test
    void aStreamThatBreaksIsAnExceptionAndNotAShortAnswer() {
        ChatCompletionCreateParams request = chat("cut-3", "Say a b c d e").build();

        assertThatThrownBy(() -> {
                    try (StreamResponse<ChatCompletionChunk> stream =
                            client.chat().completions().createStreaming(request)) {
                        stream.stream().forEach(ChatCompletionChunk::validate);
                    }
                })
                .isInstanceOf(OpenAIServiceException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void whereTheGatewayRetriesTheSdkDoesNot() {
        int callsBefore = gateway.calls().size();
        long sendsBefore = gateway.upstream().requestCount();
        ChatCompletionCreateParams request = chat("fail-503", "no")
                .putAdditionalHeader("x-portkey-config", RETRIED)
                .build();

        assertThatThrownBy(() -> client.chat().completions().create(request))
                .isInstanceOf(InternalServerException.class);

        assertThat(gateway.calls().size() - callsBefore).isEqualTo(1);
        assertThat(gateway.upstream().requestCount() - sendsBefore).isEqualTo(2);
    }

    @Test
    void aStreamThatIsClosedEarlyCancelsTheUpstream() {
        long before = gateway.upstream().count(Outcome.CALLER_GONE);

        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(chat("stalls", "Say a b c d").build())) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            chunks.next();
        }

        gateway.upstream().awaitCallerGone(before + 1, GUARD);
    }

    @Test
    void aCallThatRunsOutOfTimeCancelsTheUpstream() {
        long before = gateway.upstream().count(Outcome.CALLER_GONE);
        OpenAIClient hasty = client.withOptions(options -> options.maxRetries(0).timeout(Duration.ofMillis(500)));

        assertThatThrownBy(() ->
                        hasty.chat().completions().create(chat("silent", "a").build()))
                .isInstanceOf(OpenAIIoException.class);

        gateway.upstream().awaitCallerGone(before + 1, GUARD);
    }
}
