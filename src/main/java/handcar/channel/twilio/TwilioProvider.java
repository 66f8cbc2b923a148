package handcar.channel.twilio;

import static handcar.channel.AccountSchema.Field.baseUrl;
import static handcar.channel.AccountSchema.Field.needed;
import static handcar.config.EnvironmentVariable.secret;
import static handcar.config.EnvironmentVariable.text;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelProvider;
import handcar.channel.FileRules;
import handcar.channel.MediaFetcher;
import handcar.channel.MessageSender;
import handcar.channel.Outbound.Media;
import handcar.channel.SenderContext;
import handcar.json.JsonView;

/// WhatsApp and SMS by Twilio. <https://www.twilio.com/docs/messaging>
public final class TwilioProvider extends ChannelProvider {
    public static final String KIND = "twilio";

    static final String BASE_URL = "https://api.twilio.com";
    static final String ACCOUNT_SID = "account_sid";

    private static final AccountSchema SCHEMA =
            AccountSchema.of(
                    TwilioProvider.class,
                    KIND,
                    needed("from", text("TWILIO_FROM")),
                    List.of(
                            needed(ACCOUNT_SID, text("TWILIO_ACCOUNT_SID")),
                            baseUrl(BASE_URL, "TWILIO_BASE_URL")),
                    List.of(needed(ChannelAccount.WEBHOOK_SECRET, secret("TWILIO_AUTH_TOKEN"))));

    /// One file a message; names are not carried. <https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages>
    private static final FileRules WHATSAPP_FILES =
            new FileRules(
                    FileRules.Transfer.LINK,
                    1_600,
                    List.of(
                            FileRules.kind(
                                    Media.Type.IMAGE, 5, "image/jpeg", "image/png", "image/webp"),
                            FileRules.kind(
                                    Media.Type.AUDIO,
                                    16,
                                    "audio/ogg",
                                    "audio/mpeg",
                                    "audio/mp4",
                                    "audio/aac",
                                    "audio/amr",
                                    "audio/3gpp"),
                            FileRules.kind(Media.Type.VIDEO, 16, "video/mp4"),
                            FileRules.kind(
                                    Media.Type.DOCUMENT,
                                    16,
                                    "application/pdf",
                                    "application/msword",
                                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                                    "text/vcard")));

    /// What carriers pass on; 5 MB with everything. <https://www.twilio.com/docs/messaging/guides/accepted-mime-types>
    private static final FileRules MMS_FILES =
            new FileRules(
                    FileRules.Transfer.LINK,
                    1_600,
                    List.of(
                            FileRules.kind(
                                    Media.Type.IMAGE, 5, "image/jpeg", "image/png", "image/gif"),
                            FileRules.kind(Media.Type.AUDIO, 5, "audio/"),
                            FileRules.kind(Media.Type.VIDEO, 5, "video/"),
                            FileRules.kind(
                                    Media.Type.DOCUMENT, 5, "application/pdf", "text/vcard")));

    /// 1 600 characters on either network; WhatsApp takes 80 messages a second and free text for a day.
    private static final ChannelCapabilities WHATSAPP =
            new ChannelCapabilities(
                            1_600,
                            ChannelCapabilities.Unit.UTF16_UNITS,
                            ChannelCapabilities.Markup.WHATSAPP,
                            80,
                            Duration.ofSeconds(1),
                            Optional.of(Duration.ofHours(24)))
                    .with(WHATSAPP_FILES);

    /// A long number sends one segment a second; Twilio queues what is faster.
    private static final ChannelCapabilities SMS =
            new ChannelCapabilities(
                            1_600,
                            ChannelCapabilities.Unit.UTF16_UNITS,
                            ChannelCapabilities.Markup.PLAIN,
                            1,
                            Duration.ofSeconds(1),
                            Optional.empty())
                    .with(
                            FileRules.none(
                                    "SMS carries text only. Send a link to the file, or ask the"
                                            + " customer for an e-mail address."));

    private static final ChannelCapabilities MMS = SMS.with(MMS_FILES);

    public TwilioProvider() {
        super(SCHEMA, WHATSAPP, new TwilioWebhook());
    }

    @Override
    public ChannelCapabilities capabilities(JsonView address) {
        boolean sms = address.text("network").filter("sms"::equals).isPresent();
        return sms ? (address.isTrue("mms") ? MMS : SMS) : WHATSAPP;
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of("i-twilio-idempotency-token", "?" + TwilioWebhook.DELIVERY);
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return new TwilioSender(context.baseUrl(SCHEMA), context.httpClient(), context.publicUrl());
    }

    @Override
    public Optional<MediaFetcher> media(SenderContext context) {
        return Optional.of(new TwilioMedia(context.baseUrl(SCHEMA)));
    }
}
