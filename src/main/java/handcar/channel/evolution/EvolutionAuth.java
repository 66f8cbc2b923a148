package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.HmacSignatures;

/// The three ways in which Evolution API proves itself: a header of our choice that carries the secret, a token signed with
/// it (`jwt_key`), or the instance's key in the body. <https://doc.evolution-api.com/v2/en/configuration/webhooks>
final class EvolutionAuth {
    private static final String BEARER = "bearer ";

    /// Its tokens live ten minutes; clocks may differ as far as anywhere.
    private static final long LONGEST_TOKEN = 3_600;

    private EvolutionAuth() {}

    static boolean holds(WebhookRequest request, ChannelAccount account) {
        List<String> headers = headers(request);
        Optional<String> bearer = bearer(request);
        return account.isVerifiedBy(
                        secret ->
                                headers.stream()
                                                .filter(given -> HmacSignatures.same(given, secret))
                                                .count()
                                        > 0)
                || account.isVerifiedBy(
                        secret ->
                                bearer.filter(token -> isToken(token, secret, request.at()))
                                        .isPresent())
                || (!account.webhookSecrets().isEmpty() && isInBody(request, account));
    }

    private static List<String> headers(WebhookRequest request) {
        return Stream.concat(
                        request.headers().values().stream().flatMap(List::stream),
                        bearer(request).stream())
                .toList();
    }

    private static Optional<String> bearer(WebhookRequest request) {
        return request.header("authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()));
    }

    /// A JWT under HS256, in the one way it is written, and not yet over. <https://www.rfc-editor.org/rfc/rfc7515>
    private static boolean isToken(String token, String secret, Instant now) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        String signed = parts[0] + "." + parts[1];
        String signature =
                HmacSignatures.base64(secret, signed.getBytes(StandardCharsets.UTF_8))
                        .replace('+', '-')
                        .replace('/', '_')
                        .replace("=", "");
        if (!HmacSignatures.same(parts[2], signature)) {
            return false;
        }
        OptionalLong ends = json(parts[1]).number("exp");
        long left = ends.orElse(0) - now.getEpochSecond();
        return json(parts[0]).text("alg").filter("HS256"::equals).isPresent()
                && left > -WebhookParser.REPLAY_WINDOW.toSeconds()
                && left <= LONGEST_TOKEN;
    }

    private static JsonView json(String part) {
        try {
            return new JsonView(Json.any(Base64.getUrlDecoder().decode(part)));
        } catch (IllegalArgumentException | MalformedJsonException _) {
            return new JsonView(null); // names no algorithm, so it proves nothing
        }
    }

    /// The instance's own key, where the server shows it; it is the account's key or the webhook's secret.
    private static boolean isInBody(WebhookRequest request, ChannelAccount account) {
        Optional<String> given;
        try {
            given = new JsonView(Json.any(request.body())).text("apikey");
        } catch (MalformedJsonException _) {
            return false;
        }
        return given.filter(key -> isSecret(key, account)).isPresent();
    }

    private static boolean isSecret(String key, ChannelAccount account) {
        boolean isWebhookSecret = account.isVerifiedBy(secret -> HmacSignatures.same(key, secret));
        boolean isApiKey =
                account.secret(EvolutionProvider.API_KEY)
                        .filter(secret -> HmacSignatures.same(key, secret.reveal()))
                        .isPresent();
        return isWebhookSecret || isApiKey;
    }
}
