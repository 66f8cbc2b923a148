package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The unmodified `openai-java` library.
final class OpenAiJavaClientTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of("ANTHROPIC_API_KEY", "sk-test-anthropic", "RETRY_MAX_ATTEMPTS", "1"));

    /// What the models of both kinds of provider answer.
    private static final Map<String, String> ANSWERS =
            Map.of(
                    "gpt-4o-mini", "Hello from the fake.",
                    "claude-haiku-4-5", "Hello from the other fake.");

    private static final OpenAIClient CLIENT = client(SHOP.key);

    @AfterAll
    static void close() {
        CLIENT.close();
        SHOP.close();
    }

    @Test
    void chats() {
        ANSWERS.forEach(
                (model, expected) -> {
                    ChatCompletion answer = CLIENT.chat().completions().create(question(model));
                    assertEquals(expected, answer.choices().getFirst().message().content().get());
                });
    }

    @Test
    void streams() {
        ANSWERS.forEach(
                (model, expected) -> {
                    try (StreamResponse<ChatCompletionChunk> stream =
                            CLIENT.chat().completions().createStreaming(question(model))) {
                        String text =
                                stream.stream()
                                        .flatMap(chunk -> chunk.choices().stream())
                                        .flatMap(choice -> choice.delta().content().stream())
                                        .collect(Collectors.joining());
                        assertEquals(expected, text);
                    }
                });
    }

    @Test
    void embeds() {
        var vectors =
                CLIENT.embeddings()
                        .create(
                                EmbeddingCreateParams.builder()
                                        .model("text-embedding-3-small")
                                        .inputOfArrayOfStrings(List.of("one", "two"))
                                        .build());
        assertEquals(2, vectors.data().size());
        assertEquals(1_536, vectors.data().getFirst().embedding().size());
    }

    @Test
    void listsModels() {
        assertTrue(
                CLIENT.models().list().autoPager().stream()
                        .anyMatch(model -> model.id().equals("handcar")));
        assertEquals("built-in", CLIENT.models().retrieve("built-in").id());
    }

    @Test
    void understandsErrors() {
        SHOP.openAi.then(FakeOpenAi.error(400, "invalid_request_error", "messages", "Not so."));
        BadRequestException bad =
                assertThrows(BadRequestException.class, OpenAiJavaClientTest::ask);
        assertEquals("invalid_request_error", bad.type().orElse(""));
        assertEquals("messages", bad.param().orElse(""));
        SHOP.openAi.then(FakeOpenAi.error(404, "invalid_request_error", "model", "No model."));
        assertThrows(NotFoundException.class, OpenAiJavaClientTest::ask);
        SHOP.openAi.then(FakeOpenAi.limited(3));
        assertThrows(RateLimitException.class, OpenAiJavaClientTest::ask);
        SHOP.openAi.then(FakeOpenAi.error(500, "server_error", "", "Broken."));
        assertThrows(InternalServerException.class, OpenAiJavaClientTest::ask);
        SHOP.openAi.then(FakeReply.silence());
        assertEquals(
                504,
                assertThrows(InternalServerException.class, OpenAiJavaClientTest::ask)
                        .statusCode());
    }

    @Test
    void understandsOurOwnErrors() {
        OpenAIClient stranger = client("hc_nobody");
        UnauthorizedException e =
                assertThrows(
                        UnauthorizedException.class,
                        () -> stranger.chat().completions().create(question()));
        stranger.close();
        assertEquals("invalid_api_key", e.code().orElse(""));
    }

    /// Asks one provider alone, so that no other one answers in its place.
    private static void ask() {
        CLIENT.chat().completions().create(question("openai/gpt-4o-mini"));
    }

    private static ChatCompletionCreateParams question() {
        return question("gpt-4o-mini");
    }

    private static ChatCompletionCreateParams question(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("What time is it? " + System.nanoTime())
                .build();
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(SHOP.shop.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }
}
