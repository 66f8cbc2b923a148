package handcar.channel.twilio;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.EnvironmentAccount;
import handcar.channel.Fields;
import handcar.channel.Fields.Field;
import handcar.channel.Provider;
import handcar.channel.Webhook;
import handcar.config.Config;
import handcar.net.Outgoing;

import java.util.List;
import java.util.Optional;

/// Twilio, both ways. <https://www.twilio.com/docs/messaging>
public final class Twilio implements Provider {
    public static final String KIND = "twilio";
    static final String BASE_URL = "https://api.twilio.com";
    static final String ACCOUNT_SID = "account_sid";

    private final Config.Twilio config;
    private final Webhook webhook = new TwilioWebhook();
    private final Channel channel;

    /// @param publicUrl our own address, where Twilio is told to report what became of a message
    public Twilio(Config.Twilio config, Outgoing outgoing, Optional<String> publicUrl) {
        this.config = config;
        this.channel = new TwilioChannel(outgoing, publicUrl);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Fields fields() {
        return new Fields(
                Field.needed(
                        "from", "Sender", "+14155550100, or whatsapp:+14155550100 for WhatsApp"),
                List.of(
                        Field.needed(ACCOUNT_SID, "Account SID", "AC…, on the Console's dashboard"),
                        Field.optional(
                                Account.BASE_URL, "Address of Twilio's interface", BASE_URL)),
                List.of(
                        Field.needed(
                                Account.WEBHOOK_SECRET,
                                "Auth token",
                                "On the Console's dashboard; signs the webhooks and sends"),
                        Field.optional(
                                Account.FORMER_WEBHOOK_SECRET,
                                "Former auth token",
                                "Good as well for webhooks while you change it")));
    }

    @Override
    public Optional<Account> fromEnvironment() {
        return new EnvironmentAccount(KIND)
                .always(Account.BASE_URL, config.baseUrl())
                .setting(ACCOUNT_SID, config.accountSid())
                .proof(config.authToken(), config.formerAuthToken())
                .named(config.from());
    }

    @Override
    public Optional<Webhook> webhook() {
        return Optional.of(webhook);
    }

    @Override
    public Channel channel() {
        return channel;
    }
}
