package handcar.channel.meta;

import module java.base;

import handcar.channel.WebhookRequest;
import handcar.net.HmacSignatures;

/// Requests as providers send them.
public final class MetaFixture {
    public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private MetaFixture() {}

    public static WebhookRequest posted(String body, Map<String, String> headers) {
        return posted(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static WebhookRequest posted(byte[] body, Map<String, String> headers) {
        return new WebhookRequest(
                "", "https://handcar.example/webhooks/x", lower(headers), Map.of(), body, NOW);
    }

    /// A GET with these parameters.
    public static WebhookRequest asked(Map<String, String> query) {
        return new WebhookRequest(
                "", "https://handcar.example/webhooks/x", Map.of(), query, new byte[0], NOW);
    }

    /// As Meta signs.
    public static WebhookRequest signed(String body, String secret) {
        return posted(body, Map.of("X-Hub-Signature-256", "sha256=" + hex(body, secret)));
    }

    public static String hex(String body, String secret) {
        return HmacSignatures.hex(secret, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> lower(Map<String, String> headers) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return all;
    }
}
