package handcar.channel.instagram;

import static handcar.channel.AccountSchema.Field.baseUrl;
import static handcar.channel.AccountSchema.Field.chosen;
import static handcar.channel.AccountSchema.Field.needed;
import static handcar.config.EnvironmentVariable.secret;
import static handcar.config.EnvironmentVariable.text;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelCapabilities.Markup;
import handcar.channel.ChannelCapabilities.Unit;
import handcar.channel.ChannelContext;
import handcar.channel.ChannelProvider;
import handcar.channel.FileRules;
import handcar.channel.InboundEvent;
import handcar.channel.MediaFetcher;
import handcar.channel.MediaUrl;
import handcar.channel.Outbound.Media;
import handcar.channel.SenderContext;
import handcar.channel.meta.GraphApi;
import handcar.channel.meta.MetaWebhook;
import handcar.jobs.JobRequest;
import handcar.jobs.JobSpec;

/// Instagram's direct messages.
/// <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api>
public final class InstagramProvider extends ChannelProvider {
    public static final String KIND = "instagram";

    private static final String BASE_URL = "https://graph.instagram.com/v23.0";

    private static final AccountSchema SCHEMA =
            AccountSchema.of(
                    InstagramProvider.class,
                    KIND,
                    needed("instagram_account_id", text("INSTAGRAM_ACCOUNT_ID")),
                    List.of(baseUrl(BASE_URL, "INSTAGRAM_BASE_URL")),
                    List.of(
                            needed(ChannelAccount.WEBHOOK_SECRET, secret("INSTAGRAM_APP_SECRET")),
                            chosen(
                                    MetaWebhook.VERIFY_TOKEN,
                                    secret("INSTAGRAM_WEBHOOK_VERIFY_TOKEN")),
                            needed(GraphApi.ACCESS_TOKEN, secret("INSTAGRAM_ACCESS_TOKEN"))));

    private static final FileRules FILES =
            new FileRules(
                    FileRules.Transfer.LINK,
                    0,
                    List.of(
                            FileRules.kind(
                                    Media.Type.IMAGE, 8, "image/jpeg", "image/png", "image/gif"),
                            FileRules.kind(
                                    Media.Type.AUDIO, 25, "audio/aac", "audio/mp4", "audio/wav"),
                            FileRules.kind(
                                    Media.Type.VIDEO,
                                    25,
                                    "video/mp4",
                                    "video/ogg",
                                    "video/quicktime",
                                    "video/webm"),
                            FileRules.kind(Media.Type.DOCUMENT, 25, "application/pdf")));

    /// 1 000 bytes, not characters; no markup; free text for a day after the customer's last message.
    private static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(
                            1_000,
                            Unit.UTF8_BYTES,
                            Markup.PLAIN,
                            10,
                            Duration.ofSeconds(1),
                            Optional.of(Duration.ofHours(24)))
                    .with(FILES);

    public InstagramProvider() {
        super(SCHEMA, CAPABILITIES, new InstagramWebhook());
    }

    @Override
    public InstagramSender sender(SenderContext context) {
        return new InstagramSender(context.baseUrl(SCHEMA), context.httpClient());
    }

    @Override
    public List<JobSpec> jobs(ChannelContext context) {
        return List.of(
                new InstagramProfileJob(
                                context.db(),
                                context.accounts(),
                                context.conversations(),
                                sender(context.sending()))
                        .spec());
    }

    @Override
    public Optional<JobRequest> introduce(
            ChannelAccount account, String accountId, InboundEvent.Sender customer) {
        return Optional.of(InstagramProfileJob.of(accountId, account.binding(), customer.id()));
    }

    /// Files are named by URLs that need no credential.
    @Override
    public Optional<MediaFetcher> media(SenderContext context) {
        return Optional.of(MediaUrl.fetcher("instagram.media", context.baseUrl(SCHEMA)));
    }
}
