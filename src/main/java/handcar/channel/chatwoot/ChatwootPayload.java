package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.EventTime;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.StatusChange;
import handcar.channel.InboundEvent.StatusChange.Status;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.channel.WebhookRequest;
import handcar.json.JsonView;
import handcar.problem.Problem;

/// One event of Chatwoot. <https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks>
///
/// @param body the message or the conversation, with the event's name beside its fields
/// @param ours the account whose webhook it is
/// @param now when the webhook came
record ChatwootPayload(JsonView body, ChannelAccount ours, Instant now) {
    /// The setting that tells how long WhatsApp messages may be.
    static final String WHATSAPP_PROVIDER = "whatsapp_provider";

    private static final Pattern IGNORED =
            Pattern.compile("(?:contact|conversation|inbox)_[a-z_]+|webwidget_triggered");

    /// The event; [Problem.Malformed] when it names none.
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
        InboundEvent news = payload.read(event);
        return payload.isAPersons()
                ? written(news)
                        .map(message -> List.of(news, payload.taken(message)))
                        .orElseGet(() -> List.of(news))
                : List.of(news);
    }

    /// The customer's message that an event tells of, new or edited.
    private static Optional<CustomerMessage> written(InboundEvent news) {
        return switch (news) {
            case CustomerMessage message -> Optional.of(message);
            case MessageEdit edit when edit.whole().orElse(null) instanceof CustomerMessage now ->
                    Optional.of(now);
            default -> Optional.empty();
        };
    }

    private InboundEvent read(String event) {
        return switch (event) {
            case "message_created" -> new ChatwootMessage(this).created();
            case "message_updated" -> new ChatwootMessage(this).updated();
            case "conversation_status_changed" -> statusChange(body.text("status").orElse(""));
            case "conversation_opened" -> statusChange("open");
            case "conversation_updated" -> assignment();
            case "conversation_resolved" -> statusChange("resolved");
            default ->
                    IGNORED.matcher(event).matches()
                            ? new IgnoredEvent(event)
                            : new UnknownEvent(
                                    event.matches("[a-z0-9_]{1,40}") ? event : "other event");
        };
    }

    /// Every message tells who has its conversation: one that is assigned to a person is that person's, whatever its status, and so
    /// is one that somebody put off. A customer who writes again in a resolved one finds its former assignee there.
    private boolean isAPersons() {
        JsonView conversation = body.at("conversation");
        String status = conversation.text("status").orElse("");
        return status.equals("snoozed") || (!status.equals("resolved") && isAssigned(conversation));
    }

    /// Whether it is assigned to a person; newer versions assign conversations to bots as well.
    private static boolean isAssigned(JsonView conversation) {
        JsonView meta = conversation.at("meta");
        JsonView assignee =
                meta.at("assignee").isPresent() ? meta.at("assignee") : conversation.at("assignee");
        boolean bot =
                assignee.text("type").filter("agent_bot"::equals).isPresent()
                        || meta.text("assignee_type").filter("AgentBot"::equals).isPresent();
        return assignee.isPresent() && !bot;
    }

    private StatusChange taken(CustomerMessage message) {
        return new StatusChange(account(), message.thread(), Status.TAKEN, message.at());
    }

    private InboundEvent statusChange(String status) {
        Optional<String> thread = id(body, "id").or(() -> id(body.at("conversation"), "id"));
        Optional<Status> change =
                switch (status) {
                    case "resolved" -> Optional.of(Status.CLOSED);
                    case "pending" -> Optional.of(Status.RELEASED);
                    case "open" -> Optional.of(Status.TAKEN).filter(_ -> isTaken());
                    default -> Optional.empty();
                };
        return thread.isPresent() && change.isPresent()
                ? new StatusChange(account(), thread.get(), change.get(), changedAt())
                : new IgnoredEvent("status");
    }

    /// A conversation that gets a person is that person's, although they have not written or opened it yet.
    private InboundEvent assignment() {
        boolean assigned =
                body.at("changed_attributes")
                        .each()
                        .anyMatch(
                                change -> change.at("assignee_id").at("current_value").isPresent());
        return assigned && body.text("status").filter("resolved"::equals).isEmpty()
                ? statusChange("open")
                : new IgnoredEvent("conversation_updated");
    }

    /// Whether it was opened for a person, and not by a customer who wrote again after it was resolved, which leaves the former
    /// assignee.
    private boolean isTaken() {
        boolean again =
                body.at("changed_attributes")
                        .each()
                        .anyMatch(
                                change ->
                                        change.at("status")
                                                .text("previous_value")
                                                .filter("resolved"::equals)
                                                .isPresent());
        return isAssigned(body) && !again;
    }

    /// The account's number; our own account's when the event has none.
    String account() {
        return id(body.at("account"), "id").orElse(ours.id());
    }

    /// A number or a text as text.
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

    /// A time in seconds, which may have a fraction, or as text; a time that no clock shows is the time of the webhook.
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
