package handcar.channel.whatsapp;

import static handcar.channel.AccountSchema.Field.baseUrl;
import static handcar.channel.AccountSchema.Field.chosen;
import static handcar.channel.AccountSchema.Field.needed;
import static handcar.config.EnvironmentVariable.secret;
import static handcar.config.EnvironmentVariable.text;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelProvider;
import handcar.channel.MediaFetcher;
import handcar.channel.MessageSender;
import handcar.channel.SenderContext;
import handcar.channel.meta.GraphApi;
import handcar.channel.meta.MetaWebhook;

/// WhatsApp, directly from Meta. <https://developers.facebook.com/docs/whatsapp/cloud-api>
public final class WhatsAppProvider extends ChannelProvider {
    public static final String KIND = "whatsapp";

    private static final String BASE_URL = "https://graph.facebook.com/v23.0";

    private static final AccountSchema SCHEMA =
            AccountSchema.of(
                    WhatsAppProvider.class,
                    KIND,
                    needed("phone_number_id", text("WHATSAPP_PHONE_NUMBER_ID")),
                    List.of(baseUrl(BASE_URL, "WHATSAPP_BASE_URL")),
                    List.of(
                            needed(ChannelAccount.WEBHOOK_SECRET, secret("WHATSAPP_APP_SECRET")),
                            chosen(MetaWebhook.VERIFY_TOKEN, secret("WHATSAPP_VERIFY_TOKEN")),
                            needed(GraphApi.ACCESS_TOKEN, secret("WHATSAPP_ACCESS_TOKEN"))));

    public WhatsAppProvider() {
        super(SCHEMA, WhatsAppMessages.CAPABILITIES, new WhatsAppWebhook());
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return new WhatsAppSender(context.baseUrl(SCHEMA), context.httpClient());
    }

    @Override
    public Optional<MediaFetcher> media(SenderContext context) {
        return Optional.of(
                WhatsAppMedia.atMeta(
                        WhatsAppSender.graph(context.baseUrl(SCHEMA), context.httpClient())));
    }
}
