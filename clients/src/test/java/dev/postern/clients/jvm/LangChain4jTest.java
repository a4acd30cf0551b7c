/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel.OpenAiChatModelBuilder;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.postern.clients.ServedGateway;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LangChain4j's OpenAI models, given a base URL and a gateway key. */
class LangChain4jTest {
    private static final ToolSpecification WEATHER = ToolSpecification.builder()
            .name("get_weather")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
            .build();
    private static ServedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = ServedGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static OpenAiChatModelBuilder model(String name) {
        return OpenAiChatModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(ServedGateway.KEY)
                .modelName(name)
                .maxRetries(0);
    }

    private static ChatResponse streamed(String name, ChatRequest request) {
        OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(ServedGateway.KEY)
                .modelName(name)
                .build();
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        model.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                end.completeExceptionally(error);
            }
        });
        return end.join();
    }

    @Test
    void aChatIsAnswered() {
        assertThat(model(ServedGateway.MODEL).build().chat("Say this is a test"))
                .isEqualTo("This is a test");
    }

    @Test
    void aStreamIsPiecedTogether() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Say one two three"))
                .build();

        ChatResponse answer = streamed(ServedGateway.MODEL, request);

        assertThat(answer.aiMessage().text()).isEqualTo("One two three");
        assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(3);
    }

    @Test
    void aToolCallComesWholeAndInPiecesAndTheConversationGoesOn() {
        UserMessage question = UserMessage.from("Weather?");
        ChatRequest request = ChatRequest.builder()
                .messages(question)
                .toolSpecifications(WEATHER)
                .build();
        OpenAiChatModel model = model(ServedGateway.MODEL).build();

        AiMessage whole = model.chat(request).aiMessage();
        AiMessage pieced = streamed(ServedGateway.MODEL, request).aiMessage();
        ChatResponse next = model.chat(
                question,
                whole,
                ToolExecutionResultMessage.from(whole.toolExecutionRequests().get(0), "21 degrees"));

        assertThat(List.of(whole, pieced)).allSatisfy(message -> {
            ToolExecutionRequest call = message.toolExecutionRequests().get(0);
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(call.arguments()).isEqualTo("{\"city\":\"test\"}");
            assertThat(call.id()).isNotEmpty();
        });
        assertThat(next.aiMessage().text()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"float", "base64"})
    void embeddingsAreAnsweredInEitherForm(String format) {
        OpenAiEmbeddingModel model = OpenAiEmbeddingModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(ServedGateway.KEY)
                .modelName("thenlper/gte-large")
                .encodingFormat(format)
                .build();

        List<Embedding> embeddings = model.embedAll(List.of(TextSegment.from("Hello"), TextSegment.from("World")))
                .content();

        assertThat(embeddings)
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.vector()).hasSize(64));
        assertThat(embeddings.get(0).vector()[0]).isEqualTo(-0.0378504f);
    }

    @ParameterizedTest
    @CsvSource({
        "unknown-model, dev.langchain4j.exception.ModelNotFoundException",
        "fail-400, dev.langchain4j.exception.InvalidRequestException",
        "fail-429, dev.langchain4j.exception.RateLimitException",
        "fail-500, dev.langchain4j.exception.InternalServerException"
    })
    void eachFailureIsTheTypedException(String name, Class<? extends Exception> type) {
        OpenAiChatModel model = model(name).build();

        assertThatThrownBy(() -> model.chat("no")).isInstanceOf(type);
    }

    @Test
    void aWrongKeyIsAnAuthenticationException() {
        OpenAiChatModel model = model(ServedGateway.MODEL).apiKey("pst_wrong").build();

        assertThatThrownBy(() -> model.chat("no"))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("gateway key")
                .hasMessageNotContaining("pst_wrong");
    }

    @Test
    void portkeysHeadersGoAlong() {
        OpenAiChatModel model = model(ServedGateway.MODEL)
                .customHeaders(
                        Map.of("x-portkey-config", "pc-seed", "x-portkey-metadata", "{\"_user\": \"langchain4j\"}"))
                .build();

        assertThat(model.chat("Say this is a test")).isEqualTo("This is a test");
        assertThat(gateway.upstream().lastRequest().model()).contains("meta-llama/Llama-2-7b-chat-hf");
        assertThat(gateway.calls())
                .anySatisfy(call -> assertThat(call.options().metadata()).isEqualTo(Map.of("_user", "langchain4j")));
    }

    /** LangChain4j passes over the error event; that the answer ends unfinished is what tells it. */
    @Test
    void aStreamThatBreaksReachesOnError() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Say a b c d e"))
                .build();

        assertThatThrownBy(() -> streamed("cut-3", request)).hasCauseInstanceOf(LangChain4jException.class);
    }
}
