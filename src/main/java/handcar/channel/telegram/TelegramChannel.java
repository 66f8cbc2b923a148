package handcar.channel.telegram;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.Shape;
import handcar.channel.telegram.TelegramPayload.Result;
import handcar.config.Secret;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJson;
import handcar.net.Answer;
import handcar.net.Call;
import handcar.net.NoAnswer;
import handcar.net.Outgoing;
import handcar.net.Repeat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes as the bot. <https://core.telegram.org/bots/api#sendmessage>
final class TelegramChannel implements Channel {
    static final String TOKEN = "bot_token";

    /// 4 096 characters; thirty messages a second to different chats, one a second to the same:
    /// <https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>.
    private static final Shape SHAPE =
            new Shape(
                    4_096,
                    Shape.Unit.UTF16_UNITS,
                    Shape.Markup.TELEGRAM_HTML,
                    25,
                    Duration.ofSeconds(1),
                    Optional.empty());

    /// A refused message may be sent once more without marks: both within what a sending may take. Not by `dividedBy`, which
    /// would make a start wait for the tables of `BigDecimal`.
    private static final Duration ONE = Duration.ofMillis(Sending.LONGEST.toMillis() / 2);

    /// Three questions of a person who waits.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Outgoing outgoing;
    private final Optional<String> publicUrl;

    TelegramChannel(Outgoing outgoing, Optional<String> publicUrl) {
        this.outgoing = outgoing;
        this.publicUrl = publicUrl;
    }

    @Override
    public Shape shape(JsonView address) {
        return SHAPE;
    }

    @Override
    public Sending send(Part part, Account account) {
        if (token(account).isEmpty()) {
            return new Sending.Refused("No bot token is configured, or it is not one.");
        }
        Sending sent = send(part, account, part.text(), true);
        boolean misread =
                sent instanceof Sending.Refused(String reason) && reason.contains("can't parse");
        // what Telegram could not read it did not send
        return misread ? send(part, account, bare(part.text()), false) : sent;
    }

    private Sending send(Part part, Account account, String text, boolean html) {
        Map<String, Object> message = TelegramPayload.message(part.thread(), text, html);
        Call call = call("sendMessage", message, account).within(ONE, ONE);
        return Sending.of(outgoing.call(call), answer -> became(answer, part));
    }

    private static Sending became(Answer answer, Part part) {
        Result result = Result.of(json(answer));
        if (result.ok()) {
            var id = result.result().number("message_id");
            return id.isPresent()
                    ? new Sending.Sent(part.thread() + ":" + id.getAsLong())
                    : new Sending.Unknown("Telegram told no name for the message");
        }
        return switch (answer.status()) {
            case 429, 503 ->
                    new Sending.TryLater(
                            "Telegram wants a pause: " + result.description(),
                            result.retryAfter().isPresent()
                                    ? Optional.of(
                                            Duration.ofSeconds(result.retryAfter().getAsLong()))
                                    : answer.retryAfter());
            case 400, 403 -> new Sending.Refused(explained(result.description()));
            case 401, 404 -> new Sending.Refused("The bot's token is not valid (any more)");
            default ->
                    answer.status() < 500 && answer.status() >= 300
                            ? new Sending.Refused(result.description())
                            : new Sending.Unknown("Telegram answered " + answer.status());
        };
    }

    private static String explained(String description) {
        if (description.contains("blocked")) {
            return description + ": the customer does not want messages of this bot";
        }
        return description.contains("chat not found")
                ? description + ": a bot may only write to people who wrote to it"
                : description;
    }

    /// The text of our own markup; nothing else stands in it, for it was escaped.
    private static String bare(String html) {
        return html.replaceAll("<[^<>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    /// Also tells Telegram where to deliver, as often as one asks: it keeps the last.
    @Override
    public Verified verify(Account account) {
        if (token(account).isEmpty()) {
            return new Verified(false, "That is not a bot token; it looks like 123456:ABC-DEF…");
        }
        try {
            Result me = ask("getMe", Map.of(), account);
            String name = "@" + me.result().text("username").orElse("a bot without a name");
            return me.ok()
                    ? delivered(name, account)
                    : new Verified(false, "Telegram does not know the token: " + me.description());
        } catch (NoAnswer e) {
            return new Verified(false, "Telegram does not answer: " + e.getMessage());
        }
    }

    private Verified delivered(String name, Account account) {
        Optional<String> url =
                publicUrl
                        .filter(address -> address.startsWith("https://"))
                        .map(address -> address + "/webhooks/telegram" + door(account));
        Optional<Secret> secret = account.secret(Account.WEBHOOK_SECRET);
        if (url.isEmpty()) {
            return new Verified(
                    true, name + "; set BACKEND_URL (https) and Telegram is told where to deliver");
        }
        if (secret.isEmpty() || !secret.get().reveal().matches("[A-Za-z0-9_-]{1,256}")) {
            return new Verified(
                    false, "The webhook secret must be letters, digits, _ and - (up to 256).");
        }
        Result set =
                ask(
                        "setWebhook",
                        Map.of(
                                "url", url.get(),
                                "secret_token", secret.get().reveal(),
                                "allowed_updates", List.of("message", "edited_message")),
                        account);
        if (!set.ok()) {
            return new Verified(false, "Telegram refuses the webhook: " + set.description());
        }
        JsonView info = ask("getWebhookInfo", Map.of(), account).result();
        String trouble =
                info.text("last_error_message")
                        .map(last -> "; its last delivery failed: " + last)
                        .orElse("");
        return new Verified(true, name + " delivers to " + url.get() + trouble);
    }

    private static String door(Account account) {
        return account.door().isEmpty() ? "" : "/" + account.door();
    }

    private Result ask(String method, Map<String, ?> body, Account account) {
        Call call = call(method, body, account).within(PATIENCE, PATIENCE);
        return Result.of(json(outgoing.call(call).orThrow()));
    }

    private static Call call(String method, Map<String, ?> body, Account account) {
        String base =
                account.setting(Account.BASE_URL).orElse(Telegram.BASE_URL).replaceFirst("/+$", "");
        URI uri = URI.create(base + "/bot" + token(account).orElseThrow() + "/" + method);
        return Call.post("telegram." + method, uri, body).repeating(Repeat.NEVER);
    }

    /// It becomes part of an address, so nothing else passes for one.
    private static Optional<String> token(Account account) {
        return account.secret(TOKEN)
                .map(Secret::reveal)
                .filter(token -> token.matches("\\d{1,20}:[\\w-]{1,200}"));
    }

    private static JsonView json(Answer answer) {
        try {
            return new JsonView(Json.any(answer.body()));
        } catch (MalformedJson _) {
            return new JsonView(null); // a proxy's page: the status has to do
        }
    }
}
