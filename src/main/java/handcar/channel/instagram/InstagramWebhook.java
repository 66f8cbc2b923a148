package handcar.channel.instagram;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.WebhookRequest;
import handcar.channel.meta.MetaWebhook;

/// The webhook of a professional account. <https://developers.facebook.com/docs/instagram-platform/webhooks>
final class InstagramWebhook extends MetaWebhook {
    @Override
    public List<InboundEvent> read(WebhookRequest request, ChannelAccount account) {
        return InstagramPayload.read(request);
    }
}
