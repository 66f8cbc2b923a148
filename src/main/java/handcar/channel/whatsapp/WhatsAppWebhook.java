package handcar.channel.whatsapp;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.News;
import handcar.channel.Webhook;
import handcar.channel.meta.Hub;

import java.util.List;

/// The webhook of a WhatsApp Business Account: signed with the app secret, its address proven by `hub.challenge`.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks>
final class WhatsAppWebhook implements Webhook {
    @Override
    public void prove(Knock knock, Account account) {
        Hub.prove(knock, account);
    }

    @Override
    public List<News> read(Knock knock, Account account) {
        return WhatsAppPayload.read(knock);
    }

    @Override
    public Welcome shake(Knock knock, Account account) {
        return Hub.shake(knock, account);
    }
}
