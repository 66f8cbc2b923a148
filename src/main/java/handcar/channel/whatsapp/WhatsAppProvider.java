package handcar.channel.whatsapp;

import static handcar.channel.AccountSchema.Field.needed;
import static handcar.channel.AccountSchema.Field.optional;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelProvider;
import handcar.channel.EnvironmentAccountBuilder;
import handcar.channel.MessageSender;
import handcar.channel.WebhookParser;
import handcar.channel.meta.MetaWebhookAuth;
import handcar.config.Config;
import handcar.net.HttpClient;

import java.util.List;
import java.util.Optional;

/// WhatsApp, directly from Meta. <https://developers.facebook.com/docs/whatsapp/cloud-api>
public final class WhatsAppProvider implements ChannelProvider {
    public static final String KIND = "whatsapp";
    static final String ACCESS_TOKEN = "access_token";

    private final Config.WhatsApp config;
    private final WhatsAppChannel channel;

    public WhatsAppProvider(Config.WhatsApp config, HttpClient httpClient) {
        this.config = config;
        this.channel = new WhatsAppChannel(config.baseUrl(), httpClient);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public AccountSchema fields() {
        return new AccountSchema(
                needed(
                        "phone_number_id",
                        "Phone number id",
                        "WhatsApp → API Setup; digits, not the number itself"),
                List.of(
                        optional(
                                ChannelAccount.BASE_URL,
                                "Address of the Graph API",
                                "Usually " + config.baseUrl())),
                List.of(
                        needed(
                                ChannelAccount.WEBHOOK_SECRET,
                                "App secret",
                                "App settings → Basic; signs the webhooks"),
                        optional(
                                ChannelAccount.FORMER_WEBHOOK_SECRET,
                                "Former app secret",
                                "While the secret is being changed"),
                        needed(
                                MetaWebhookAuth.VERIFY_TOKEN,
                                "Verify token",
                                "A word of your choice; enter the same under Configuration"),
                        needed(
                                ACCESS_TOKEN,
                                "Access token",
                                "A system user's permanent token with"
                                        + " whatsapp_business_messaging")));
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment() {
        return new EnvironmentAccountBuilder(KIND)
                .always(ChannelAccount.BASE_URL, config.baseUrl())
                .secret(MetaWebhookAuth.VERIFY_TOKEN, config.verifyToken())
                .secret(ACCESS_TOKEN, config.accessToken())
                .proof(config.appSecret(), config.formerAppSecret())
                .named(config.phoneNumberId());
    }

    @Override
    public Optional<WebhookParser> webhook() {
        return Optional.of(new WhatsAppWebhook());
    }

    @Override
    public MessageSender channel() {
        return channel;
    }
}
