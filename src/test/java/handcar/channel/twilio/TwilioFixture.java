package handcar.channel.twilio;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.TestAccount;
import handcar.channel.WebhookRequest;
import handcar.net.HmacSignatures;

/// Forms as Twilio sends and signs them.
public final class TwilioFixture {
    public static final String SID = "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX";
    public static final String TOKEN = "12345";
    public static final String URL = "https://handcar.example/webhooks/twilio";
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private TwilioFixture() {}

    static ChannelAccount account(Map<String, String> settings, String... tokens) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(TwilioProvider.ACCOUNT_SID, SID);
        return TestAccount.of(TwilioProvider.KIND, "whatsapp:+14155238886", all, Map.of(), tokens);
    }

    static ChannelAccount account() {
        return account(Map.of(), TOKEN);
    }

    /// A customer's message on WhatsApp, with more or other values.
    public static Map<String, String> incoming(Map<String, String> more) {
        Map<String, String> form = new TreeMap<>();
        form.put("SmsMessageSid", "SMaf1d6d2a8b4a1d2c3b4a5d6e7f809010");
        form.put("MessageSid", "SMaf1d6d2a8b4a1d2c3b4a5d6e7f809010");
        form.put("SmsSid", "SMaf1d6d2a8b4a1d2c3b4a5d6e7f809010");
        form.put("AccountSid", SID);
        form.put("SmsStatus", "received");
        form.put("ApiVersion", "2010-04-01");
        form.put("NumSegments", "1");
        form.put("NumMedia", "0");
        form.put("ProfileName", "Ann Müller");
        form.put("WaId", "491701234567");
        form.put("From", "whatsapp:+491701234567");
        form.put("To", "whatsapp:+14155238886");
        form.put("Body", "Where is my order?");
        form.putAll(more);
        return form;
    }

    /// What became of a message.
    static Map<String, String> status(String status, Map<String, String> more) {
        Map<String, String> form = new TreeMap<>();
        form.put("SmsSid", "SM0102");
        form.put("SmsStatus", status);
        form.put("MessageStatus", status);
        form.put("To", "whatsapp:+491701234567");
        form.put("MessageSid", "SM0102");
        form.put("AccountSid", SID);
        form.put("From", "whatsapp:+14155238886");
        form.put("ApiVersion", "2010-04-01");
        form.putAll(more);
        return form;
    }

    static WebhookRequest request(
            String url, Map<String, String> form, Map<String, String> headers) {
        return request(url, TwilioPayload.encoded(form), headers);
    }

    static WebhookRequest request(String url, String body, Map<String, String> headers) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        Map<String, String> query = new HashMap<>();
        int mark = url.indexOf('?');
        if (mark >= 0) {
            for (String pair : url.substring(mark + 1).split("&", -1)) {
                query.put(pair.split("=", -1)[0], pair.split("=", -1)[1]);
            }
        }
        return new WebhookRequest("", url, all, query, body.getBytes(StandardCharsets.UTF_8), NOW);
    }

    public static WebhookRequest signed(String url, Map<String, String> form) {
        return request(url, form, Map.of("x-twilio-signature", signature(url, form, TOKEN)));
    }

    static String signature(String url, Map<String, String> form, String token) {
        StringBuilder text = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        return HmacSignatures.base64Sha1(token, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static InboundEvent news(WebhookRequest webhook) {
        return new TwilioWebhook().read(webhook, account()).getFirst();
    }
}
