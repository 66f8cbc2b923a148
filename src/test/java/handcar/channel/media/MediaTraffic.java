package handcar.channel.media;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.evolution.EvolutionFixture;
import handcar.channel.meta.MetaFixture;
import handcar.channel.whatsapp.WhatsAppFixture;
import handcar.fakes.FakeOpenAi;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.Wait;

/// What customers send to a server, providers that keep a file, and a model that hears.
class MediaTraffic {
    static final String TOKEN = FakeMediaProvider.TOKEN;
    static final String SECRET = "a-long_Word-0815";
    static final String QUESTION = "When do you deliver bicycles?";

    final FakeOpenAi model;
    final FakeMediaProvider provider;
    final TestClient caller;

    /// Whether Evolution sends the bytes in its events.
    volatile boolean inline;

    MediaTraffic(FakeOpenAi model, FakeMediaProvider provider, TestClient caller) {
        this.model = model;
        this.provider = provider;
        this.caller = caller;
    }

    static FakeOpenAi hearing() {
        return new FakeOpenAi().answering(FakeOpenAi::notKnowing).hearing(QUESTION);
    }

    static Map<String, String> settings(FakeOpenAi model, FakeMediaProvider provider) {
        Map<String, String> all = new HashMap<>();
        all.put("OPENAI_API_KEY", "sk-test");
        all.put("OPENAI_BASE_URL", model.baseUrl());
        all.put("WHATSAPP_APP_SECRET", SECRET);
        all.put("WHATSAPP_ACCESS_TOKEN", "EAAJB");
        all.put("WHATSAPP_PHONE_NUMBER_ID", WhatsAppFixture.NUMBER);
        all.put("WHATSAPP_BASE_URL", provider.baseUrl());
        all.put("DIALOG360_API_KEY", "key");
        all.put("DIALOG360_WEBHOOK_SECRET", SECRET);
        all.put("DIALOG360_BASE_URL", provider.baseUrl());
        all.put("TELEGRAM_BOT_TOKEN", TOKEN);
        all.put("TELEGRAM_WEBHOOK_SECRET", SECRET);
        all.put("TELEGRAM_BASE_URL", provider.baseUrl());
        all.put("EVOLUTION_API_URL", provider.baseUrl());
        all.put("EVOLUTION_API_KEY", EvolutionFixture.KEY);
        all.put("EVOLUTION_INSTANCE", "shop");
        all.put("EVOLUTION_WEBHOOK_SECRET", EvolutionFixture.SECRET);
        all.put("CHATWOOT_BASE_URL", provider.baseUrl());
        all.put("CHATWOOT_ACCOUNT_ID", "3");
        all.put("CHATWOOT_API_TOKEN", "token");
        all.put("CHATWOOT_WEBHOOK_SECRET", SECRET);
        all.put("MESSAGE_BUFFER_SECONDS", "0");
        all.put("MEDIA_MAX_MB", "1");
        return all;
    }

    /// A customer's file by a channel: `audio` is a voice note. Nobody wrote from this number before.
    String arrives(String channel, String type) {
        String number = "49170" + FakeMediaProvider.NUMBERS.incrementAndGet();
        arrives(channel, type, number);
        return number;
    }

    void arrives(String channel, String type, String from) {
        String id = "IN." + FakeMediaProvider.NUMBERS.incrementAndGet();
        long now = Instant.now().getEpochSecond();
        switch (channel) {
            case "whatsapp", "360dialog" -> {
                Map<String, Object> media =
                        Map.of("id", "media-id-" + id.substring(3), "mime_type", mime(type));
                Map<String, Object> message =
                        Map.of(
                                "from",
                                from,
                                "id",
                                "wamid." + id,
                                "timestamp",
                                "" + now,
                                "type",
                                type,
                                type,
                                media);
                String body =
                        WhatsAppFixture.change(
                                "messages",
                                Map.of(
                                        "metadata",
                                        Map.of("phone_number_id", WhatsAppFixture.NUMBER),
                                        "contacts",
                                        List.of(
                                                Map.of(
                                                        "profile",
                                                        Map.of("name", "Ann"),
                                                        "wa_id",
                                                        from)),
                                        "messages",
                                        List.of(message)));
                knock(
                        channel,
                        body,
                        channel.equals("whatsapp")
                                ? Map.of(
                                        "X-Hub-Signature-256",
                                        "sha256=" + MetaFixture.hex(body, SECRET))
                                : Map.of("X-Webhook-Secret", SECRET));
            }
            case "telegram" ->
                    knock(
                            channel,
                            Json.text(telegram(type, from, now)),
                            Map.of("X-Telegram-Bot-Api-Secret-Token", SECRET));
            default -> {
                String data =
                        EvolutionFixture.data(
                                        "{\""
                                                + type
                                                + "Message\":{\"mimetype\":\""
                                                + mime(type)
                                                + "\",\"fileLength\":\"300000\"}"
                                                + (inline ? base64() : "")
                                                + "}")
                                .replace("5511999990000", from)
                                .replace("3EB0C767D097B7F7B5E1", id)
                                .replace("1795255200", "" + now);
                knock(
                        channel,
                        EvolutionFixture.event("messages.upsert", data),
                        Map.of("X-Webhook-Secret", EvolutionFixture.SECRET));
            }
        }
    }

    private String base64() {
        return ",\"base64\":\"" + Base64.getEncoder().encodeToString(provider.file) + "\"";
    }

    private static Map<String, Object> telegram(String type, String from, long now) {
        Map<String, Object> chat = Map.of("id", Long.parseLong(from), "type", "private");
        return Map.of(
                "update_id",
                FakeMediaProvider.NUMBERS.incrementAndGet(),
                "message",
                Map.of(
                        "message_id",
                        FakeMediaProvider.NUMBERS.incrementAndGet(),
                        "date",
                        now,
                        "from",
                        Map.of("id", Long.parseLong(from), "is_bot", false, "first_name", "Ann"),
                        "chat",
                        chat,
                        type.equals("audio") ? "voice" : type,
                        Map.of("file_id", "AwAC", "mime_type", mime(type), "file_size", 300_000)));
    }

    static String mime(String type) {
        return switch (type) {
            case "audio" -> "audio/ogg; codecs=opus";
            case "image" -> "image/jpeg";
            default -> "application/octet-stream";
        };
    }

    /// A customer's words by WhatsApp.
    void says(String text, String from) {
        Map<String, Object> message =
                Map.of(
                        "from",
                        from,
                        "id",
                        "wamid.T" + FakeMediaProvider.NUMBERS.incrementAndGet(),
                        "timestamp",
                        "" + Instant.now().getEpochSecond(),
                        "type",
                        "text",
                        "text",
                        Map.of("body", text));
        String body =
                WhatsAppFixture.change(
                        "messages",
                        Map.of(
                                "metadata",
                                Map.of("phone_number_id", WhatsAppFixture.NUMBER),
                                "contacts",
                                List.of(Map.of("profile", Map.of("name", "Ann"), "wa_id", from)),
                                "messages",
                                List.of(message)));
        knock(
                "whatsapp",
                body,
                Map.of("X-Hub-Signature-256", "sha256=" + MetaFixture.hex(body, SECRET)));
    }

    void knock(String channel, String body, Map<String, String> headers) {
        assertEquals(200, caller.knock("/webhooks/" + channel, body, headers).status(), channel);
    }

    /// The conversation with this number, which exists soon.
    JsonView conversation(String number) {
        return Wait.until(
                        "the conversation exists",
                        () ->
                                caller.get("/api/v1/conversations?limit=200", ADMIN)
                                        .body()
                                        .at("data")
                                        .each()
                                        .filter(
                                                one ->
                                                        Json.text(one.at("contact").value())
                                                                .contains(number))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /// All its messages and notes.
    List<JsonView> thread(String number) {
        String id = conversation(number).text("id").orElseThrow();
        return caller.get("/api/v1/conversations/" + id + "/messages?limit=200", ADMIN)
                .body()
                .at("data")
                .each()
                .toList();
    }

    List<JsonView> from(String author, String number) {
        return thread(number).stream()
                .filter(message -> message.text("author").orElse("").equals(author))
                .toList();
    }

    /// The first attachment of the customer's first message, once it is in this state.
    JsonView attachment(String number, String state) {
        return attachment(number, 0, state);
    }

    /// The first attachment of one of the customer's messages, once it is in this state.
    JsonView attachment(String number, int message, String state) {
        return Wait.until(
                "the file is " + state,
                () ->
                        from("contact", number).stream()
                                .skip(message)
                                .findFirst()
                                .map(one -> one.at("attachments").at(0))
                                .orElse(new JsonView(Map.of())),
                one -> one.text("state").filter(state::equals).isPresent());
    }

    /// A customer, or the operator's phone, sends an event that Evolution reports.
    void reports(String event, String data) {
        knock(
                "evolution",
                EvolutionFixture.event(event, data),
                Map.of("X-Webhook-Secret", EvolutionFixture.SECRET));
    }

    /// The data of a message by Evolution, sent now.
    static String data(String number, boolean ours, String id, String content) {
        return EvolutionFixture.data(number + "@s.whatsapp.net", ours, content)
                .replace("3EB0C767D097B7F7B5E1", id)
                .replace("1795255200", "" + Instant.now().getEpochSecond());
    }
}
