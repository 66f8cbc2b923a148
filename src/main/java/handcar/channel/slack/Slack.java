package handcar.channel.slack;

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

/// Slack, both ways.
public final class Slack implements Provider {
    /// As in `/webhooks/slack`.
    public static final String KIND = "slack";

    static final String BASE_URL = "https://slack.com/api";

    private final Config.Slack config;
    private final Webhook webhook = new SlackWebhook();
    private final Channel channel;

    public Slack(Config.Slack config, Outgoing outgoing) {
        this.config = config;
        this.channel = new SlackChannel(outgoing);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Fields fields() {
        return new Fields(
                Field.needed("channel", "Channel id", "C…, at the end of the channel's details"),
                List.of(Field.optional(Account.BASE_URL, "Address of Slack's interface", BASE_URL)),
                List.of(
                        Field.needed(
                                SlackChannel.TOKEN,
                                "Bot token",
                                "xoxb-…, under OAuth & Permissions"),
                        Field.needed(
                                Account.WEBHOOK_SECRET,
                                "Signing secret",
                                "Under Basic Information, App Credentials"),
                        Field.optional(
                                Account.FORMER_WEBHOOK_SECRET,
                                "Former signing secret",
                                "Good as well while you change it")));
    }

    @Override
    public Optional<Account> fromEnvironment() {
        return new EnvironmentAccount(KIND)
                .always(Account.BASE_URL, config.baseUrl())
                .secret(SlackChannel.TOKEN, config.botToken())
                .proof(config.signingSecret(), config.formerSigningSecret())
                .named(config.channel());
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
