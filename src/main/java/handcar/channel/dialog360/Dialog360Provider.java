package handcar.channel.dialog360;

import static handcar.channel.AccountSchema.Field.baseUrl;
import static handcar.channel.AccountSchema.Field.chosen;
import static handcar.channel.AccountSchema.Field.needed;
import static handcar.channel.AccountSchema.Field.optional;
import static handcar.config.EnvironmentVariable.chosenSecret;
import static handcar.config.EnvironmentVariable.secret;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelProvider;
import handcar.channel.MediaFetcher;
import handcar.channel.MessageSender;
import handcar.channel.SenderContext;
import handcar.channel.whatsapp.WhatsAppMessages;

/// WhatsApp, by 360dialog. <https://docs.360dialog.com/docs/messaging>
public final class Dialog360Provider extends ChannelProvider {
    public static final String KIND = "360dialog";

    static final String API_KEY = "api_key";

    private static final String BASE_URL = "https://waba-v2.360dialog.io";

    private static final AccountSchema SCHEMA =
            AccountSchema.of(
                    Dialog360Provider.class,
                    KIND,
                    needed("phone_number_id"),
                    List.of(
                            optional(Dialog360Webhook.HEADER),
                            baseUrl(BASE_URL, "DIALOG360_BASE_URL")),
                    List.of(
                            needed(API_KEY, secret("DIALOG360_API_KEY")),
                            chosen(
                                    ChannelAccount.WEBHOOK_SECRET,
                                    chosenSecret("DIALOG360_WEBHOOK_SECRET"))));

    public Dialog360Provider() {
        super(SCHEMA, WhatsAppMessages.CAPABILITIES, new Dialog360Webhook());
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return new Dialog360Sender(context.baseUrl(SCHEMA), context.httpClient());
    }

    @Override
    public Optional<MediaFetcher> media(SenderContext context) {
        return Optional.of(
                Dialog360Media.of(
                        Dialog360Sender.graph(context.baseUrl(SCHEMA), context.httpClient())));
    }
}
