package handcar.channel.evolution;

import handcar.channel.ChannelAccount;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.config.Secret;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.HmacSignatures;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The three ways in which Evolution API proves itself: a header of our choice that carries the secret, a token signed with
/// it (`jwt_key`), or the instance's key in the body. <https://doc.evolution-api.com/v2/en/configuration/webhooks>
final class EvolutionAuth {
    private static final String BEARER = "bearer ";

    /// Its tokens live ten minutes; clocks may differ as far as anywhere.
    private static final long LONGEST_TOKEN = 3_600;

    private EvolutionAuth() {}

    static boolean holds(WebhookRequest knock, ChannelAccount account) {
        List<String> secrets = account.webhookSecrets();
        if (secrets.isEmpty()) {
            return false;
        }
        boolean proven = false;
        for (String given : headers(knock)) {
            for (String secret : secrets) {
                proven |= HmacSignatures.same(given, secret);
            }
        }
        Optional<String> bearer = bearer(knock);
        for (String secret : secrets) {
            proven |= bearer.filter(token -> isToken(token, secret, knock.at())).isPresent();
        }
        return proven || inBody(knock, account, secrets);
    }

    private static List<String> headers(WebhookRequest knock) {
        return Stream.concat(
                        knock.headers().values().stream().flatMap(List::stream),
                        bearer(knock).stream())
                .toList();
    }

    private static Optional<String> bearer(WebhookRequest knock) {
        return knock.header("authorization")
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
    private static boolean inBody(
            WebhookRequest knock, ChannelAccount account, List<String> secrets) {
        Optional<String> given;
        try {
            given = new JsonView(Json.any(knock.body())).text("apikey");
        } catch (MalformedJsonException _) {
            return false;
        }
        boolean proven = false;
        for (String secret :
                Stream.concat(
                                secrets.stream(),
                                account
                                        .secret(EvolutionProvider.API_KEY)
                                        .map(Secret::reveal)
                                        .stream())
                        .toList()) {
            proven |= given.filter(key -> HmacSignatures.same(key, secret)).isPresent();
        }
        return proven;
    }
}
