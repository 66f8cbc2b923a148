package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.TestAccount;
import handcar.channel.WebhookRequest;
import handcar.net.HmacSignatures;

/// Webhooks as an Evolution server sends them.
public final class EvolutionFixture {
    public static final String SECRET = "a long word of ours";
    public static final String KEY = "429683C4C977415CAAFCCE10F7D57E11";
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private EvolutionFixture() {}

    static ChannelAccount account(Map<String, String> settings, String... secrets) {
        return TestAccount.of(
                EvolutionProvider.KIND,
                "shop",
                settings,
                Map.of(EvolutionProvider.API_KEY, KEY),
                secrets);
    }

    static ChannelAccount account() {
        return account(Map.of(), SECRET);
    }

    static WebhookRequest request(String event, String body, Map<String, String> headers) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new WebhookRequest(
                event,
                "https://handcar.example/webhooks/evolution",
                all,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                NOW);
    }

    public static WebhookRequest request(String body) {
        return request("", body, Map.of("x-webhook-secret", SECRET));
    }

    /// An event around `data`.
    public static String event(String event, String data) {
        return """
        {"event":"%s","instance":"shop","data":%s,"destination":"https://handcar.example/webhooks/evolution",
        "date_time":"2026-11-21T07:00:00.000Z","sender":"5511988880000@s.whatsapp.net",
        "server_url":"https://evolution.example","apikey":"%s"}\
        """
                .formatted(event, data, KEY);
    }

    /// A message of a customer with this content.
    public static String data(String content) {
        return data("5511999990000@s.whatsapp.net", false, content);
    }

    public static String data(String jid, boolean ours, String content) {
        return """
        {"key":{"remoteJid":"%s","fromMe":%s,"id":"3EB0C767D097B7F7B5E1"},"pushName":"Ann",
        "status":"DELIVERY_ACK","message":%s,"messageType":"conversation","messageTimestamp":1795255200,
        "instanceId":"7c5ab1e4-0000","source":"android"}\
        """
                .formatted(jid, ours, content);
    }

    static List<InboundEvent> all(WebhookRequest request) {
        return new EvolutionWebhook().read(request, account());
    }

    static InboundEvent news(String event, String data) {
        List<InboundEvent> all = all(request(event(event, data)));
        if (all.size() != 1) {
            throw new AssertionError(all.toString());
        }
        return all.getFirst();
    }

    /// A token as `jwt_key` makes one.
    static String token(String header, String claims, String secret) {
        Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
        String signed =
                url.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                        + "."
                        + url.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        byte[] signature =
                Base64.getDecoder()
                        .decode(
                                HmacSignatures.base64(
                                        secret, signed.getBytes(StandardCharsets.UTF_8)));
        return signed + "." + url.encodeToString(signature);
    }

    static String token(long expiresIn, String secret) {
        long now = NOW.getEpochSecond();
        return token(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"iat\":%d,\"exp\":%d,\"app\":\"evolution\",\"action\":\"webhook\"}"
                        .formatted(now, now + expiresIn),
                secret);
    }
}
