package handcar.gateway;

import handcar.Caller;
import handcar.Shop;
import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeOpenAi;
import handcar.json.Json;
import handcar.json.JsonView;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A whole server in front of fakes of both providers, and a program with a key for it.
final class GatewayShop implements AutoCloseable {
    static final String CHAT = "/v1/chat/completions";

    final FakeOpenAi openAi = new FakeOpenAi();
    final FakeAnthropic anthropic = new FakeAnthropic();
    final Shop shop;
    final Caller caller;
    final String key;

    GatewayShop(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put("OPENAI_API_KEY", "sk-test-openai");
        all.put("OPENAI_BASE_URL", openAi.baseUrl());
        all.put("ANTHROPIC_API_KEY", "sk-test-anthropic");
        all.put("ANTHROPIC_BASE_URL", anthropic.baseUrl());
        all.putAll(settings);
        all.values().removeIf(String::isEmpty);
        shop = new Shop(all);
        caller = shop.caller;
        key = key(Map.of());
    }

    GatewayShop() {
        this(Map.of());
    }

    /// A new key for the gateway.
    String key(Map<String, ?> limits) {
        Map<String, Object> body = new HashMap<>(limits);
        body.put("name", "a program");
        body.putIfAbsent("scopes", List.of("gateway"));
        return caller.post("/api/v1/api-keys", body, Caller.ADMIN).body().text("key").orElseThrow();
    }

    static Map<String, Object> question(String model) {
        return Map.of(
                "model",
                model,
                "messages",
                List.of(Map.of("role", "user", "content", "What time is it?")));
    }

    Caller.Said chat(Map<String, ?> body) {
        return caller.post(CHAT, body, key);
    }

    static String content(Caller.Said said) {
        return said.body()
                .at("choices")
                .at(0)
                .at("message")
                .text("content")
                .orElseThrow(() -> new AssertionError(Json.text(said.body().value())));
    }

    static JsonView json(String text) {
        return new JsonView(Json.object(text));
    }

    @Override
    public void close() {
        shop.close();
        openAi.close();
        anthropic.close();
    }
}
