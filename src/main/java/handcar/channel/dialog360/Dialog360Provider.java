package handcar.channel.dialog360;

import static handcar.channel.AccountSchema.Field.baseUrl;
import static handcar.channel.AccountSchema.Field.chosen;
import static handcar.channel.AccountSchema.Field.needed;
import static handcar.channel.AccountSchema.Field.optional;
import static handcar.config.EnvironmentVariable.secret;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelProvider;
import handcar.channel.MessageSender;
import handcar.channel.SenderContext;
import handcar.channel.WebhookParser;
import handcar.channel.whatsapp.WhatsAppMessages;
import handcar.json.JsonView;

/// WhatsApp, by 360dialog. <https://docs.360dialog.com/docs/messaging>
public final class Dialog360Provider implements ChannelProvider {
    public static final String KIND = "360dialog";

    static final String API_KEY = "api_key";

    private static final String BASE_URL = "https://waba-v2.360dialog.io";

    private static final AccountSchema SCHEMA =
            new AccountSchema(
                    KIND,
                    "WhatsApp by 360dialog",
                    needed(
                            "phone_number_id",
                            "Phone number id",
                            "In the Hub under the number's details; digits"),
                    List.of(
                            optional(
                                    Dialog360Webhook.HEADER,
                                    "Header of the webhook",
                                    "The name of the header that carries the secret, when it is"
                                            + " neither Authorization nor X-Webhook-Secret"),
                            baseUrl(
                                    "Address of 360dialog's interface",
                                    BASE_URL,
                                    "DIALOG360_BASE_URL")),
                    List.of(
                            needed(
                                    API_KEY,
                                    "API key",
                                    "The number's D360-API-KEY",
                                    secret("DIALOG360_API_KEY")),
                            chosen(
                                    ChannelAccount.WEBHOOK_SECRET,
                                    "Webhook secret",
                                    "Signs the webhooks, or is the value of their header",
                                    secret("DIALOG360_WEBHOOK_SECRET"))));

    @Override
    public AccountSchema schema() {
        return SCHEMA;
    }

    @Override
    public ChannelCapabilities capabilities(JsonView address) {
        return WhatsAppMessages.SHAPE;
    }

    @Override
    public Optional<WebhookParser> webhook() {
        return Optional.of(new Dialog360Webhook());
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return new Dialog360Sender(context.baseUrl(SCHEMA), context.httpClient());
    }
}
