package handcar.channel.slack;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.TestAccount;
import handcar.channel.WebhookRequest;
import handcar.json.Json;
import handcar.net.HmacSignatures;

/// Requests as Slack sends them.
final class SlackFixture {
    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    static final String CHANNEL = "C0LAN2Q65";
    static final Instant NOW = Instant.ofEpochSecond(1531420618);

    private SlackFixture() {}

    static ChannelAccount account(String... secrets) {
        return TestAccount.of(
                SlackProvider.KIND,
                CHANNEL,
                Map.of(),
                Map.of(SlackProvider.TOKEN, "xoxb-1"),
                secrets);
    }

    static WebhookRequest with(Map<String, String> headers, byte[] body) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return new WebhookRequest(
                "", "https://handcar.example/webhooks/slack", all, Map.of(), body, NOW);
    }

    static WebhookRequest signed(String body) {
        return signed(body, SECRET, Long.toString(NOW.getEpochSecond()));
    }

    static WebhookRequest signed(String body, String secret, String stamp) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] start = ("v0:" + stamp + ":").getBytes(StandardCharsets.UTF_8);
        return with(
                Map.of(
                        "X-Slack-Signature",
                        "v0=" + HmacSignatures.hex(secret, start, bytes),
                        "X-Slack-Request-Timestamp",
                        stamp),
                bytes);
    }

    /// An event around a message, as Slack wraps it.
    static String event(Map<String, Object> message) {
        Map<String, Object> event = new HashMap<>();
        event.put("type", "message");
        event.put("channel", CHANNEL);
        event.put("user", "U024BE7LH");
        event.put("ts", "1531420618.000200");
        event.put("event_ts", "1531420618.000200");
        event.put("channel_type", "channel");
        event.putAll(message);
        event.values().removeIf(""::equals);
        Map<String, Object> envelope = new HashMap<>();
        envelope.put("token", "xyzz0WbapA4vBCDEFasx0q6G");
        envelope.put("team_id", "T1DC2JH3J");
        envelope.put("api_app_id", "A0FFV41KK");
        envelope.put("event", event);
        envelope.put("type", "event_callback");
        envelope.put("event_id", "Ev9UQ52YNA");
        envelope.put("event_time", 1531420618);
        return Json.text(envelope);
    }

    /// An answer in a thread.
    static String reply(String text) {
        return event(Map.of("text", text, "thread_ts", "1531420000.000100"));
    }
}
