package handcar.channel.twilio;

import handcar.channel.AccountSchema;
import handcar.channel.AccountSchema.Field;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelProvider;
import handcar.channel.EnvironmentAccountBuilder;
import handcar.channel.MessageSender;
import handcar.channel.WebhookParser;
import handcar.config.Config;
import handcar.net.HttpClient;

import java.util.List;
import java.util.Optional;

/// Twilio, both ways. <https://www.twilio.com/docs/messaging>
public final class TwilioProvider implements ChannelProvider {
    public static final String KIND = "twilio";
    static final String BASE_URL = "https://api.twilio.com";
    static final String ACCOUNT_SID = "account_sid";

    private final Config.Twilio config;
    private final WebhookParser webhook = new TwilioWebhook();
    private final MessageSender channel;

    /// @param publicUrl our own address, where Twilio is told to report what became of a message
    public TwilioProvider(Config.Twilio config, HttpClient httpClient, Optional<String> publicUrl) {
        this.config = config;
        this.channel = new TwilioSender(httpClient, publicUrl);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public AccountSchema fields() {
        return new AccountSchema(
                Field.needed(
                        "from", "Sender", "+14155550100, or whatsapp:+14155550100 for WhatsApp"),
                List.of(
                        Field.needed(ACCOUNT_SID, "Account SID", "AC…, on the Console's dashboard"),
                        Field.optional(
                                ChannelAccount.BASE_URL,
                                "Address of Twilio's interface",
                                BASE_URL)),
                List.of(
                        Field.needed(
                                ChannelAccount.WEBHOOK_SECRET,
                                "Auth token",
                                "On the Console's dashboard; signs the webhooks and sends"),
                        Field.optional(
                                ChannelAccount.FORMER_WEBHOOK_SECRET,
                                "Former auth token",
                                "Good as well for webhooks while you change it")));
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment() {
        return new EnvironmentAccountBuilder(KIND)
                .always(ChannelAccount.BASE_URL, config.baseUrl())
                .setting(ACCOUNT_SID, config.accountSid())
                .proof(config.authToken(), config.formerAuthToken())
                .named(config.from());
    }

    @Override
    public Optional<WebhookParser> webhook() {
        return Optional.of(webhook);
    }

    @Override
    public MessageSender channel() {
        return channel;
    }
}
