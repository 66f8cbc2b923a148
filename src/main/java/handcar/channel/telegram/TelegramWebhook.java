package handcar.channel.telegram;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.EventTime;
import handcar.channel.InboundEvent;
import handcar.channel.MessageContent;
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

    /// Types of updates that Telegram is asked for.
    static final List<String> READ =
            List.of(
                    "message",
                    "edited_message",
                    "message_reaction",
                    "business_message",
                    "edited_business_message",
                    "deleted_business_messages");

    /// Types of updates that are known and not used.
    private static final Set<String> SKIPPED =
            Set.of(
                    """
                    business_connection callback_query channel_post chat_boost
                    chat_join_request chat_member chosen_inline_result edited_channel_post
                    inline_query message_reaction_count my_chat_member poll poll_answer pre_checkout_query
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
        return switch (update.type()) {
            case "message", "business_message" -> List.of(said(update, account, webhook));
            case "edited_message", "edited_business_message" ->
                    List.of(edited(update.message(), account, webhook));
            case "message_reaction" -> List.of(reaction(update, account, webhook));
            case "deleted_business_messages" -> deleted(update, account, webhook);
            default ->
                    List.of(
                            SKIPPED.contains(update.type())
                                    ? new InboundEvent.IgnoredEvent(update.type())
                                    : new InboundEvent.UnknownEvent(update.type()));
        };
    }

    private static InboundEvent said(
            Update update, ChannelAccount account, WebhookRequest webhook) {
        Written message = update.message();
        Optional<InboundEvent> skipped = skipped(message);
        if (skipped.isPresent()) {
            return skipped.get();
        }
        boolean isEmpty = message.text().isEmpty() && message.attachments().isEmpty();
        if (isEmpty && !message.isOwners()) {
            return new InboundEvent.IgnoredEvent("message.service");
        }
        // the app sends this for everybody who opens the bot
        if (message.text().equals("/start") || message.text().startsWith("/start ")) {
            return new InboundEvent.IgnoredEvent("message.start");
        }
        return message.isOwners()
                ? new InboundEvent.Echo(
                        account.id(),
                        message.thread(),
                        TelegramPayload.customer(update.body().at("chat")),
                        message.name(),
                        EventTime.ofSeconds(message.date(), webhook.at()),
                        isEmpty ? MessageContent.unreadableText("message") : message.text(),
                        message.attachments(),
                        message.address(),
                        Optional.empty(),
                        false)
                : message(message, message.name(), message.text(), account, webhook);
    }

    private static InboundEvent.CustomerMessage message(
            Written message,
            String name,
            String text,
            ChannelAccount account,
            WebhookRequest webhook) {
        return new InboundEvent.CustomerMessage(
                account.id(),
                message.thread(),
                message.from(),
                name,
                EventTime.ofSeconds(message.date(), webhook.at()),
                text,
                message.attachments(),
                message.address(),
                Optional.empty());
    }

    /// A reaction is told with all that the customer left on a message; none when it was taken back.
    private static InboundEvent reaction(
            Update update, ChannelAccount account, WebhookRequest webhook) {
        Written message = update.message();
        Optional<InboundEvent> skipped = skipped(message);
        Optional<String> emoji =
                update.body()
                        .at("new_reaction")
                        .each()
                        .flatMap(each -> each.text("emoji").stream())
                        .findFirst();
        return skipped.isPresent() || emoji.isEmpty()
                ? skipped.orElseGet(() -> new InboundEvent.IgnoredEvent("message_reaction"))
                : new InboundEvent.Reaction(
                        message(
                                message,
                                "reaction:" + message.name() + ":" + message.date().orElse(0),
                                emoji.get(),
                                account,
                                webhook),
                        message.name());
    }

    private static List<InboundEvent> deleted(
            Update update, ChannelAccount account, WebhookRequest webhook) {
        String thread = update.message().thread();
        return update.body()
                .at("message_ids")
                .each()
                .<InboundEvent>map(
                        id ->
                                new InboundEvent.MessageDeletion(
                                        account.id(),
                                        thread,
                                        thread + ":" + id.value(),
                                        webhook.at()))
                .toList();
    }

    private static InboundEvent edited(
            Written message, ChannelAccount account, WebhookRequest webhook) {
        return skipped(message)
                .orElseGet(
                        () ->
                                new InboundEvent.MessageEdit(
                                        account.id(),
                                        message.thread(),
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
