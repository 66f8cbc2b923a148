package handcar.channel.slack;

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

/// Slack, both ways.
public final class SlackProvider implements ChannelProvider {
    /// As in `/webhooks/slack`.
    public static final String KIND = "slack";

    static final String BASE_URL = "https://slack.com/api";

    private final Config.Slack config;
    private final WebhookParser webhook = new SlackWebhook();
    private final MessageSender channel;

    public SlackProvider(Config.Slack config, HttpClient httpClient) {
        this.config = config;
        this.channel = new SlackSender(httpClient);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public AccountSchema fields() {
        return new AccountSchema(
                Field.needed("channel", "Channel id", "C…, at the end of the channel's details"),
                List.of(
                        Field.optional(
                                ChannelAccount.BASE_URL, "Address of Slack's interface", BASE_URL)),
                List.of(
                        Field.needed(
                                SlackSender.TOKEN,
                                "Bot token",
                                "xoxb-…, under OAuth & Permissions"),
                        Field.needed(
                                ChannelAccount.WEBHOOK_SECRET,
                                "Signing secret",
                                "Under Basic Information, App Credentials"),
                        Field.optional(
                                ChannelAccount.FORMER_WEBHOOK_SECRET,
                                "Former signing secret",
                                "Good as well while you change it")));
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment() {
        return new EnvironmentAccountBuilder(KIND)
                .always(ChannelAccount.BASE_URL, config.baseUrl())
                .secret(SlackSender.TOKEN, config.botToken())
                .proof(config.signingSecret(), config.formerSigningSecret())
                .named(config.channel());
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
