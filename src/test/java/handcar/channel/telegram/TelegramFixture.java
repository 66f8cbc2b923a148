package handcar.channel.telegram;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.TestAccount;
import handcar.channel.WebhookRequest;
import handcar.json.Json;

/// Updates as Telegram sends them. <https://core.telegram.org/bots/webhooks#testing-your-bot-with-updates>
final class TelegramFixture {
    static final String TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK";
    static final String SECRET = "a-long_Word-0815";
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private TelegramFixture() {}

    static ChannelAccount account(Map<String, String> settings, String... secrets) {
        return TestAccount.of(
                TelegramProvider.KIND,
                "4839574812",
                settings,
                Map.of(TelegramProvider.TOKEN, TOKEN),
                secrets);
    }

    static ChannelAccount account() {
        return account(Map.of(), SECRET);
    }

    static WebhookRequest request(String body, Map<String, String> headers) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new WebhookRequest(
                "",
                "https://handcar.example/webhooks/telegram",
                all,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                NOW);
    }

    static WebhookRequest proven(String body) {
        return request(body, Map.of("x-telegram-bot-api-secret-token", SECRET));
    }

    /// A message of Ann's in her own chat, with these fields.
    static String message(String fields) {
        return update("message", "\"type\":\"private\"", fields);
    }

    static String update(String type, String chat, String fields) {
        return """
        {"update_id":10000,"%s":{"message_id":1365,"date":1795255200,
        "from":{"id":1111111,"is_bot":false,"first_name":"Ann","last_name":"Lee","username":"annlee","language_code":"de"},
        "chat":{"id":1111111,%s,"first_name":"Ann","last_name":"Lee","username":"annlee"},%s}}\
        """
                .formatted(type, chat, fields);
    }

    static InboundEvent news(String body) {
        List<InboundEvent> all = new TelegramWebhook().read(proven(body), account());
        if (all.size() != 1) {
            throw new AssertionError(Json.text(all.toString()));
        }
        return all.getFirst();
    }

    static InboundEvent.CustomerMessage said(String fields) {
        return (InboundEvent.CustomerMessage) news(message(fields));
    }
}
