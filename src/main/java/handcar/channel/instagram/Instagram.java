package handcar.channel.instagram;

import static handcar.channel.Fields.Field.needed;
import static handcar.channel.Fields.Field.optional;

import handcar.channel.Account;
import handcar.channel.EnvironmentAccount;
import handcar.channel.Fields;
import handcar.channel.Provider;
import handcar.channel.Webhook;
import handcar.channel.meta.Hub;
import handcar.config.Config;
import handcar.net.Outgoing;

import java.util.List;
import java.util.Optional;

/// Instagram's direct messages.
/// <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api>
public final class Instagram implements Provider {
    public static final String KIND = "instagram";
    static final String ACCESS_TOKEN = "access_token";

    private final Config.Instagram config;
    private final InstagramChannel channel;

    public Instagram(Config.Instagram config, Outgoing outgoing) {
        this.config = config;
        this.channel = new InstagramChannel(config.baseUrl(), outgoing);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Fields fields() {
        return new Fields(
                needed(
                        "instagram_account_id",
                        "Instagram account id",
                        "Instagram → API setup; digits"),
                List.of(
                        optional(
                                Account.BASE_URL,
                                "Address of Instagram's interface",
                                "Usually " + config.baseUrl())),
                List.of(
                        needed(
                                Account.WEBHOOK_SECRET,
                                "Instagram app secret",
                                "Instagram → API setup; signs the webhooks"),
                        optional(
                                Account.FORMER_WEBHOOK_SECRET,
                                "Former app secret",
                                "While the secret is being changed"),
                        needed(
                                Hub.VERIFY_TOKEN,
                                "Verify token",
                                "A word of your choice; enter the same with the webhook"),
                        needed(
                                ACCESS_TOKEN,
                                "Access token",
                                "A long-lived token with instagram_business_manage_messages")));
    }

    @Override
    public Optional<Account> fromEnvironment() {
        return new EnvironmentAccount(KIND)
                .always(Account.BASE_URL, config.baseUrl())
                .secret(Hub.VERIFY_TOKEN, config.verifyToken())
                .secret(ACCESS_TOKEN, config.accessToken())
                .proof(config.appSecret(), config.formerAppSecret())
                .named(config.accountId());
    }

    @Override
    public Optional<Webhook> webhook() {
        return Optional.of(new InstagramWebhook());
    }

    @Override
    public InstagramChannel channel() {
        return channel;
    }
}
