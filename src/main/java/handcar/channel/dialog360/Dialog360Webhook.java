package handcar.channel.dialog360;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.channel.meta.MetaWebhook;
import handcar.channel.whatsapp.WhatsAppPayload;
import handcar.net.HmacSignatures;

/// 360dialog's webhook has the Cloud API's body. It is verified by Meta's signature, by 360dialog's own, or by a header with a
/// fixed value that is configured beside the address. <https://docs.360dialog.com/docs/messaging/webhook>
final class Dialog360Webhook implements WebhookParser {
    /// The setting that names the header with the fixed value.
    static final String HEADER = "webhook_header";

    private static final List<String> USUAL_HEADERS = List.of("authorization", "x-webhook-secret");

    private static final String OWN_SIGNATURE = "x-360dialog-signature";
    private static final String BEARER = "Bearer ";

    @Override
    public boolean isHopeless(WebhookRequest head, ChannelAccount account) {
        return !MetaWebhook.mentionsSignature(head)
                && head.header(OWN_SIGNATURE).isEmpty()
                && !carriesTheSecret(head, account);
    }

    @Override
    public void verify(WebhookRequest request, ChannelAccount account) {
        if (!MetaWebhook.isSigned(request, account)
                && !isSignedBy360dialog(request, account)
                && !carriesTheSecret(request, account)) {
            throw WebhookParser.signatureInvalid();
        }
    }

    @Override
    public List<InboundEvent> read(WebhookRequest request, ChannelAccount account) {
        return WhatsAppPayload.read(request);
    }

    private static boolean isSignedBy360dialog(WebhookRequest request, ChannelAccount account) {
        return request.header(OWN_SIGNATURE)
                .map(given -> given.startsWith("sha256=") ? given.substring(7) : given)
                .filter(hex -> MetaWebhook.isSigned(hex, request, account))
                .isPresent();
    }

    private static boolean carriesTheSecret(WebhookRequest request, ChannelAccount account) {
        Optional<String> configured = account.setting(HEADER);
        return Stream.concat(configured.stream(), USUAL_HEADERS.stream())
                .flatMap(name -> request.header(name).stream())
                .anyMatch(given -> isSecret(given, account));
    }

    private static boolean isSecret(String given, ChannelAccount account) {
        String bare = given.startsWith(BEARER) ? given.substring(BEARER.length()) : given;
        return account.isVerifiedBy(
                secret -> {
                    boolean isBare = HmacSignatures.same(bare, secret);
                    boolean isWhole = HmacSignatures.same(given, secret);
                    return isBare || isWhole;
                });
    }
}
