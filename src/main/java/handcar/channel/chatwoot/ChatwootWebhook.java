package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.net.HmacSignatures;

/// Chatwoot's webhooks. Since 4.11.2 they are signed over time and body; older installations and proxies sign the bare body
/// or nothing at all, and then a word in the address is the only proof.
/// <https://developers.chatwoot.com/self-hosted/webhooks>
final class ChatwootWebhook implements WebhookParser {
    /// Lets whoever has it listen to the customer's conversation.
    private static final Pattern TOKENS =
            Pattern.compile("(\"(?:pubsub_token|access_token|hmac_token)\"\\s*:\\s*\")[^\"]*\"");

    @Override
    public void verify(WebhookRequest webhook, ChannelAccount account) {
        Optional<String> signature = webhook.header("x-chatwoot-signature");
        boolean proven =
                signature.isPresent()
                        ? isInTime(webhook) && isSigned(signature.get(), webhook, account)
                        : knowsTheWord(webhook, account);
        if (!proven) {
            throw WebhookParser.signatureInvalid();
        }
    }

    @Override
    public List<InboundEvent> read(WebhookRequest webhook, ChannelAccount account) {
        return ChatwootPayload.read(webhook, account);
    }

    /// The same over all tries.
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

    /// True as well without a time: older versions send none.
    private static boolean isInTime(WebhookRequest webhook) {
        return webhook.header("x-chatwoot-timestamp")
                .map(stamp -> WebhookParser.isTimely(stamp, webhook))
                .orElse(true);
    }

    private static boolean knowsTheWord(WebhookRequest webhook, ChannelAccount account) {
        return webhook.parameter("token")
                .filter(token -> account.isVerifiedBy(secret -> HmacSignatures.same(token, secret)))
                .isPresent();
    }
}
