package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handcar.config.Config;
import handcar.fakes.FakeOpenAi;
import handcar.llm.ModelRouter;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

class LlmAnswererTest {
    private static final Agent AGENT =
            new Agent(
                    UUID.randomUUID(),
                    "a",
                    "Captain",
                    "",
                    "",
                    "",
                    List.of(),
                    "",
                    List.of(),
                    List.of(),
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Instant.EPOCH,
                    Instant.EPOCH);

    @TempDir Path folder;

    @Test
    void aModelThatTricklesWordsPastTheLimitIsLeft() {
        try (FakeOpenAi model = new FakeOpenAi().pausing(Duration.ofMillis(150))) {
            model.answering(_ -> "one two three four five six seven eight nine ten ".repeat(20));
            Config config =
                    Config.read(
                            Map.of(
                                    "DATA_DIR",
                                    folder.toString(),
                                    "OPENAI_API_KEY",
                                    "sk",
                                    "OPENAI_BASE_URL",
                                    model.baseUrl()));
            try (HttpClient out =
                    new HttpClient(
                            HttpClientSettings.defaults(),
                            AddressGuard.publicOnly(),
                            CallMetrics.none())) {
                LlmAnswerer writer =
                        new LlmAnswerer(
                                new ModelRouter(config.models(), out, _ -> {}),
                                Duration.ofMillis(600));
                Question question = Question.alone(AGENT, "When?");
                assertThrows(
                        LlmAnswerer.TookTooLong.class,
                        () -> writer.write(question, List.of(), AnswerSink.UNSEEN));
                assertEquals(1, model.requests().size());
            }
        }
    }
}
