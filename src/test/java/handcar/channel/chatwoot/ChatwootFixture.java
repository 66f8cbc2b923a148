package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.TestAccount;
import handcar.channel.WebhookRequest;
import handcar.channel.meta.MetaFixture;
import handcar.json.Json;

/// Chatwoot's events, in the shape it sends them.
public final class ChatwootFixture {
    static final String SECRET = "woot-secret";
    static final String FORMER = "former-woot-secret";

    private ChatwootFixture() {}

    static ChannelAccount account(String baseUrl) {
        return account(
                Map.of(ChannelAccount.BASE_URL, baseUrl),
                Map.of(ChannelAccount.WEBHOOK_SECRET, SECRET));
    }

    static ChannelAccount account(Map<String, String> settings, Map<String, String> secrets) {
        Map<String, String> all = new HashMap<>(secrets);
        all.put(ChatwootProvider.API_TOKEN, "token-7");
        return TestAccount.of(ChatwootProvider.KIND, "3", settings, all);
    }

    /// As versions since 4.11.2 sign.
    static WebhookRequest signed(String body, long stamp, String secret) {
        return MetaFixture.posted(
                body,
                Map.of(
                        "X-Chatwoot-Signature",
                        "sha256=" + MetaFixture.hex(stamp + "." + body, secret),
                        "X-Chatwoot-Timestamp",
                        Long.toString(stamp),
                        "X-Chatwoot-Delivery",
                        "3f6b6f1e-2a3c-4a41-9f4e-6f6a4a0f4f11"));
    }

    /// A message of the customer in conversation 42.
    public static String incoming(String content) {
        return message(Map.of("content", content));
    }

    /// A message of the customer with other fields, or without those that are given as "".
    public static String message(Map<String, ?> fields) {
        Map<String, Object> message = new HashMap<>();
        message.put("event", "message_created");
        message.put("id", 815);
        message.put("content", "hello");
        message.put("message_type", "incoming");
        message.put("private", false);
        message.put("content_type", "text");
        message.put("content_attributes", Map.of());
        message.put("created_at", "2026-11-21T09:59:30.000Z");
        message.put(
                "sender",
                Map.of(
                        "id", 9,
                        "name", "Sheena Nelson",
                        "email", "sheena@example.com",
                        "phone_number", "+16505551234",
                        "type", "contact"));
        message.put("inbox", Map.of("id", 5, "name", "Website"));
        message.put("account", Map.of("id", 3, "name", "Lucky Shrub"));
        message.put("conversation", conversation("Channel::WebWidget"));
        message.putAll(fields);
        message.values().removeIf(""::equals);
        return Json.text(message);
    }

    static Map<String, Object> conversation(String channel) {
        return Map.of(
                "id",
                42,
                "inbox_id",
                5,
                "status",
                "pending",
                "channel",
                channel,
                "contact_inbox",
                Map.of("source_id", "a3", "pubsub_token", "LCrJq8tY2e3"),
                "labels",
                List.of(),
                "meta",
                Map.of(),
                "additional_attributes",
                Map.of());
    }

    /// A conversation whose status changed.
    static String status(String status, Map<String, ?> fields) {
        Map<String, Object> event = new HashMap<>();
        event.put("event", "conversation_status_changed");
        event.put("id", 42);
        event.put("inbox_id", 5);
        event.put("status", status);
        event.put("meta", Map.of());
        event.put("updated_at", 1_795_255_170.5);
        event.putAll(fields);
        return Json.text(event);
    }
}
