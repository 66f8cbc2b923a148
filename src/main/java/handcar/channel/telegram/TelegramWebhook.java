package handcar.channel.telegram;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.EventTime;
import handcar.channel.InboundEvent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.channel.telegram.TelegramPayload.Update;
import handcar.channel.telegram.TelegramPayload.Written;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.HmacSignatures;

/// Reads what people write to the bot. Telegram signs nothing: it repeats the secret that was given with `setWebhook`.
/// <https://core.telegram.org/bots/api#setwebhook>
public final class TelegramWebhook implements WebhookParser {
    static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

    /// Types of updates that are known and not used.
    private static final Set<String> SKIPPED =
            Set.of(
                    """
                    business_connection business_message callback_query channel_post chat_boost
                    chat_join_request chat_member chosen_inline_result deleted_business_messages
                    edited_business_message edited_channel_post inline_query message_reaction
                    message_reaction_count my_chat_member poll poll_answer pre_checkout_query
                    purchased_paid_media removed_chat_boost shipping_query\
                    """
                            .split("\\s+", -1));

    @Override
    public void verify(WebhookRequest webhook, ChannelAccount account) {
        String given = webhook.header(SECRET_HEADER).orElseThrow(WebhookParser::signatureInvalid);
        if (!account.isVerifiedBy(secret -> HmacSignatures.same(given, secret))) {
            throw WebhookParser.signatureInvalid();
        }
    }

    /// The update's number counts up for each bot and stays the same when the update is repeated.
    @Override
    public Optional<String> eventId(WebhookRequest webhook) {
        return Update.of(new JsonView(Json.object(webhook.body()))).id();
    }

    @Override
    public List<InboundEvent> read(WebhookRequest webhook, ChannelAccount account) {
        Update update = Update.of(new JsonView(Json.object(webhook.body())));
        return List.of(
                switch (update.type()) {
                    case "message" -> said(update.message(), account, webhook);
                    case "edited_message" -> edited(update.message(), account, webhook);
                    default ->
                            SKIPPED.contains(update.type())
                                    ? new InboundEvent.IgnoredEvent(update.type())
                                    : new InboundEvent.UnknownEvent(update.type());
                });
    }

    private static InboundEvent said(
            Written message, ChannelAccount account, WebhookRequest webhook) {
        Optional<InboundEvent> skipped = skipped(message);
        if (skipped.isPresent()) {
            return skipped.get();
        }
        if (message.text().isEmpty() && message.attachments().isEmpty()) {
            return new InboundEvent.IgnoredEvent("message.service");
        }
        // the app sends this for everybody who opens the bot
        if (message.text().equals("/start") || message.text().startsWith("/start ")) {
            return new InboundEvent.IgnoredEvent("message.start");
        }
        return new InboundEvent.CustomerMessage(
                account.id(),
                message.chat().orElseThrow(),
                message.from(),
                message.name(),
                EventTime.ofSeconds(message.date(), webhook.at()),
                message.text(),
                message.attachments(),
                Map.of(),
                Optional.empty());
    }

    private static InboundEvent edited(
            Written message, ChannelAccount account, WebhookRequest webhook) {
        return skipped(message)
                .orElseGet(
                        () ->
                                new InboundEvent.MessageEdit(
                                        account.id(),
                                        message.chat().orElseThrow(),
                                        message.name(),
                                        message.text(),
                                        EventTime.ofSeconds(message.edited(), webhook.at())));
    }

    /// Skips groups, other bots and incomplete messages.
    private static Optional<InboundEvent> skipped(Written message) {
        if (message.id().isEmpty() || message.chat().isEmpty() || message.from().id().isEmpty()) {
            return Optional.of(new InboundEvent.IgnoredEvent("message.incomplete"));
        }
        if (!message.chatType().equals("private")) {
            return Optional.of(new InboundEvent.IgnoredEvent("message.group"));
        }
        return message.bot()
                ? Optional.of(new InboundEvent.IgnoredEvent("message.bot"))
                : Optional.empty();
    }
}
