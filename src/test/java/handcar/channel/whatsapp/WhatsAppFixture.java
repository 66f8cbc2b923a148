package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.TestAccount;
import handcar.channel.meta.GraphApi;
import handcar.channel.meta.MetaWebhook;
import handcar.json.Json;

/// The Cloud API's payloads, in the shape of Meta's examples.
public final class WhatsAppFixture {
    public static final String SECRET = "app-secret";
    public static final String FORMER = "former-app-secret";
    public static final String NUMBER = "106540352242922";
    public static final String CUSTOMER = "16505551234";
    public static final String USER_ID = "US.13491208655302741918";
    public static final String MESSAGE =
            "wamid.HBgLMTY0NjcwNDM1OTUVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=";

    private WhatsAppFixture() {}

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
                        "EAAJB"));
    }

    static ChannelAccount account(Map<String, String> secrets) {
        return TestAccount.of(WhatsAppProvider.KIND, NUMBER, Map.of(), secrets);
    }

    /// A text message of a customer with a number.
    public static String text(String body) {
        return message(Map.of("type", "text", "text", Map.of("body", body)));
    }

    /// A message of a customer with a number.
    public static String message(Map<String, ?> content) {
        Map<String, Object> message = new HashMap<>();
        message.put("from", CUSTOMER);
        message.put("id", MESSAGE);
        message.put("timestamp", "1749416383");
        message.putAll(content);
        return change("messages", Map.of("contacts", contacts(), "messages", List.of(message)));
    }

    static List<?> contacts() {
        return List.of(Map.of("profile", Map.of("name", "Sheena Nelson"), "wa_id", CUSTOMER));
    }

    /// One status of a message of ours.
    public static String status(Map<String, ?> status) {
        Map<String, Object> all = new HashMap<>();
        all.put("id", MESSAGE);
        all.put("timestamp", "1750030073");
        all.put("recipient_id", CUSTOMER);
        all.putAll(status);
        return change("messages", Map.of("statuses", List.of(all)));
    }

    /// A POST with one change.
    public static String change(String field, Map<String, ?> value) {
        return Json.text(
                Map.of(
                        "object",
                        "whatsapp_business_account",
                        "entry",
                        List.of(entry(field, value))));
    }

    static Map<String, Object> entry(String field, Map<String, ?> value) {
        Map<String, Object> all = new HashMap<>();
        all.put("messaging_product", "whatsapp");
        all.put(
                "metadata",
                Map.of("display_phone_number", "15550783881", "phone_number_id", NUMBER));
        all.putAll(value);
        return Map.of(
                "id", "102290129340398", "changes", List.of(Map.of("field", field, "value", all)));
    }
}
