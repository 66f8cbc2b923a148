package handcar.channel.instagram;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.TestAccount;
import handcar.channel.meta.GraphApi;
import handcar.channel.meta.MetaWebhook;
import handcar.json.Json;

/// Instagram's payloads, in the shape of Meta's examples.
public final class InstagramFixture {
    static final String SECRET = "ig-app-secret";
    static final String FORMER = "former-ig-app-secret";
    static final String OURS = "17841405822304914";
    public static final String CUSTOMER = "1234567890123456";
    public static final String MID = "aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOjE3ODQx";

    private InstagramFixture() {}

    static ChannelAccount account() {
        return account(
                Map.of(
                        ChannelAccount.WEBHOOK_SECRET,
                        SECRET,
                        ChannelAccount.FORMER_WEBHOOK_SECRET,
                        FORMER,
                        MetaWebhook.VERIFY_TOKEN,
                        "word",
                        GraphApi.ACCESS_TOKEN,
                        "IGAA"));
    }

    static ChannelAccount account(Map<String, String> secrets) {
        return TestAccount.of(InstagramProvider.KIND, OURS, Map.of(), secrets);
    }

    /// A message of the customer.
    public static String message(Map<String, ?> content) {
        Map<String, Object> message = new HashMap<>(Map.of("mid", MID));
        message.putAll(content);
        return event(CUSTOMER, OURS, "message", message);
    }

    /// The same of this moment.
    public static String messageNow(Map<String, ?> content) {
        return ofNow(message(content));
    }

    private static String ofNow(String payload) {
        return payload.replace("1569262485349", Long.toString(System.currentTimeMillis()));
    }

    /// A message that left our account.
    public static String echo(Map<String, ?> content) {
        Map<String, Object> message = new HashMap<>(Map.of("mid", MID, "is_echo", true));
        message.putAll(content);
        return event(OURS, CUSTOMER, "message", message);
    }

    /// The same of this moment.
    public static String echoNow(Map<String, ?> content) {
        return ofNow(echo(content));
    }

    static String event(String sender, String recipient, String kind, Map<String, ?> content) {
        return entry(
                "messaging",
                Map.of(
                        "sender",
                        Map.of("id", sender),
                        "recipient",
                        Map.of("id", recipient),
                        "timestamp",
                        1_569_262_485_349L,
                        kind,
                        content));
    }

    static String entry(String field, Map<String, ?> event) {
        return Json.text(
                Map.of(
                        "object",
                        "instagram",
                        "entry",
                        List.of(
                                Map.of(
                                        "id",
                                        OURS,
                                        "time",
                                        1_569_262_486_134L,
                                        field,
                                        List.of(event)))));
    }
}
