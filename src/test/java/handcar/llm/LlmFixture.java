package handcar.llm;

import module java.base;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.fakes.FakeOpenAi;
import handcar.llm.cost.CallLog;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.ModelCall;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.net.HttpClientSettings.BreakerRule;
import handcar.time.RetrySchedule;

/// A gateway wired to fakes, in a hurry.
public final class LlmFixture implements AutoCloseable {
    private static final RetrySchedule RETRIES =
            RetrySchedule.doubling(Duration.ofMillis(5), Duration.ofMillis(50)).attempts(2);

    static {
        // The first call of a process loads half a thousand classes; no test's clock shall count
        // that.
        try (FakeOpenAi fake = new FakeOpenAi();
                LlmFixture first =
                        new LlmFixture(
                                Optional.of(fake.baseUrl()),
                                Optional.empty(),
                                Duration.ofSeconds(60),
                                "any",
                                100)) {
            first.models.complete(question());
        }
    }

    public final List<ModelCall> ledger = new CopyOnWriteArrayList<>();
    public final Config.Models config;
    final HttpClient out;
    public final ModelRouter router;
    public final LlmClient models;

    public LlmFixture(Optional<String> openAi, Optional<String> anthropic) {
        this(openAi, anthropic, Duration.ofSeconds(1), "text-embedding-3-small", 100);
    }

    public LlmFixture(
            Optional<String> openAi,
            Optional<String> anthropic,
            Duration timeout,
            String embeddingModel,
            int threshold) {
        config =
                new Config.Models(
                        openAi.map(_ -> new Secret("sk-test-openai")),
                        openAi.orElse("http://127.0.0.1:9"),
                        "gpt-4o-mini",
                        embeddingModel,
                        anthropic.map(_ -> new Secret("sk-test-anthropic")),
                        anthropic.orElse("http://127.0.0.1:9"),
                        "claude-haiku-4-5",
                        0.2,
                        1_024,
                        timeout);
        out =
                new HttpClient(
                        HttpClientSettings.defaults()
                                .with(RETRIES)
                                .with(new BreakerRule(threshold, Duration.ofSeconds(60))),
                        AddressGuard.publicOnly(),
                        CallMetrics.none());
        router = router(ledger::add);
        models = new LlmClient(router, config);
    }

    /// The configured providers as Handcar itself asks them, each once, without a log.
    public static LlmClient client(Config.Models config, HttpClient out) {
        return new LlmClient(
                new ModelRouter(
                        ConfiguredProviders.of(config, config.timeout(), out, _ -> {}),
                        RetrySchedule.NONE,
                        new CallRecorder(_ -> {})),
                config);
    }

    /// A router over the same providers with another log.
    ModelRouter router(CallLog log) {
        return new ModelRouter(
                ConfiguredProviders.of(config, config.timeout(), out, _ -> {}),
                RETRIES,
                new CallRecorder(log));
    }

    public static ChatRequest question() {
        return ChatRequest.of(
                "answer",
                List.of(
                        new ChatMessage.Instructions("Be kind."),
                        new ChatMessage.User("What time is it?")));
    }

    /// All pieces of a stream, in order.
    public static List<String> pieces(ChatStream stream) {
        List<String> pieces = new ArrayList<>();
        for (Optional<String> delta = stream.next(); delta.isPresent(); delta = stream.next()) {
            pieces.add(delta.get());
        }
        return pieces;
    }

    @Override
    public void close() {
        out.close();
    }
}
