package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.EventTime;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.StatusChange;
import handcar.channel.InboundEvent.StatusChange.Status;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.channel.WebhookRequest;
import handcar.json.JsonView;
import handcar.problem.Problem;

/// One event of Chatwoot. <https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks>
///
/// @param body the message or the conversation with the event's name beside its fields
/// @param ours the account it came for
/// @param now when it came
record ChatwootPayload(JsonView body, ChannelAccount ours, Instant now) {
    /// The setting that tells how long WhatsApp messages may be.
    static final String WHATSAPP_PROVIDER = "whatsapp_provider";

    private static final Set<String> NOT_USED =
            Set.of(
                    "contact_created",
                    "contact_updated",
                    "conversation_created",
                    "conversation_typing_off",
                    "conversation_typing_on",
                    "conversation_updated",
                    "inbox_created",
                    "inbox_updated",
                    "webwidget_triggered");

    /// What it tells; [Problem.Malformed] when it names no event.
    static List<InboundEvent> read(WebhookRequest request, ChannelAccount account) {
        ChatwootPayload payload = new ChatwootPayload(request.json(), account, request.at());
        String event =
                payload.body
                        .text("event")
                        .orElseThrow(
                                () ->
                                        new Problem.Malformed(
                                                "not_chatwoot",
                                                "A Chatwoot webhook names its event."));
        return List.of(payload.news(event));
    }

    private InboundEvent news(String event) {
        return switch (event) {
            case "message_created" -> new ChatwootMessage(this).created();
            case "message_updated" -> new ChatwootMessage(this).updated();
            case "conversation_status_changed" -> turned(body.text("status").orElse(""));
            case "conversation_opened" -> turned("open");
            case "conversation_resolved" -> turned("resolved");
            default ->
                    NOT_USED.contains(event)
                            ? new IgnoredEvent(event)
                            : new UnknownEvent(
                                    event.matches("[a-z0-9_]{1,40}") ? event : "other event");
        };
    }

    private InboundEvent turned(String status) {
        Optional<String> thread = id(body, "id").or(() -> id(body.at("conversation"), "id"));
        Optional<Status> turn =
                switch (status) {
                    case "resolved" -> Optional.of(Status.CLOSED);
                    case "pending" -> Optional.of(Status.RELEASED);
                    case "open" -> Optional.of(Status.TAKEN).filter(_ -> isTaken());
                    default -> Optional.empty();
                };
        return thread.isPresent() && turn.isPresent()
                ? new StatusChange(account(), thread.get(), turn.get(), changedAt())
                : new IgnoredEvent("status");
    }

    /// Opened for somebody: not by a customer who wrote again after it was resolved, which leaves the person assigned before.
    private boolean isTaken() {
        boolean assigned =
                body.at("meta").at("assignee").isPresent() || body.at("assignee").isPresent();
        boolean again =
                body.at("changed_attributes")
                        .each()
                        .anyMatch(
                                change ->
                                        change.at("status")
                                                .text("previous_value")
                                                .filter("resolved"::equals)
                                                .isPresent());
        return assigned && !again;
    }

    /// The account it is about, by its number; ours when it does not tell.
    String account() {
        return id(body.at("account"), "id").orElse(ours.id());
    }

    /// A number or a text, as a text.
    static Optional<String> id(JsonView view, String field) {
        Object found = view.at(field).value();
        return found instanceof Number number
                ? Optional.of(Long.toString(number.longValue()))
                : view.text(field);
    }

    /// When the message was written.
    Instant writtenAt() {
        return time(body.at("created_at"));
    }

    private Instant changedAt() {
        return body.at("updated_at").isPresent() ? time(body.at("updated_at")) : now;
    }

    /// Seconds, with or without a fraction, or a time as text; what no clock shows is the time at which we heard of it.
    private Instant time(JsonView at) {
        if (at.value() instanceof Number seconds) {
            return EventTime.ofMillis(OptionalLong.of((long) (seconds.doubleValue() * 1_000)), now);
        }
        try {
            return at.text().map(Instant::parse).orElse(now);
        } catch (DateTimeParseException _) {
            return now;
        }
    }
}
