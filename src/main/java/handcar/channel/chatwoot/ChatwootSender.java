package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.OutboundPart;
import handcar.channel.ProviderApi;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.TryLater;
import handcar.channel.TextSender;
import handcar.json.JsonView;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;

/// Writes in Chatwoot's conversations and sets their status.
/// <https://developers.chatwoot.com/api-reference/messages/create-new-message>
final class ChatwootSender implements TextSender {
    private final ProviderApi api;

    /// What staff may see a conversation as.
    enum Status {
        OPEN("open"),
        PENDING("pending"),
        RESOLVED("resolved");

        private final String word;

        Status(String word) {
            this.word = word;
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

    /// Shows staff a conversation as open, pending or resolved. May be repeated: it is the same once and twice.
    SendResult turn(String accountId, String thread, Status status, ChannelAccount account) {
        return post(
                accountId,
                thread,
                "toggle_status",
                Map.of("status", status.word),
                account,
                _ -> Optional.of(status.word));
    }

    private SendResult post(
            String accountId,
            String thread,
            String what,
            Map<String, ?> json,
            ChannelAccount account,
            Function<JsonView, Optional<String>> id) {
        String number = accountId.isEmpty() ? account.id() : accountId;
        if (!isWhole(account) || !number.matches("\\d+") || !thread.matches("\\d+")) {
            return new Refused("The address, the account's number or the token is not configured.");
        }
        String path = "/api/v1/accounts/" + number + "/conversations/" + thread + "/" + what;
        return api.send(
                authorized(Request.post("chatwoot." + what, account.at("", path), json), account),
                answer -> read(answer, id));
    }

    private SendResult read(Response answer, Function<JsonView, Optional<String>> id) {
        if (answer.ok()) {
            return api.sent(id.apply(ProviderApi.json(answer)));
        }
        return answer.status() == 429 || answer.status() >= 500
                ? new TryLater(reason(answer), answer.retryAfter())
                : new Refused(reason(answer));
    }

    /// An agent bot's token may not read anything: it is tried on a conversation that does not exist.
    @Override
    public Verified verify(ChannelAccount account) {
        if (!isWhole(account) || !account.id().matches("\\d+")) {
            return new Verified(false, "Set the address, the account's number and the token.");
        }
        Request profile =
                authorized(
                        Request.get("chatwoot.verify", account.at("", "/api/v1/profile")), account);
        return api.verify(
                profile,
                answer ->
                        answer.ok()
                                ? ProviderApi.json(answer)
                                        .text("name")
                                        .map(name -> new Verified(true, name))
                                        .orElseGet(
                                                () ->
                                                        new Verified(
                                                                false,
                                                                "This is not a Chatwoot address."))
                                : answer.status() == 401
                                        ? asBot(account)
                                        : new Verified(false, reason(answer)));
    }

    private Verified asBot(ChannelAccount account) {
        String path = "/api/v1/accounts/" + account.id() + "/conversations/0/toggle_typing_status";
        Request typing =
                authorized(
                        Request.post(
                                "chatwoot.verify",
                                account.at("", path),
                                Map.of("typing_status", "off")),
                        account);
        return api.verify(
                typing,
                answer ->
                        answer.status() == 404
                                ? new Verified(true, "The agent bot's token is accepted.")
                                : new Verified(false, reason(answer)));
    }

    private static boolean isWhole(ChannelAccount account) {
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
