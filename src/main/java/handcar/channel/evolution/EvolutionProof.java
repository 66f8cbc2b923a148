package handcar.channel.evolution;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.Webhook;
import handcar.config.Secret;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJson;
import handcar.net.Signatures;

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
final class EvolutionProof {
    private static final String BEARER = "bearer ";

    /// Its tokens live ten minutes; clocks may differ as far as anywhere.
    private static final long LONGEST_TOKEN = 3_600;

    private EvolutionProof() {}

    static boolean holds(Knock knock, Account account) {
        List<String> secrets = account.webhookSecrets();
        if (secrets.isEmpty()) {
            return false;
        }
        boolean proven = false;
        for (String given : headers(knock)) {
            for (String secret : secrets) {
                proven |= Signatures.same(given, secret);
            }
        }
        Optional<String> bearer = bearer(knock);
        for (String secret : secrets) {
            proven |= bearer.filter(token -> isToken(token, secret, knock.at())).isPresent();
        }
        return proven || inBody(knock, account, secrets);
    }

    private static List<String> headers(Knock knock) {
        return Stream.concat(
                        knock.headers().values().stream().flatMap(List::stream),
                        bearer(knock).stream())
                .toList();
    }

    private static Optional<String> bearer(Knock knock) {
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
                Signatures.base64(secret, signed.getBytes(StandardCharsets.UTF_8))
                        .replace('+', '-')
                        .replace('/', '_')
                        .replace("=", "");
        if (!Signatures.same(parts[2], signature)) {
            return false;
        }
        OptionalLong ends = json(parts[1]).number("exp");
        long left = ends.orElse(0) - now.getEpochSecond();
        return json(parts[0]).text("alg").filter("HS256"::equals).isPresent()
                && left > -Webhook.REPLAY_WINDOW.toSeconds()
                && left <= LONGEST_TOKEN;
    }

    private static JsonView json(String part) {
        try {
            return new JsonView(Json.any(Base64.getUrlDecoder().decode(part)));
        } catch (IllegalArgumentException | MalformedJson _) {
            return new JsonView(null); // names no algorithm, so it proves nothing
        }
    }

    /// The instance's own key, where the server shows it; it is the account's key or the webhook's secret.
    private static boolean inBody(Knock knock, Account account, List<String> secrets) {
        Optional<String> given;
        try {
            given = new JsonView(Json.any(knock.body())).text("apikey");
        } catch (MalformedJson _) {
            return false;
        }
        boolean proven = false;
        for (String secret :
                Stream.concat(
                                secrets.stream(),
                                account.secret(Evolution.API_KEY).map(Secret::reveal).stream())
                        .toList()) {
            proven |= given.filter(key -> Signatures.same(key, secret)).isPresent();
        }
        return proven;
    }
}
