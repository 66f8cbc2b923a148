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
import handcar.channel.MessageSender;
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

    /// 1 600 characters on either network; WhatsApp takes 80 messages a second and free text for a day.
    private static final ChannelCapabilities WHATSAPP =
            new ChannelCapabilities(
                    1_600,
                    ChannelCapabilities.Unit.UTF16_UNITS,
                    ChannelCapabilities.Markup.WHATSAPP,
                    80,
                    Duration.ofSeconds(1),
                    Optional.of(Duration.ofHours(24)));

    /// A long number sends one segment a second; Twilio queues what is faster.
    private static final ChannelCapabilities SMS =
            new ChannelCapabilities(
                    1_600,
                    ChannelCapabilities.Unit.UTF16_UNITS,
                    ChannelCapabilities.Markup.PLAIN,
                    1,
                    Duration.ofSeconds(1),
                    Optional.empty());

    public TwilioProvider() {
        super(SCHEMA, WHATSAPP, new TwilioWebhook());
    }

    @Override
    public ChannelCapabilities capabilities(JsonView address) {
        return address.text("network").filter("sms"::equals).isPresent() ? SMS : WHATSAPP;
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of("i-twilio-idempotency-token", "?" + TwilioWebhook.DELIVERY);
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return new TwilioSender(context.baseUrl(SCHEMA), context.httpClient(), context.publicUrl());
    }
}
