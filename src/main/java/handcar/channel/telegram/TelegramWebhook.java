package handcar.channel.telegram;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.ChannelAccount;
import handcar.channel.EventTime;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.ThreadEvent;
import handcar.channel.MessageContent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.channel.telegram.TelegramPayload.Update;
import handcar.channel.telegram.TelegramPayload.Written;
import handcar.chat.InboundDetails;
import handcar.chat.UnansweredReason;
import handcar.json.JsonView;
import handcar.net.HmacSignatures;

/// Reads what people write to the bot. Telegram signs nothing: it repeats the secret that was given with `setWebhook`.
/// <https://core.telegram.org/bots/api#setwebhook>
public final class TelegramWebhook implements WebhookParser {
    /// The app sends it for everybody who opens the bot; what a link to it carries tells where they come from.
    /// <https://core.telegram.org/bots/features#deep-linking>
    private static final Pattern START =
            Pattern.compile("/start(?:@[A-Za-z0-9_]{1,40})?(?:\\s+(.*))?", Pattern.DOTALL);

    static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

    /// Types of updates that Telegram is asked for.
    static final List<String> READ =
            List.of(
                    "message",
                    "edited_message",
                    "message_reaction",
                    "business_message",
                    "edited_business_message",
                    "deleted_business_messages",
                    "callback_query",
                    "my_chat_member");

    /// Types of updates that are known and not used.
    private static final Set<String> SKIPPED =
            Set.of(
                    """
                    business_connection channel_post chat_boost
                    chat_join_request chat_member chosen_inline_result edited_channel_post
                    inline_query message_reaction_count poll poll_answer pre_checkout_query
                    purchased_paid_media removed_chat_boost shipping_query\
                    """
                            .split("\\s+", -1));

    @Override
    public boolean isHopeless(WebhookRequest head, ChannelAccount account) {
        return head.header(SECRET_HEADER)
                .filter(given -> account.isVerifiedBy(ours -> HmacSignatures.same(given, ours)))
                .isEmpty();
    }

    @Override
    public void verify(WebhookRequest webhook, ChannelAccount account) {
        if (isHopeless(webhook, account)) {
            throw WebhookParser.signatureInvalid();
        }
    }

    /// The update's number counts up for each bot and stays the same when the update is repeated.
    @Override
    public Optional<String> eventId(WebhookRequest webhook) {
        return Update.of(webhook.json()).id();
    }

    @Override
    public List<InboundEvent> read(WebhookRequest webhook, ChannelAccount account) {
        Update update = Update.of(webhook.json());
        return switch (update.type()) {
            case "message", "business_message" -> List.of(said(update, account, webhook));
            case "edited_message", "edited_business_message" ->
                    List.of(edited(update, account, webhook));
            case "callback_query" -> List.of(pressed(update.body(), account, webhook));
            case "my_chat_member" -> List.of(blocked(update, account, webhook));
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
        Optional<MessageContent> content = message.content();
        if (content.isEmpty()) {
            return new InboundEvent.IgnoredEvent("message.service");
        }
        return whole(
                update, content.get(), EventTime.ofSeconds(message.date(), webhook.at()), account);
    }

    /// The message of either side.
    private static ThreadEvent whole(
            Update update, MessageContent content, Instant at, ChannelAccount account) {
        Written message = update.message();
        if (message.isOwners()) {
            return new InboundEvent.Echo(
                    account.id(),
                    message.thread(),
                    TelegramPayload.customer(update.body().at("chat")),
                    message.name(),
                    at,
                    content.text(),
                    content.attachments(),
                    message.address(),
                    Optional.empty(),
                    false);
        }
        Matcher start = START.matcher(content.text());
        if (start.matches()) {
            MessageContent opening =
                    MessageContent.opening(
                            Optional.ofNullable(start.group(1)).filter(it -> !it.isBlank()));
            return message(message, message.name(), opening, opening.details(), account, at);
        }
        InboundDetails details = content.details();
        return message(
                message,
                message.name(),
                content,
                TelegramFields.isReceipt(update.body())
                        ? details.because(UnansweredReason.AUTOMATIC)
                        : message.album().isPresent() ? details.asPart() : details,
                account,
                at);
    }

    /// A press on a button below a message of the bot. <https://core.telegram.org/bots/api#callbackquery>
    private static InboundEvent pressed(
            JsonView query, ChannelAccount account, WebhookRequest webhook) {
        Written below = Written.of(query.at("message"));
        Written by = below.by(query.at("from"));
        if (skipped(by).isPresent() || query.text("id").isEmpty()) {
            return new InboundEvent.IgnoredEvent("callback_query");
        }
        String data = query.text("data").or(() -> query.text("game_short_name")).orElse("");
        MessageContent content =
                query.at("message")
                        .at("reply_markup")
                        .at("inline_keyboard")
                        .each()
                        .flatMap(JsonView::each)
                        .filter(button -> button.text("callback_data").equals(Optional.of(data)))
                        .flatMap(button -> button.text("text").stream())
                        .findFirst()
                        .map(MessageContent::words)
                        .filter(_ -> !MessageContent.isOpening(data))
                        .orElseGet(
                                () ->
                                        MessageContent.isOpening(data)
                                                ? MessageContent.opening(Optional.empty())
                                                : MessageContent.standIn("button: " + data));
        return message(
                by,
                "button:" + by.thread() + ":" + query.text("id").get(),
                content.about(TelegramContext.answered(query.at("message")).stream()),
                content.details(),
                account,
                webhook.at());
    }

    /// The customer blocked the bot, or takes it back. <https://core.telegram.org/bots/api#chatmemberupdated>
    private static InboundEvent blocked(
            Update update, ChannelAccount account, WebhookRequest webhook) {
        JsonView change = update.body();
        Optional<String> now = change.at("new_chat_member").text("status");
        boolean isBlocked = now.equals(Optional.of("kicked"));
        boolean wasBlocked =
                change.at("old_chat_member").text("status").equals(Optional.of("kicked"));
        if (!update.message().chatType().equals("private") || isBlocked == wasBlocked) {
            return new InboundEvent.IgnoredEvent("my_chat_member");
        }
        return new InboundEvent.StaffNotice(
                account.id(),
                update.message().thread(),
                isBlocked
                        ? "The customer blocked the bot in Telegram: what is written here is not"
                                + " delivered until they take it back."
                        : "The customer takes messages of the bot again.",
                webhook.at());
    }

    private static InboundEvent.CustomerMessage message(
            Written message,
            String name,
            MessageContent content,
            InboundDetails details,
            ChannelAccount account,
            Instant at) {
        return new InboundEvent.CustomerMessage(
                account.id(),
                message.thread(),
                message.from(),
                name,
                at,
                content.text(),
                content.attachments(),
                message.address(),
                Optional.empty(),
                details);
    }

    /// A reaction is told with all that the customer left on a message; none when it was taken back.
    private static InboundEvent reaction(
            Update update, ChannelAccount account, WebhookRequest webhook) {
        Written message = update.message();
        Optional<InboundEvent> skipped = skipped(message);
        List<JsonView> left = update.body().at("new_reaction").each().toList();
        Optional<String> emoji =
                left.stream()
                        .flatMap(each -> each.text("emoji").stream())
                        .findFirst()
                        .or(() -> Optional.of("").filter(_ -> left.isEmpty()));
        return skipped.isPresent() || emoji.isEmpty()
                ? skipped.orElseGet(() -> new InboundEvent.IgnoredEvent("message_reaction"))
                : new InboundEvent.Reaction(
                        message(
                                message,
                                "reaction:" + message.name() + ":" + message.date().orElse(0),
                                MessageContent.words(emoji.get()),
                                InboundDetails.NONE,
                                account,
                                EventTime.ofSeconds(message.date(), webhook.at())),
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
                                        ChangeSide.EITHER,
                                        webhook.at()))
                .toList();
    }

    private static InboundEvent edited(
            Update update, ChannelAccount account, WebhookRequest webhook) {
        Written message = update.message();
        Optional<MessageContent> content = message.content();
        Optional<InboundEvent> skipped = skipped(message);
        if (skipped.isPresent() || content.isEmpty()) {
            return skipped.orElseGet(() -> new InboundEvent.IgnoredEvent("message.service"));
        }
        Instant at = update.within(EventTime.ofSeconds(message.edited(), webhook.at()));
        return new InboundEvent.MessageEdit(
                account.id(),
                message.thread(),
                message.name(),
                message.isOwners() ? ChangeSide.STAFF : ChangeSide.CUSTOMER,
                content.get(),
                at,
                Optional.of(whole(update, content.get(), at, account)));
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
