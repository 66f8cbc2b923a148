package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent.StatusChange;
import handcar.channel.Outbound;
import handcar.channel.OutboundFile;
import handcar.channel.OutboundPart;
import handcar.channel.ProviderApi;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.TryLater;
import handcar.channel.TextSender;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.HttpClient;
import handcar.net.MultipartForm;
import handcar.net.Request;
import handcar.net.Response;

/// Sends messages to Chatwoot's conversations and sets their status.
/// <https://developers.chatwoot.com/api-reference/messages/create-new-message>
final class ChatwootSender implements TextSender {
    private final ProviderApi api;

    /// The status of a conversation in Chatwoot.
    enum Status {
        OPEN,
        PENDING,
        RESOLVED;

        /// What Chatwoot's event about it reports.
        StatusChange.Status change() {
            return switch (this) {
                case OPEN -> StatusChange.Status.TAKEN;
                case PENDING -> StatusChange.Status.RELEASED;
                case RESOLVED -> StatusChange.Status.CLOSED;
            };
        }
    }

    ChatwootSender(HttpClient httpClient) {
        this.api = new ProviderApi("Chatwoot", httpClient);
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        return post(
                part.account(),
                part.thread(),
                "messages",
                Map.of(
                        "content",
                        text,
                        "message_type",
                        "outgoing",
                        "private",
                        false,
                        "content_attributes",
                        Map.of(ChatwootMessage.DELIVERY, part.id().toString())),
                account,
                body -> ChatwootPayload.id(body, "id"));
    }

    /// <https://developers.chatwoot.com/api-reference/messages/create-new-message>, as a form, which carries files.
    @Override
    public SendResult files(
            OutboundPart part, String text, List<Outbound.Media> files, ChannelAccount account) {
        MultipartForm form =
                new MultipartForm()
                        .field("content", text)
                        .field("message_type", "outgoing")
                        .field("private", "false")
                        .field(
                                "content_attributes",
                                Json.text(Map.of(ChatwootMessage.DELIVERY, part.id().toString())));
        for (Outbound.Media media : files) {
            Optional<OutboundFile> kept = media.kept();
            if (kept.isEmpty()) {
                return new Refused("Chatwoot is given files of this server only.");
            }
            OutboundFile file = kept.get();
            form.file("attachments[]", file.name(), file.mimeType(), file.size(), file.content());
        }
        return path(part.account(), part.thread(), "messages", account)
                .map(
                        uri ->
                                api.sendFile(
                                        authorized(
                                                Request.sending(
                                                        "chatwoot.messages",
                                                        "POST",
                                                        uri,
                                                        form.body()),
                                                account),
                                        answer ->
                                                result(
                                                        answer,
                                                        body -> ChatwootPayload.id(body, "id"))))
                .orElseGet(ChatwootSender::notConfigured);
    }

    /// Sets a conversation's status. Setting it twice has the effect of once.
    SendResult setStatus(String accountId, String thread, Status status, ChannelAccount account) {
        String word = status.name().toLowerCase(Locale.ROOT);
        return post(
                accountId,
                thread,
                "toggle_status",
                Map.of("status", word),
                account,
                _ -> Optional.of(word));
    }

    private SendResult post(
            String accountId,
            String thread,
            String action,
            Map<String, ?> json,
            ChannelAccount account,
            Function<JsonView, Optional<String>> id) {
        return path(accountId, thread, action, account)
                .map(
                        uri ->
                                api.send(
                                        authorized(
                                                Request.post("chatwoot." + action, uri, json),
                                                account),
                                        answer -> result(answer, id)))
                .orElseGet(ChatwootSender::notConfigured);
    }

    private static SendResult notConfigured() {
        return new Refused("The address, the account's number or the token is not configured.");
    }

    /// The address of an action; empty when the account is not whole.
    private static Optional<URI> path(
            String accountId, String thread, String action, ChannelAccount account) {
        String number = accountId.isEmpty() ? account.id() : accountId;
        return isConfigured(account) && number.matches("\\d+") && thread.matches("\\d+")
                ? Optional.of(
                        account.at(
                                "",
                                "/api/v1/accounts/"
                                        + number
                                        + "/conversations/"
                                        + thread
                                        + "/"
                                        + action))
                : Optional.empty();
    }

    private SendResult result(Response answer, Function<JsonView, Optional<String>> id) {
        if (answer.ok()) {
            return api.sent(id.apply(ProviderApi.json(answer)));
        }
        return answer.status() == 429 || answer.status() >= 500
                ? new TryLater(reason(answer), answer.retryAfter())
                : new Refused(reason(answer));
    }

    /// An agent bot's token may not read the profile: it is tried on a conversation that does not exist.
    @Override
    public Verified verify(ChannelAccount account) {
        if (!isConfigured(account) || !account.id().matches("\\d+")) {
            return new Verified(false, "Set the address, the account's number and the token.");
        }
        Request profile = Request.get("chatwoot.verify", account.at("", "/api/v1/profile"));
        return api.verify(
                authorized(profile, account),
                answer -> answer.status() == 401 ? asBot(account) : verified(answer));
    }

    private static Verified verified(Response answer) {
        return answer.ok()
                ? ProviderApi.json(answer)
                        .text("name")
                        .map(name -> new Verified(true, name))
                        .orElseGet(() -> new Verified(false, "This is not a Chatwoot address."))
                : new Verified(false, reason(answer));
    }

    private Verified asBot(ChannelAccount account) {
        String path = "/api/v1/accounts/" + account.id() + "/conversations/0/toggle_typing_status";
        Request typing =
                Request.post(
                        "chatwoot.verify", account.at("", path), Map.of("typing_status", "off"));
        return api.verify(
                authorized(typing, account),
                answer ->
                        answer.status() == 404
                                ? new Verified(true, "The agent bot's token is accepted.")
                                : new Verified(false, reason(answer)));
    }

    private static boolean isConfigured(ChannelAccount account) {
        return account.setting(ChannelAccount.BASE_URL).isPresent()
                && account.secret(ChatwootProvider.API_TOKEN).isPresent();
    }

    private static Request authorized(Request call, ChannelAccount account) {
        return account.secret(ChatwootProvider.API_TOKEN)
                .map(token -> call.header("api_access_token", token.reveal()))
                .orElse(call);
    }

    private static String reason(Response answer) {
        JsonView body = ProviderApi.json(answer);
        String status = "answered with status " + answer.status();
        return body.text("error")
                .or(() -> body.text("message"))
                .or(() -> body.at("errors").at(0).text())
                .map(told -> ProviderApi.bounded(told) + " (" + status + ")")
                .orElse(status);
    }
}
