package handcar.channel.instagram;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.channel.meta.MetaWebhookAuth;

import java.util.List;

/// The webhook of a professional account: signed with the app secret, its address proven by `hub.challenge`.
/// <https://developers.facebook.com/docs/instagram-platform/webhooks>
final class InstagramWebhook implements WebhookParser {
    @Override
    public void prove(WebhookRequest knock, ChannelAccount account) {
        MetaWebhookAuth.prove(knock, account);
    }

    @Override
    public List<InboundEvent> read(WebhookRequest knock, ChannelAccount account) {
        return InstagramPayload.read(knock);
    }

    @Override
    public Welcome shake(WebhookRequest knock, ChannelAccount account) {
        return MetaWebhookAuth.shake(knock, account);
    }
}
