package handcar.channel.slack;

import static handcar.channel.AccountSchema.Field.baseUrl;
import static handcar.channel.AccountSchema.Field.needed;
import static handcar.config.EnvironmentVariable.secret;
import static handcar.config.EnvironmentVariable.text;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelProvider;
import handcar.channel.MessageSender;
import handcar.channel.SenderContext;
import handcar.channel.StaffMirror;

/// Slack, where staff see every conversation and answer in its thread. <https://docs.slack.dev>
public final class SlackProvider extends ChannelProvider {
    public static final String KIND = "slack";

    static final String TOKEN = "bot_token";
    static final String BASE_URL = "https://slack.com/api";

    private static final AccountSchema SCHEMA =
            AccountSchema.of(
                    SlackProvider.class,
                    KIND,
                    needed("channel", text("SLACK_CHANNEL")),
                    List.of(baseUrl(BASE_URL, "SLACK_BASE_URL")),
                    List.of(
                            needed(TOKEN, secret("SLACK_BOT_TOKEN")),
                            needed(ChannelAccount.WEBHOOK_SECRET, secret("SLACK_SIGNING_SECRET"))));

    /// 4 000 characters are what Slack recommends; it cuts at 40 000. One message a second and channel:
    /// <https://docs.slack.dev/apis/web-api/rate-limits/>.
    static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(
                    4_000,
                    ChannelCapabilities.Unit.UTF16_UNITS,
                    ChannelCapabilities.Markup.SLACK,
                    1,
                    Duration.ZERO,
                    Optional.empty());

    public SlackProvider() {
        super(SCHEMA, CAPABILITIES, new SlackWebhook());
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of("x-slack-retry-num", "x-slack-retry-reason", "x-slack-request-timestamp");
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return new SlackSender(context.baseUrl(SCHEMA), context.httpClient());
    }

    @Override
    public Optional<StaffMirror> mirror(ChannelAccounts accounts, Optional<String> publicUrl) {
        return Optional.of(new SlackMirror(accounts::all, publicUrl));
    }
}
