package handcar.channel.chatwoot;

import static handcar.channel.AccountSchema.Field.needed;
import static handcar.channel.AccountSchema.Field.optional;
import static handcar.config.EnvironmentVariable.chosenSecret;
import static handcar.config.EnvironmentVariable.secret;
import static handcar.config.EnvironmentVariable.text;
import static handcar.config.EnvironmentVariable.url;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelCapabilities.Unit;
import handcar.channel.ChannelContext;
import handcar.channel.ChannelProvider;
import handcar.channel.FileRules;
import handcar.channel.MediaFetcher;
import handcar.channel.MediaUrl;
import handcar.channel.SenderContext;
import handcar.channel.chatwoot.ChatwootSender.Status;
import handcar.chat.ConversationStatus;
import handcar.jobs.JobRequest;
import handcar.jobs.JobSpec;
import handcar.json.JsonView;

/// Chatwoot, as an agent bot or a user of one account. <https://developers.chatwoot.com/api-reference/introduction>
public final class ChatwootProvider extends ChannelProvider {
    public static final String KIND = "chatwoot";

    static final String API_TOKEN = "api_token";

    private static final AccountSchema SCHEMA =
            AccountSchema.of(
                    ChatwootProvider.class,
                    KIND,
                    needed("account_id", text("CHATWOOT_ACCOUNT_ID")),
                    List.of(
                            needed(ChannelAccount.BASE_URL, url("CHATWOOT_BASE_URL")),
                            optional(ChatwootPayload.WHATSAPP_PROVIDER)),
                    List.of(
                            needed(API_TOKEN, secret("CHATWOOT_API_TOKEN")),
                            needed(
                                    ChannelAccount.WEBHOOK_SECRET,
                                    chosenSecret("CHATWOOT_WEBHOOK_SECRET"))));

    public ChatwootProvider() {
        super(SCHEMA, capabilities(10_000, Unit.UTF16_UNITS, 10), new ChatwootWebhook());
    }

    /// The limits of the inbox's own channel, to which Chatwoot passes messages on.
    @Override
    public ChannelCapabilities capabilities(JsonView address) {
        boolean cloud = address.text("provider").filter("whatsapp_cloud"::equals).isPresent();
        return switch (address.text("channel").orElse("")) {
            case "Channel::FacebookPage" -> capabilities(2_000, Unit.UTF16_UNITS, 1);
            case "Channel::Instagram" -> capabilities(1_000, Unit.UTF8_BYTES, 1);
            case "Channel::TwilioSms", "Channel::Sms" -> capabilities(1_600, Unit.UTF16_UNITS, 1);
            case "Channel::Whatsapp" -> capabilities(cloud ? 4_096 : 1_600, Unit.UTF16_UNITS, 1);
            case "Channel::Telegram" -> capabilities(4_096, Unit.UTF16_UNITS, 1);
            default -> super.capabilities(address);
        };
    }

    /// Ten a second is far below the rate limit of an installation.
    ///
    /// @param filesPerMessage to most of its channels Chatwoot passes on only the first
    private static ChannelCapabilities capabilities(int limit, Unit unit, int filesPerMessage) {
        return new ChannelCapabilities(
                        limit,
                        unit,
                        ChannelCapabilities.Markup.MARKDOWN,
                        10,
                        Duration.ofMillis(500),
                        Optional.empty())
                .with(FileRules.anyInMessage(filesPerMessage, 40));
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of("x-chatwoot-delivery", "x-chatwoot-timestamp");
    }

    @Override
    public ChatwootSender sender(SenderContext context) {
        return new ChatwootSender(context.httpClient());
    }

    @Override
    public List<JobSpec> jobs(ChannelContext context) {
        return List.of(
                new ChatwootStatusJob(context.db(), context.accounts(), sender(context.sending()))
                        .spec());
    }

    @Override
    public Optional<JobRequest> showStatus(
            String account, Optional<UUID> binding, String thread, ConversationStatus status) {
        return Optional.of(
                ChatwootStatusJob.of(
                        account,
                        binding,
                        thread,
                        switch (status) {
                            case NEEDS_HUMAN, HUMAN_ACTIVE -> Status.OPEN;
                            case AI_ACTIVE -> Status.PENDING;
                            case CLOSED -> Status.RESOLVED;
                        }));
    }

    /// Files are named by URLs that need no credential.
    @Override
    public Optional<MediaFetcher> media(SenderContext context) {
        return Optional.of(MediaUrl.fetcher("chatwoot.media", context.baseUrl(SCHEMA)));
    }
}
