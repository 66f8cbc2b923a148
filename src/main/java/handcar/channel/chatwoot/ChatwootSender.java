package handcar.channel.chatwoot;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSender;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.Sent;
import handcar.channel.SendResult.TryLater;
import handcar.jobs.JobRequest;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Writes in Chatwoot's conversations and sets their status.
/// <https://developers.chatwoot.com/api-reference/messages/create-new-message>
public final class ChatwootSender implements MessageSender {
    private static final Duration SILENCE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// An error's sentence is for staff; a page of HTML is not.
    private static final int LONGEST_REASON = 300;

    private final HttpClient httpClient;

    /// What staff may see a conversation as.
    public enum Status {
        OPEN("open"),
        PENDING("pending"),
        RESOLVED("resolved");

        private final String word;

        Status(String word) {
            this.word = word;
        }
    }

    ChatwootSender(HttpClient httpClient) {
        this.httpClient = httpClient;
    }

    /// The inbox's own limits: Chatwoot passes on what is written in it.
    @Override
    public ChannelCapabilities shape(JsonView address) {
        boolean cloud = address.text("provider").filter("whatsapp_cloud"::equals).isPresent();
        return switch (address.text("channel").orElse("")) {
            case "Channel::FacebookPage" -> shape(2_000, ChannelCapabilities.Unit.UTF16_UNITS);
            case "Channel::Instagram" -> shape(1_000, ChannelCapabilities.Unit.UTF8_BYTES);
            case "Channel::TwilioSms", "Channel::Sms" ->
                    shape(1_600, ChannelCapabilities.Unit.UTF16_UNITS);
            case "Channel::Whatsapp" ->
                    shape(cloud ? 4_096 : 1_600, ChannelCapabilities.Unit.UTF16_UNITS);
            case "Channel::Telegram" -> shape(4_096, ChannelCapabilities.Unit.UTF16_UNITS);
            default -> shape(10_000, ChannelCapabilities.Unit.UTF16_UNITS);
        };
    }

    /// Ten a second is far below what an installation lets one token do.
    private static ChannelCapabilities shape(int limit, ChannelCapabilities.Unit unit) {
        return new ChannelCapabilities(
                limit,
                unit,
                ChannelCapabilities.Markup.MARKDOWN,
                10,
                Duration.ofMillis(500),
                Optional.empty());
    }

    @Override
    public SendResult send(OutboundPart part, ChannelAccount account) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("content", part.text());
        message.put("message_type", "outgoing");
        message.put("private", false);
        message.put("content_attributes", Map.of(ChatwootMessage.DELIVERY, part.id().toString()));
        return post(
                part.account(),
                part.thread(),
                "messages",
                message,
                account,
                body -> ChatwootPayload.id(body, "id"));
    }

    @Override
    public Optional<JobRequest> call(String account, Optional<UUID> binding, String thread) {
        return Optional.of(ChatwootStatusJob.of(account, binding, thread, Status.OPEN));
    }

    /// Shows staff a conversation as open, pending or resolved. May be repeated: it is the same once and twice.
    public SendResult turn(String accountId, String thread, Status status, ChannelAccount account) {
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
        Request call =
                authorized(Request.post("chatwoot." + what, account.at("", path), json), account)
                        .repeating(RetrySafety.NEVER)
                        .within(SILENCE, SendResult.LONGEST);
        return SendResult.of(httpClient.call(call), answer -> read(answer, id));
    }

    private static SendResult read(Response answer, Function<JsonView, Optional<String>> id) {
        JsonView body = body(answer);
        if (answer.ok()) {
            return id.apply(body)
                    .<SendResult>map(Sent::new)
                    .orElseGet(() -> new SendResult.Unknown("The answer names no message."));
        }
        String reason = reason(answer, body);
        return answer.status() == 429 || answer.status() >= 500
                ? new TryLater(reason, answer.retryAfter())
                : new Refused(reason);
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
        return verified(
                profile,
                answer ->
                        answer.ok()
                                ? body(answer)
                                        .text("name")
                                        .map(name -> new Verified(true, name))
                                        .orElseGet(
                                                () ->
                                                        new Verified(
                                                                false,
                                                                "This is not a Chatwoot address."))
                                : answer.status() == 401 ? asBot(account) : unaccepted(answer));
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
        return verified(
                typing,
                answer ->
                        answer.status() == 404
                                ? new Verified(true, "The agent bot's token is accepted.")
                                : unaccepted(answer));
    }

    private Verified verified(Request call, Function<Response, Verified> read) {
        Request once = call.repeating(RetrySafety.NEVER).within(PATIENCE, PATIENCE);
        return switch (httpClient.call(once)) {
            case CallResult.Answered<Response>(Response answer) -> read.apply(answer);
            case CallResult.NotSent<Response>(var _, String detail) ->
                    new Verified(false, "No answer: " + detail);
            case CallResult.Lost<Response>(var _, String detail) ->
                    new Verified(false, "No answer: " + detail);
        };
    }

    private static Verified unaccepted(Response answer) {
        return new Verified(false, reason(answer, body(answer)));
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

    private static String reason(Response answer, JsonView body) {
        String told =
                body.text("error")
                        .or(() -> body.text("message"))
                        .or(() -> body.at("errors").at(0).text())
                        .orElse("");
        String status = "answered with status " + answer.status();
        return told.isEmpty()
                ? status
                : told.substring(0, Math.min(told.length(), LONGEST_REASON)) + " (" + status + ")";
    }

    private static JsonView body(Response answer) {
        try {
            return new JsonView(Json.any(answer.body()));
        } catch (MalformedJsonException _) {
            return new JsonView(null); // a proxy's page: its status has to do
        }
    }
}
