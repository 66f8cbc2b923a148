package handcar.channel.meta;

import handcar.channel.ChannelAccount;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookParser.Welcome;
import handcar.channel.WebhookRequest;
import handcar.config.Secret;
import handcar.net.HmacSignatures;
import handcar.problem.Problem;

import java.util.Optional;

/// How Meta proves its webhooks and has our address proven.
/// <https://developers.facebook.com/docs/graph-api/webhooks/getting-started>
public final class MetaWebhookAuth {
    /// The word that Meta repeats when it checks the address.
    public static final String VERIFY_TOKEN = "verify_token";

    private static final String PREFIX = "sha256=";

    /// Theirs are ten digits; nobody gets a page of text echoed.
    private static final int LONGEST_CHALLENGE = 200;

    private MetaWebhookAuth() {}

    /// Refuses unless `X-Hub-Signature-256` is the HMAC of the raw body under one of the account's secrets.
    public static void prove(WebhookRequest webhook, ChannelAccount account) {
        if (!isSigned(webhook, account)) {
            throw WebhookParser.unproven();
        }
    }

    /// Whether `X-Hub-Signature-256` is there and right.
    public static boolean isSigned(WebhookRequest webhook, ChannelAccount account) {
        Optional<String> given = webhook.header("x-hub-signature-256");
        return given.filter(text -> text.startsWith(PREFIX))
                .map(text -> text.substring(PREFIX.length()))
                .filter(hex -> isSigned(hex, webhook, account))
                .isPresent();
    }

    /// Whether `hex` is the HMAC of the raw body under one of the account's secrets.
    public static boolean isSigned(String hex, WebhookRequest webhook, ChannelAccount account) {
        return account.webhookSecrets().stream()
                .anyMatch(secret -> HmacSignatures.isHex(hex, secret, webhook.body()));
    }

    /// The challenge, when the caller knows the account's word.
    public static Welcome shake(WebhookRequest webhook, ChannelAccount account) {
        Optional<String> ours = account.secret(VERIFY_TOKEN).map(Secret::reveal);
        Optional<String> theirs = webhook.parameter("hub.verify_token");
        Optional<String> challenge =
                webhook.parameter("hub.challenge")
                        .filter(text -> !text.isEmpty() && text.length() <= LONGEST_CHALLENGE);
        boolean subscribing = webhook.parameter("hub.mode").filter("subscribe"::equals).isPresent();
        boolean knows =
                ours.isPresent()
                        && !ours.get().isBlank()
                        && theirs.isPresent()
                        && HmacSignatures.same(theirs.get(), ours.get());
        if (!knows || !subscribing || challenge.isEmpty()) {
            throw new Problem.Forbidden(
                    "verify_token_invalid",
                    "The verify token is not the one that is configured for this channel.");
        }
        return new Welcome("text/plain; charset=utf-8", challenge.get());
    }
}
