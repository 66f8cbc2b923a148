package handcar.channel.instagram;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.News;
import handcar.channel.Webhook;
import handcar.channel.meta.Hub;

import java.util.List;

/// The webhook of a professional account: signed with the app secret, its address proven by `hub.challenge`.
/// <https://developers.facebook.com/docs/instagram-platform/webhooks>
final class InstagramWebhook implements Webhook {
    @Override
    public void prove(Knock knock, Account account) {
        Hub.prove(knock, account);
    }

    @Override
    public List<News> read(Knock knock, Account account) {
        return InstagramPayload.read(knock);
    }

    @Override
    public Welcome shake(Knock knock, Account account) {
        return Hub.shake(knock, account);
    }
}
