package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.net.HmacSignatures;

/// Chatwoot's webhooks. Since 4.11.2 time and body are signed; older installations and proxies sign the bare body or nothing,
/// and then a secret in the address is the only proof.
/// <https://developers.chatwoot.com/self-hosted/webhooks>
final class ChatwootWebhook implements WebhookParser {
    private static final String SIGNATURE = "x-chatwoot-signature";

    /// Tokens that open the customer's conversation; they are not stored.
    private static final Pattern TOKENS =
            Pattern.compile("(\"(?:pubsub_token|access_token|hmac_token)\"\\s*:\\s*\")[^\"]*\"");

    @Override
    public boolean isHopeless(WebhookRequest head, ChannelAccount account) {
        return head.header(SIGNATURE).isPresent() ? !isTimely(head) : !hasToken(head, account);
    }

    @Override
    public void verify(WebhookRequest webhook, ChannelAccount account) {
        Optional<String> signature = webhook.header(SIGNATURE);
        if (isHopeless(webhook, account)
                || signature.filter(given -> !isSigned(given, webhook, account)).isPresent()) {
            throw WebhookParser.signatureInvalid();
        }
    }

    @Override
    public List<InboundEvent> read(WebhookRequest webhook, ChannelAccount account) {
        return ChatwootPayload.read(webhook, account);
    }

    /// The same in all tries of a delivery.
    @Override
    public Optional<String> eventId(WebhookRequest webhook) {
        return webhook.header("x-chatwoot-delivery")
                .filter(id -> !id.isBlank() && id.length() <= 100);
    }

    @Override
    public String kept(WebhookRequest webhook) {
        return TOKENS.matcher(webhook.text()).replaceAll("$1•\"");
    }

    private static boolean isSigned(String given, WebhookRequest webhook, ChannelAccount account) {
        String hex = given.startsWith("sha256=") ? given.substring(7) : given;
        byte[] stamp =
                webhook.header("x-chatwoot-timestamp")
                        .map(text -> text + ".")
                        .orElse("")
                        .getBytes(StandardCharsets.UTF_8);
        return account.isVerifiedBy(
                secret -> {
                    boolean stamped = HmacSignatures.isHex(hex, secret, stamp, webhook.body());
                    boolean bare = HmacSignatures.isHex(hex, secret, webhook.body());
                    return stamped || bare;
                });
    }

    /// True without a time: older versions send none.
    private static boolean isTimely(WebhookRequest webhook) {
        return webhook.header("x-chatwoot-timestamp")
                .map(stamp -> WebhookParser.isTimely(stamp, webhook))
                .orElse(true);
    }

    private static boolean hasToken(WebhookRequest webhook, ChannelAccount account) {
        return webhook.parameter("token")
                .filter(token -> account.isVerifiedBy(secret -> HmacSignatures.same(token, secret)))
                .isPresent();
    }
}
