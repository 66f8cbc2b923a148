package handcar.channel.meta;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.config.Secret;
import handcar.net.HmacSignatures;
import handcar.problem.Problem;

/// A webhook of Meta's: it is signed with the app secret, and Meta verifies its address by `hub.challenge`.
/// <https://developers.facebook.com/docs/graph-api/webhooks/getting-started>
public abstract class MetaWebhook implements WebhookParser {
    /// The secret that Meta sends when it verifies the address.
    public static final String VERIFY_TOKEN = "verify_token";

    private static final String PREFIX = "sha256=";

    /// Meta's challenges have ten digits; a longer text is not echoed.
    private static final int LONGEST_CHALLENGE = 200;

    @Override
    public boolean isHopeless(WebhookRequest head, ChannelAccount account) {
        return !mentionsSignature(head);
    }

    /// Whether there is a signature of Meta's to check.
    public static boolean mentionsSignature(WebhookRequest head) {
        return head.header("x-hub-signature-256")
                .filter(text -> text.startsWith(PREFIX))
                .isPresent();
    }

    @Override
    public void verify(WebhookRequest request, ChannelAccount account) {
        if (!isSigned(request, account)) {
            throw WebhookParser.signatureInvalid();
        }
    }

    /// Whether `X-Hub-Signature-256` is the HMAC of the raw body under one of the account's secrets.
    public static boolean isSigned(WebhookRequest request, ChannelAccount account) {
        return request.header("x-hub-signature-256")
                .filter(text -> text.startsWith(PREFIX))
                .map(text -> text.substring(PREFIX.length()))
                .filter(hex -> isSigned(hex, request, account))
                .isPresent();
    }

    /// Whether `hex` is the HMAC of the raw body under one of the account's secrets.
    public static boolean isSigned(String hex, WebhookRequest request, ChannelAccount account) {
        return account.isVerifiedBy(secret -> HmacSignatures.isHex(hex, secret, request.body()));
    }

    /// Returns the challenge to a caller that knows the account's verify token.
    @Override
    public WebhookResponse handshake(WebhookRequest request, ChannelAccount account) {
        Optional<String> ours =
                account.secret(VERIFY_TOKEN).map(Secret::reveal).filter(token -> !token.isBlank());
        Optional<String> theirs = request.parameter("hub.verify_token");
        Optional<String> challenge =
                request.parameter("hub.challenge")
                        .filter(text -> !text.isEmpty() && text.length() <= LONGEST_CHALLENGE);
        boolean subscribing = request.parameter("hub.mode").filter("subscribe"::equals).isPresent();
        boolean knows =
                theirs.flatMap(token -> ours.filter(own -> HmacSignatures.same(token, own)))
                        .isPresent();
        if (!knows || !subscribing || challenge.isEmpty()) {
            throw new Problem.Forbidden(
                    "verify_token_invalid",
                    "The verify token is not the one that is configured for this channel.");
        }
        return new WebhookResponse("text/plain; charset=utf-8", challenge.get());
    }
}
