package handcar.llm.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.config.Secret;
import handcar.fakes.FakeOpenAi;
import handcar.llm.cost.CallOrigin;
import handcar.llm.openai.OpenAiProvider;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.time.RetrySchedule;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A provider with several keys, and addresses below its base URL.
final class ProviderKeysTest {
    private static final RetrySchedule RETRIES =
            RetrySchedule.doubling(Duration.ofSeconds(5), Duration.ofSeconds(5)).attempts(2);

    private static final ModelRequest QUESTION =
            new Question(
                    ModelRequest.Kind.CHAT,
                    CallOrigin.of("answer"),
                    "gpt-4o",
                    Map.of("messages", List.of(Map.of("role", "user", "content", "x"))));

    private final FakeOpenAi fake = new FakeOpenAi();
    private final AtomicInteger refused = new AtomicInteger();
    private final HttpClient out =
            new HttpClient(
                    HttpClientSettings.defaults(), AddressGuard.publicOnly(), CallMetrics.none());

    @AfterEach
    void close() {
        out.close();
        fake.close();
    }

    @Test
    void aKeyAtItsLimitIsPassedOver() {
        ModelProvider provider = provider(fake.baseUrl(), 2);
        for (int i = 0; i < 4; i++) {
            fake.then(FakeOpenAi.limited(1));
            ask(provider, RETRIES);
        }
        assertEquals(8, fake.requests().size());
        assertEquals(2, keys().size());
        assertEquals(0, refused.get());
        assertEquals(List.of(), provider.refusedKeys());
    }

    @Test
    void aProviderIsAtItsLimitWhenAllItsKeysAre() {
        ModelProvider provider = provider(fake.baseUrl(), 3);
        fake.then(FakeOpenAi.limited(17));
        fake.then(FakeOpenAi.error(401, "invalid_request_error", "", "No such key."));
        fake.then(FakeOpenAi.limited(18));
        ProviderException limited =
                assertThrows(ProviderException.class, () -> ask(provider, RetrySchedule.NONE));
        assertEquals(429, limited.status());
        assertEquals(3, keys().size());
        assertEquals(1, refused.get());
    }

    @Test
    void aKeyAtItsLimitRestsForTheTimeThatItsProviderAsksFor() {
        ModelProvider provider = provider(fake.baseUrl(), 3);
        fake.then(FakeOpenAi.limited(60));
        ask(provider, RetrySchedule.NONE);
        String limited = fake.requests().getFirst().header("authorization");
        for (int i = 0; i < 9; i++) {
            ask(provider, RetrySchedule.NONE);
        }
        assertEquals(11, fake.requests().size());
        assertEquals(
                1,
                fake.requests().stream()
                        .filter(one -> one.header("authorization").equals(limited))
                        .count());
        fake.then(FakeOpenAi.limited(60));
        fake.then(FakeOpenAi.limited(60));
        ask(provider, RetrySchedule.NONE);
        assertEquals(limited, fake.lastRequest().header("authorization"), "no other is left");
    }

    @Test
    void aKeyAtItsLimitStaysInTurnWhenNoTimeIsAskedFor() {
        ModelProvider provider = provider(fake.baseUrl(), 2);
        fake.then(FakeOpenAi.error(429, "rate_limit_error", "", "Slowly."));
        ask(provider, RetrySchedule.NONE);
        ask(provider, RetrySchedule.NONE);
        ask(provider, RetrySchedule.NONE);
        assertEquals(2, keys().size(), "no time was asked for");
        assertEquals(
                List.of("Bearer sk-test-0", "Bearer sk-test-1"),
                fake.requests().subList(2, 4).stream()
                        .map(one -> one.header("authorization"))
                        .sorted()
                        .toList());
    }

    @Test
    void theKeysThatAreRefusedAreNamedByTheirNumbersAndEndings() {
        ProviderKeys keys =
                new ProviderKeys(
                        "openai",
                        List.of(
                                new Secret("sk-proj-0123456789abcdef-1111"),
                                new Secret("sk-proj-0123456789abcdef-2222"),
                                new Secret("short")),
                        refused::incrementAndGet);
        ProviderKeys.Turn first = keys.next(List.of());
        ProviderKeys.Turn second = keys.next(List.of());
        ProviderKeys.Turn third = keys.next(List.of());
        second.refused();
        assertEquals(List.of(new RefusedKey(2, Optional.of("2222"))), keys.refused());
        third.refused();
        first.accepted();
        second.accepted();
        assertEquals(List.of(new RefusedKey(3, Optional.empty())), keys.refused());
    }

    @Test
    void everyKeyIsTriedWhenAllAreRefused() {
        ModelProvider provider = provider(fake.baseUrl(), 2);
        for (int i = 0; i < 4; i++) {
            fake.then(FakeOpenAi.error(401, "invalid_request_error", "", "No such key."));
        }
        for (int i = 1; i <= 2; i++) {
            assertThrows(ProviderException.class, () -> ask(provider, RetrySchedule.NONE));
            assertEquals(2 * i, fake.requests().size());
        }
        assertEquals(2, keys().size());
    }

    @Test
    void aPathIsAppendedBeforeTheQuery() {
        Map<String, String> urls =
                Map.of(
                        "https://a.example/openai/v1?api-version=preview",
                        "https://a.example/openai/v1/x?api-version=preview",
                        "https://a.example/v1/?a=b/",
                        "https://a.example/v1/x?a=b/",
                        "https://a.example/v1//",
                        "https://a.example/v1/x");
        urls.forEach((base, url) -> assertEquals(url, settings(base, 1).url("/x")));
        for (String base : List.of("https://a.example?a=b", "https://a.example/v1/?a=b")) {
            assertEquals(
                    "https://a.example/v1/messages?a=b", settings(base, 1).url("/v1/messages"));
        }
    }

    private record Question(Kind kind, CallOrigin origin, String model, Map<String, Object> fields)
            implements AdaptableRequest {
        @Override
        public boolean isStrict() {
            return true;
        }

        @Override
        public long inputLength() {
            return 1;
        }
    }

    private Set<String> keys() {
        return fake.requests().stream()
                .map(one -> one.header("authorization"))
                .collect(Collectors.toSet());
    }

    private void ask(ModelProvider provider, RetrySchedule retries) {
        provider.complete(QUESTION, "gpt-4o", retries);
    }

    private ModelProvider provider(String base, int keys) {
        return new OpenAiProvider(settings(base, keys), out);
    }

    private ProviderSettings settings(String base, int keys) {
        List<Secret> all =
                IntStream.range(0, keys).mapToObj(at -> new Secret("sk-test-" + at)).toList();
        return new ProviderSettings(
                "openai",
                "openai",
                base,
                new ProviderKeys("openai", all, refused::incrementAndGet),
                _ -> true,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                100,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
    }
}
