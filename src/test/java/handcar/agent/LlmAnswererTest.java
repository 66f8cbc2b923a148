package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.config.Config;
import handcar.fakes.FakeOpenAi;
import handcar.http.JsonBody;
import handcar.llm.LlmFixture;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmAnswererTest {
    private static final Agent AGENT = AgentInput.create(JsonBody.of(Map.of("name", "Captain")));

    private static final Question QUESTION = Question.alone(AGENT, "When?");

    private static final AnswerSink WATCHED =
            new AnswerSink() {
                @Override
                public boolean isWatched() {
                    return true;
                }

                @Override
                public void startOver() {}

                @Override
                public void next(String text) {}
            };

    @TempDir Path folder;

    @Test
    void aModelThatTricklesWordsPastTheLimitIsLeft() {
        try (FakeOpenAi model = new FakeOpenAi().pausing(Duration.ofMillis(150))) {
            model.answering(_ -> "one two three four five six seven eight nine ten ".repeat(20));
            write(
                    model,
                    Duration.ofMillis(600),
                    answerer ->
                            assertThrows(
                                    LlmAnswerer.AnswerTimeoutException.class,
                                    () -> answerer.write(QUESTION, "When?", List.of(), WATCHED)));
            assertEquals(1, model.requests().size());
        }
    }

    @Test
    void anAnswerIsStreamedOnlyWhenSomebodyWatches() {
        try (FakeOpenAi model = new FakeOpenAi()) {
            model.answering(_ -> "Good morning.");
            write(
                    model,
                    Duration.ofMinutes(1),
                    answerer -> {
                        for (AnswerSink sink : List.of(WATCHED, AnswerSink.UNWATCHED)) {
                            assertEquals(
                                    "Good morning.",
                                    answerer.write(QUESTION, "When?", List.of(), sink).text());
                        }
                    });
            assertEquals(
                    List.of(true, false),
                    model.requests().stream()
                            .map(request -> request.json().isTrue("stream"))
                            .toList());
        }
    }

    private void write(FakeOpenAi model, Duration limit, Consumer<LlmAnswerer> step) {
        Config config =
                Config.read(
                        Map.of(
                                "DATA_DIR",
                                folder.toString(),
                                "OPENAI_API_KEY",
                                "sk",
                                "OPENAI_BASE_URL",
                                model.baseUrl()),
                        List.of());
        try (HttpClient out =
                new HttpClient(
                        HttpClientSettings.defaults(),
                        AddressGuard.publicOnly(),
                        CallMetrics.none())) {
            step.accept(new LlmAnswerer(LlmFixture.client(config.models(), out), limit));
        }
    }
}
