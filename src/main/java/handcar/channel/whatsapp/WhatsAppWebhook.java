package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.WebhookRequest;
import handcar.channel.meta.MetaWebhook;

/// The webhook of a WhatsApp Business Account. <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks>
final class WhatsAppWebhook extends MetaWebhook {
    @Override
    public List<InboundEvent> read(WebhookRequest request, ChannelAccount account) {
        return WhatsAppPayload.read(request);
    }
}
