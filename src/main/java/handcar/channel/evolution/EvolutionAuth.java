package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.json.JsonView;
import handcar.net.HmacSignatures;

/// The three ways to verify a webhook of Evolution API: a header of our choice with the secret, a token signed with the secret
/// (`jwt_key`), or the instance's key in the body. <https://doc.evolution-api.com/v2/en/configuration/webhooks>
final class EvolutionAuth {
    private static final String BEARER = "bearer ";

    /// In seconds. Evolution's tokens are valid for ten minutes.
    private static final long LONGEST_TOKEN = 3_600;

    private EvolutionAuth() {}

    static boolean isVerified(WebhookRequest request, ChannelAccount account) {
        Optional<String> bearer = bearer(request);
        List<String> values =
                Stream.concat(
                                request.headers().values().stream().flatMap(List::stream),
                                bearer.stream())
                        .toList();
        return account.isVerifiedBy(
                        secret ->
                                values.stream()
                                                .filter(value -> HmacSignatures.same(value, secret))
                                                .count()
                                        > 0)
                || bearer.filter(
                                token ->
                                        account.isVerifiedBy(
                                                secret -> isToken(token, secret, request.at())))
                        .isPresent()
                || (!account.webhookSecrets().isEmpty() && isInBody(request, account));
    }

    private static Optional<String> bearer(WebhookRequest request) {
        return request.header("authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()));
    }

    /// Whether it is a valid JWT with HS256. <https://www.rfc-editor.org/rfc/rfc7515>
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
            return JsonView.lenient(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException _) {
            return new JsonView(null); // has no algorithm, so it is not accepted
        }
    }

    /// Whether the body has the account's API key or the webhook's secret.
    private static boolean isInBody(WebhookRequest request, ChannelAccount account) {
        return JsonView.lenient(request.body())
                .text("apikey")
                .filter(key -> isSecret(key, account))
                .isPresent();
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
