package handcar.channel.telegram;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.News;
import handcar.channel.Webhook;
import handcar.channel.telegram.TelegramPayload.Update;
import handcar.channel.telegram.TelegramPayload.Written;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJson;
import handcar.net.Signatures;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What people write to the bot. Telegram signs nothing: it repeats the secret that came with `setWebhook`.
/// <https://core.telegram.org/bots/api#setwebhook>
public final class TelegramWebhook implements Webhook {
    static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

    /// Updates that are known and tell nothing for us.
    private static final Set<String> SKIPPED =
            Set.of(
                    "business_connection",
                    "business_message",
                    "callback_query",
                    "channel_post",
                    "chat_boost",
                    "chat_join_request",
                    "chat_member",
                    "chosen_inline_result",
                    "deleted_business_messages",
                    "edited_business_message",
                    "edited_channel_post",
                    "inline_query",
                    "message_reaction",
                    "message_reaction_count",
                    "my_chat_member",
                    "poll",
                    "poll_answer",
                    "pre_checkout_query",
                    "purchased_paid_media",
                    "removed_chat_boost",
                    "shipping_query");

    @Override
    public void prove(Knock knock, Account account) {
        String given = knock.header(SECRET_HEADER).orElseThrow(Webhook::unproven);
        boolean proven = false;
        for (String secret : account.webhookSecrets()) {
            proven |= Signatures.same(given, secret);
        }
        if (!proven) {
            throw Webhook.unproven();
        }
    }

    /// Numbers count up for each bot and stay the same when an update is repeated.
    @Override
    public Optional<String> eventId(Knock knock) {
        try {
            return Update.of(new JsonView(Json.object(knock.body()))).id();
        } catch (MalformedJson e) {
            return Optional.empty(); // told by `read`
        }
    }

    @Override
    public List<News> read(Knock knock, Account account) {
        Update update = Update.of(new JsonView(Json.object(knock.body())));
        return List.of(
                switch (update.type()) {
                    case "message" -> said(update.message(), account, knock);
                    case "edited_message" -> edited(update.message(), account, knock);
                    default ->
                            SKIPPED.contains(update.type())
                                    ? new News.Skipped(update.type())
                                    : new News.Unknown(update.type());
                });
    }

    private static News said(Written message, Account account, Knock knock) {
        Optional<News> skipped = skipped(message);
        if (skipped.isPresent()) {
            return skipped.get();
        }
        if (message.text().isEmpty() && message.attachments().isEmpty()) {
            return new News.Skipped("message.service");
        }
        // what the app sends for everybody who opens the bot: no question, and nothing to hand to a
        // person
        if (message.text().equals("/start") || message.text().startsWith("/start ")) {
            return new News.Skipped("message.start");
        }
        return new News.Said(
                account.id(),
                message.chat().orElseThrow(),
                message.from(),
                message.name(),
                message.date().orElse(knock.at()),
                message.text(),
                message.attachments(),
                Map.of(),
                Optional.empty());
    }

    private static News edited(Written message, Account account, Knock knock) {
        return skipped(message)
                .orElseGet(
                        () ->
                                new News.Edited(
                                        account.id(),
                                        message.chat().orElseThrow(),
                                        message.name(),
                                        message.text(),
                                        message.edited().orElse(knock.at())));
    }

    /// Groups talk among themselves, and programs to nobody.
    private static Optional<News> skipped(Written message) {
        if (message.id().isEmpty() || message.chat().isEmpty() || message.from().id().isEmpty()) {
            return Optional.of(new News.Skipped("message.incomplete"));
        }
        if (!message.chatType().equals("private")) {
            return Optional.of(new News.Skipped("message.group"));
        }
        return message.bot() ? Optional.of(new News.Skipped("message.bot")) : Optional.empty();
    }
}
