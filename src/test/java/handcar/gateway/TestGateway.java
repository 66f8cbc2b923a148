package handcar.gateway;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.fakes.FakeOpenAi;
import handcar.net.CallMeter;
import handcar.net.Guard;
import handcar.net.NetSettings;
import handcar.net.NetSettings.BreakerRule;
import handcar.net.Outgoing;
import handcar.net.Retries;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A gateway wired to fakes, in a hurry.
final class TestGateway implements AutoCloseable {
    static {
        // The first call of a process loads half a thousand classes; no test's clock shall count
        // that.
        try (FakeOpenAi fake = new FakeOpenAi();
                TestGateway first =
                        new TestGateway(
                                Optional.of(fake.baseUrl()),
                                Optional.empty(),
                                Duration.ofSeconds(60),
                                "any",
                                100)) {
            first.models.complete(question());
        }
    }

    final List<ModelCall> ledger = new CopyOnWriteArrayList<>();
    final Config.Models config;
    final Outgoing out;
    final Models models;

    TestGateway(Optional<String> openAi, Optional<String> anthropic) {
        this(openAi, anthropic, Duration.ofSeconds(1), "text-embedding-3-small", 100);
    }

    TestGateway(
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
                new Outgoing(
                        NetSettings.defaults()
                                .with(new Retries(2, Duration.ofMillis(5), Duration.ofMillis(50)))
                                .with(new BreakerRule(threshold, Duration.ofSeconds(60))),
                        Guard.publicOnly(),
                        CallMeter.none());
        models = new Models(config, out, ledger::add);
    }

    static ChatRequest question() {
        return ChatRequest.of(
                "answer",
                List.of(
                        new ChatMessage.Instructions("Be kind."),
                        new ChatMessage.User("What time is it?")));
    }

    /// All pieces of a stream, in order.
    static List<String> pieces(ChatStream stream) {
        List<String> pieces = new ArrayList<>();
        for (Optional<ChatDelta> delta = stream.next(); delta.isPresent(); delta = stream.next()) {
            pieces.add(delta.get().text());
        }
        return pieces;
    }

    @Override
    public void close() {
        out.close();
    }
}
