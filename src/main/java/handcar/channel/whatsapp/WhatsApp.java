package handcar.channel.whatsapp;

import static handcar.channel.Fields.Field.needed;
import static handcar.channel.Fields.Field.optional;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.EnvironmentAccount;
import handcar.channel.Fields;
import handcar.channel.Provider;
import handcar.channel.Webhook;
import handcar.channel.meta.Hub;
import handcar.config.Config;
import handcar.net.Outgoing;

import java.util.List;
import java.util.Optional;

/// WhatsApp, directly from Meta. <https://developers.facebook.com/docs/whatsapp/cloud-api>
public final class WhatsApp implements Provider {
    public static final String KIND = "whatsapp";
    static final String ACCESS_TOKEN = "access_token";

    private final Config.WhatsApp config;
    private final WhatsAppChannel channel;

    public WhatsApp(Config.WhatsApp config, Outgoing outgoing) {
        this.config = config;
        this.channel = new WhatsAppChannel(config.baseUrl(), outgoing);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Fields fields() {
        return new Fields(
                needed(
                        "phone_number_id",
                        "Phone number id",
                        "WhatsApp → API Setup; digits, not the number itself"),
                List.of(
                        optional(
                                Account.BASE_URL,
                                "Address of the Graph API",
                                "Usually " + config.baseUrl())),
                List.of(
                        needed(
                                Account.WEBHOOK_SECRET,
                                "App secret",
                                "App settings → Basic; signs the webhooks"),
                        optional(
                                Account.FORMER_WEBHOOK_SECRET,
                                "Former app secret",
                                "While the secret is being changed"),
                        needed(
                                Hub.VERIFY_TOKEN,
                                "Verify token",
                                "A word of your choice; enter the same under Configuration"),
                        needed(
                                ACCESS_TOKEN,
                                "Access token",
                                "A system user's permanent token with"
                                        + " whatsapp_business_messaging")));
    }

    @Override
    public Optional<Account> fromEnvironment() {
        return new EnvironmentAccount(KIND)
                .always(Account.BASE_URL, config.baseUrl())
                .secret(Hub.VERIFY_TOKEN, config.verifyToken())
                .secret(ACCESS_TOKEN, config.accessToken())
                .proof(config.appSecret(), config.formerAppSecret())
                .named(config.phoneNumberId());
    }

    @Override
    public Optional<Webhook> webhook() {
        return Optional.of(new WhatsAppWebhook());
    }

    @Override
    public Channel channel() {
        return channel;
    }
}
