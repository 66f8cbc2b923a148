package handcar.channel.instagram;

import static handcar.channel.AccountSchema.Field.needed;
import static handcar.channel.AccountSchema.Field.optional;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelProvider;
import handcar.channel.EnvironmentAccountBuilder;
import handcar.channel.WebhookParser;
import handcar.channel.meta.MetaWebhookAuth;
import handcar.config.Config;
import handcar.net.HttpClient;

import java.util.List;
import java.util.Optional;

/// Instagram's direct messages.
/// <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api>
public final class InstagramProvider implements ChannelProvider {
    public static final String KIND = "instagram";
    static final String ACCESS_TOKEN = "access_token";

    private final Config.Instagram config;
    private final InstagramSender channel;

    public InstagramProvider(Config.Instagram config, HttpClient httpClient) {
        this.config = config;
        this.channel = new InstagramSender(config.baseUrl(), httpClient);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public AccountSchema fields() {
        return new AccountSchema(
                needed(
                        "instagram_account_id",
                        "Instagram account id",
                        "Instagram → API setup; digits"),
                List.of(
                        optional(
                                ChannelAccount.BASE_URL,
                                "Address of Instagram's interface",
                                "Usually " + config.baseUrl())),
                List.of(
                        needed(
                                ChannelAccount.WEBHOOK_SECRET,
                                "Instagram app secret",
                                "Instagram → API setup; signs the webhooks"),
                        optional(
                                ChannelAccount.FORMER_WEBHOOK_SECRET,
                                "Former app secret",
                                "While the secret is being changed"),
                        needed(
                                MetaWebhookAuth.VERIFY_TOKEN,
                                "Verify token",
                                "A word of your choice; enter the same with the webhook"),
                        needed(
                                ACCESS_TOKEN,
                                "Access token",
                                "A long-lived token with instagram_business_manage_messages")));
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment() {
        return new EnvironmentAccountBuilder(KIND)
                .always(ChannelAccount.BASE_URL, config.baseUrl())
                .secret(MetaWebhookAuth.VERIFY_TOKEN, config.verifyToken())
                .secret(ACCESS_TOKEN, config.accessToken())
                .proof(config.appSecret(), config.formerAppSecret())
                .named(config.accountId());
    }

    @Override
    public Optional<WebhookParser> webhook() {
        return Optional.of(new InstagramWebhook());
    }

    @Override
    public InstagramSender channel() {
        return channel;
    }
}
