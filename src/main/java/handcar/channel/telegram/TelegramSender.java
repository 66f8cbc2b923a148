package handcar.channel.telegram;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.Outbound;
import handcar.channel.OutboundFile;
import handcar.channel.OutboundPart;
import handcar.channel.ProviderApi;
import handcar.channel.SendResult;
import handcar.channel.TextSender;
import handcar.channel.telegram.TelegramPayload.Result;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.CallFailedException;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;

/// Sends as the bot. <https://core.telegram.org/bots/api#sendmessage>
final class TelegramSender implements TextSender {
    /// A refused message is sent once more without markup: two requests within the time of an attempt. `dividedBy` would load
    /// `BigDecimal` at the start.
    private static final Duration REQUEST = Duration.ofMillis(SendResult.LONGEST.toMillis() / 2);

    /// The same for a message with a file.
    private static final Duration UPLOAD =
            Duration.ofMillis(SendResult.LONGEST_WITH_FILE.toMillis() / 2);

    private static final Pattern NO_PHOTO = Pattern.compile("PHOTO_|IMAGE_PROCESS_FAILED");

    /// The longest time for one of the three calls of a verification, because a person waits for them.
    private static final Duration VERIFICATION = Duration.ofSeconds(5);

    private final String baseUrl;
    private final HttpClient httpClient;
    private final Optional<String> publicUrl;

    /// @param publicUrl our own address, where Telegram delivers webhooks
    TelegramSender(String baseUrl, HttpClient httpClient, Optional<String> publicUrl) {
        this.baseUrl = baseUrl;
        this.httpClient = httpClient;
        this.publicUrl = publicUrl;
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        return token(account).isEmpty()
                ? noToken()
                : parsedOrBare(
                        text,
                        (shown, html) -> {
                            Map<String, Object> message =
                                    TelegramPayload.message(part, shown, html);
                            return sent(
                                    call("sendMessage", message, account).within(REQUEST, REQUEST),
                                    part);
                        });
    }

    /// A picture, film, recording or any file, with the text as its caption.
    @Override
    public SendResult files(
            OutboundPart part, String text, List<Outbound.Media> files, ChannelAccount account) {
        Outbound.Media media = files.getFirst();
        Optional<OutboundFile> file = media.kept();
        if (token(account).isEmpty() || file.isEmpty()) {
            return token(account).isEmpty()
                    ? noToken()
                    : new SendResult.Refused("Telegram is given files of this server only.");
        }
        String field =
                switch (media.type()) {
                    case IMAGE -> "photo";
                    case AUDIO -> "voice";
                    case VIDEO -> "video";
                    case DOCUMENT, STICKER -> "document";
                };
        SendResult sent = file(part, field, file.get(), text, account);
        boolean noPhoto =
                sent instanceof SendResult.Refused(String reason)
                        && NO_PHOTO.matcher(reason).find();
        // a picture of odd proportions is no photo for Telegram, and was not sent
        return noPhoto ? file(part, "document", file.get(), text, account) : sent;
    }

    private SendResult file(
            OutboundPart part,
            String field,
            OutboundFile file,
            String text,
            ChannelAccount account) {
        String method = "send" + Character.toUpperCase(field.charAt(0)) + field.substring(1);
        return parsedOrBare(
                text,
                (shown, html) -> {
                    Request.Body form = TelegramPayload.form(part, field, file, shown, html);
                    return sent(
                            Request.sending("telegram." + method, "POST", at(method, account), form)
                                    .repeating(RetrySafety.NEVER)
                                    .within(REQUEST, UPLOAD),
                            part);
                });
    }

    private static SendResult noToken() {
        return new SendResult.Refused("No bot token is configured, or it is not one.");
    }

    /// Telegram did not send what it could not parse, so that goes once more as it is.
    private static SendResult parsedOrBare(
            String text, BiFunction<String, Boolean, SendResult> attempt) {
        SendResult sent = attempt.apply(text, true);
        boolean misread =
                sent instanceof SendResult.Refused(String reason) && reason.contains("can't parse");
        return misread ? attempt.apply(bare(text), false) : sent;
    }

    private SendResult sent(Request call, OutboundPart part) {
        return SendResult.of(httpClient.call(call), answer -> result(answer, part));
    }

    private static SendResult result(Response answer, OutboundPart part) {
        Result result = Result.of(ProviderApi.json(answer));
        if (result.ok()) {
            var id = result.result().number("message_id");
            return id.isPresent()
                    ? new SendResult.Sent(part.thread() + ":" + id.getAsLong())
                    : new SendResult.Unknown("Telegram told no name for the message");
        }
        return switch (answer.status()) {
            case 429, 503 ->
                    new SendResult.TryLater(
                            "Telegram wants a pause: " + result.description(),
                            result.retryAfter().isPresent()
                                    ? Optional.of(
                                            Duration.ofSeconds(result.retryAfter().getAsLong()))
                                    : answer.retryAfter());
            case 401, 404 -> new SendResult.Refused("The bot's token is not valid (any more)");
            default ->
                    answer.status() < 500 && answer.status() >= 300
                            ? new SendResult.Refused(explained(result.description()))
                            : new SendResult.Unknown("Telegram answered " + answer.status());
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

    /// The text without our own markup. Everything else in it was escaped.
    private static String bare(String html) {
        return html.replaceAll("<[^<>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    /// Also sets the webhook's address; Telegram keeps the last one.
    @Override
    public Verified verify(ChannelAccount account) {
        if (token(account).isEmpty()) {
            return new Verified(false, "That is not a bot token; it looks like 123456:ABC-DEF…");
        }
        try {
            Result me = ask("getMe", Map.of(), account);
            String name = "@" + me.result().text("username").orElse("a bot without a name");
            return me.ok()
                    ? delivered(name, account)
                    : new Verified(false, "Telegram does not know the token: " + me.description());
        } catch (CallFailedException e) {
            return new Verified(false, "Telegram does not answer: " + e.getMessage());
        }
    }

    private Verified delivered(String name, ChannelAccount account) {
        Optional<String> url =
                publicUrl
                        .filter(address -> address.startsWith("https://"))
                        .map(address -> address + account.webhookPath());
        Optional<Secret> secret = account.secret(ChannelAccount.WEBHOOK_SECRET);
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
                                "allowed_updates", TelegramWebhook.READ),
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

    private Result ask(String method, Map<String, ?> body, ChannelAccount account) {
        Request call = call(method, body, account).within(VERIFICATION, VERIFICATION);
        return Result.of(ProviderApi.json(httpClient.call(call).orThrow()));
    }

    private Request call(String method, Map<String, ?> body, ChannelAccount account) {
        return Request.post("telegram." + method, at(method, account), body)
                .repeating(RetrySafety.NEVER);
    }

    private URI at(String method, ChannelAccount account) {
        return account.at(baseUrl, "/bot" + token(account).orElseThrow() + "/" + method);
    }

    /// The bot's token, which becomes part of a URL and therefore must look like one.
    static Optional<String> token(ChannelAccount account) {
        return account.secret(TelegramProvider.TOKEN)
                .map(Secret::reveal)
                .filter(token -> token.matches("\\d{1,20}:[\\w-]{1,200}"));
    }
}
