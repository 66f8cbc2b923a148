package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.EventTime;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.ThreadEvent;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.channel.MessageContent;
import handcar.channel.PersonIds;
import handcar.channel.StandbyEvent;
import handcar.channel.WebhookRequest;
import handcar.json.JsonView;
import handcar.problem.Problem;

/// A webhook of the Cloud API: entries, each with changes, each with messages, statuses or echoes.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components>
public final class WhatsAppPayload {
    /// Fields about the business account, in which customers have no part.
    private static final Pattern BUSINESS_FIELD =
            Pattern.compile(
                    "(?:account|business|message_template|phone_number|smb_app|template|user)_\\w+"
                            + "|history|security");

    /// Echoes that are no word to the customer.
    private static final Set<String> WORDLESS_ECHOES = Set.of("request_welcome", "system");

    private final JsonView value;
    private final Instant now;
    private final String account;

    private WhatsAppPayload(JsonView value, Instant now) {
        this.value = value;
        this.now = now;
        this.account = value.at("metadata").text("phone_number_id").orElse("");
    }

    /// Its events in their order; [Problem.Malformed] when it has no list of entries.
    public static List<InboundEvent> read(WebhookRequest request) {
        JsonView body = request.json();
        if (!(body.at("entry").value() instanceof List<?>)) {
            throw new Problem.Malformed(
                    "not_whatsapp", "A WhatsApp webhook has a list of entries.");
        }
        return body.at("entry")
                .each()
                .flatMap(entry -> entry.at("changes").each())
                .flatMap(change -> change(change, request.at()))
                .toList();
    }

    private static Stream<InboundEvent> change(JsonView change, Instant now) {
        String field = change.text("field").orElse("");
        WhatsAppPayload payload = new WhatsAppPayload(change.at("value"), now);
        return switch (field) {
            case "messages" ->
                    Stream.of(
                                    payload.messages(),
                                    WhatsAppStatus.all(payload.value, now),
                                    payload.errors())
                            .flatMap(each -> each);
            case "smb_message_echoes", "message_echoes" -> payload.echoes();
            case "user_id_update" ->
                    payload.value
                            .at(field)
                            .each()
                            .map(
                                    each ->
                                            WhatsAppUser.changed(
                                                    each, payload.account, payload.at(each)));
            case "standby" ->
                    Stream.concat(payload.messages(), payload.echoes()).map(StandbyEvent::of);
            case "calls" ->
                    Stream.concat(
                            payload.value.at("calls").each().flatMap(payload::call),
                            WhatsAppStatus.all(payload.value, now)
                                    .filter(InboundEvent.IdPair.class::isInstance));
            default ->
                    Stream.concat(
                            payload.pairs(field),
                            Stream.of(
                                    BUSINESS_FIELD.matcher(field).matches()
                                            ? new IgnoredEvent(field)
                                            : new UnknownEvent(typed("field/", field))));
        };
    }

    /// The ids that a change without messages shows together: of its contacts, and of the people it is about.
    private Stream<InboundEvent> pairs(String field) {
        return Stream.of("contacts", field)
                .flatMap(list -> value.at(list).each())
                .map(WhatsAppUser::ids)
                .filter(PersonIds::isPair)
                .distinct()
                .map(ids -> new InboundEvent.IdPair(account, ids));
    }

    private Stream<InboundEvent> messages() {
        return value.at("messages")
                .each()
                .flatMap(
                        each -> {
                            var from = WhatsAppUser.of(each, value.at("contacts"));
                            return WhatsAppUser.shown(account, from, message(each, from));
                        });
    }

    private InboundEvent message(JsonView message, Optional<WhatsAppUser> from) {
        String type = message.text("type").orElse("");
        Optional<String> id = message.text("id");
        if (type.equals("system") && from.isPresent() && id.isPresent()) {
            return from.get().renewed(message, account, at(message));
        }
        if (type.equals("system")) {
            return new IgnoredEvent(type);
        }
        if (message.text("group_id").isPresent()) {
            return new IgnoredEvent("group");
        }
        if (from.isEmpty() || id.isEmpty()) {
            return new UnknownEvent("message without sender or id");
        }
        if (type.equals("reaction")) {
            return reaction(message, from.get());
        }
        WhatsAppUser who = from.get();
        return changed(
                        message,
                        type,
                        who.id(),
                        ChangeSide.CUSTOMER,
                        (original, content) -> message(message, who, original, content))
                .orElseGet(
                        () -> message(message, who, id.get(), WhatsAppContent.of(message, type)));
    }

    private CustomerMessage message(
            JsonView message, WhatsAppUser from, String id, MessageContent content) {
        return new CustomerMessage(
                account, from.id(), from.sender(message), id, at(message), content, from.address());
    }

    /// A reaction without an emoji takes an earlier one back.
    private InboundEvent reaction(JsonView message, WhatsAppUser from) {
        String emoji = message.at("reaction").text("emoji").orElse("");
        Optional<String> to = message.at("reaction").text("message_id");
        return to.isPresent()
                ? new InboundEvent.Reaction(
                        message(
                                message,
                                from,
                                message.text("id").orElseThrow(),
                                MessageContent.words(emoji)),
                        to.get())
                : new IgnoredEvent("reaction");
    }

    /// The edit or deletion of an earlier message.
    ///
    /// @param whole makes the message of its id and what it holds now
    private Optional<InboundEvent> changed(
            JsonView message,
            String type,
            String thread,
            ChangeSide by,
            BiFunction<String, MessageContent, ThreadEvent> whole) {
        Optional<String> original = message.at(type).text("original_message_id");
        return switch (type) {
            case "edit" -> original.map(id -> edit(message, thread, id, by, whole));
            case "revoke" ->
                    original.map(id -> new MessageDeletion(account, thread, id, by, at(message)));
            default -> Optional.empty();
        };
    }

    /// Content that cannot be read does not replace what can.
    private InboundEvent edit(
            JsonView message,
            String thread,
            String id,
            ChangeSide by,
            BiFunction<String, MessageContent, ThreadEvent> whole) {
        JsonView edited = message.at("edit").at("message");
        MessageContent content = WhatsAppContent.of(edited, edited.text("type").orElse(""));
        ThreadEvent now = whole.apply(id, content);
        return content.raw().isEmpty()
                ? new MessageEdit(account, thread, id, by, content, at(message), Optional.of(now))
                : now;
    }

    /// A call of the customer's is told when it has ended; one that nobody took waits for staff like a message.
    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/calling/reference#call-terminate-webhook>
    private Stream<InboundEvent> call(JsonView call) {
        Optional<WhatsAppUser> from = WhatsAppUser.caller(call, value.at("contacts"));
        boolean isTheirs = call.text("direction").filter("USER_INITIATED"::equals).isPresent();
        boolean isOver = call.text("event").filter("terminate"::equals).isPresent();
        Optional<String> id = call.text("id");
        return WhatsAppUser.shown(
                account,
                from,
                isTheirs && isOver && from.isPresent() && id.isPresent()
                        ? message(call, from.get(), id.get(), WhatsAppContent.call(call))
                        : new IgnoredEvent("call"));
    }

    /// Messages that a person sent from the WhatsApp Business app. The thread is the customer's id as far as it is known.
    /// <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes>
    private Stream<InboundEvent> echoes() {
        return value.at("message_echoes").each().flatMap(this::echo);
    }

    private Stream<InboundEvent> echo(JsonView echo) {
        // in `message_echoes` everything but the id is one level deeper
        JsonView message = echo.at("message").fields().isEmpty() ? echo : echo.at("message");
        Optional<WhatsAppUser> to = WhatsAppUser.addressee(message, value.at("contacts"));
        return WhatsAppUser.shown(account, to, echo(echo, message, to));
    }

    private InboundEvent echo(JsonView echo, JsonView message, Optional<WhatsAppUser> to) {
        String type = message.text("type").orElse("");
        Optional<String> id = echo.text("id").or(() -> message.text("id"));
        if (WORDLESS_ECHOES.contains(type)) {
            return new IgnoredEvent(type);
        }
        if (id.isEmpty() || to.isEmpty()) {
            return new UnknownEvent("echo without addressee or id");
        }
        if (type.equals("reaction")) {
            return WhatsAppContent.reaction(message.at(type))
                    .<InboundEvent>map(emoji -> echo(message, emoji, id.get(), to.get(), at(echo)))
                    .orElseGet(() -> new IgnoredEvent(type));
        }
        return changed(
                        message,
                        type,
                        to.get().id(),
                        ChangeSide.STAFF,
                        (original, content) -> echo(message, content, original, to.get(), at(echo)))
                .orElseGet(
                        () ->
                                echo(
                                        message,
                                        WhatsAppContent.of(message, type),
                                        id.get(),
                                        to.get(),
                                        at(echo)));
    }

    private Echo echo(
            JsonView message,
            MessageContent content,
            String id,
            WhatsAppUser to,
            Instant writtenAt) {
        return new Echo(
                account,
                to.id(),
                to.sender(message),
                id,
                writtenAt,
                content.text(),
                content.attachments(),
                to.address(),
                Optional.empty(),
                false);
    }

    /// Problems of our account that Meta tells beside or in place of messages.
    private Stream<InboundEvent> errors() {
        return value.at("errors")
                .each()
                .map(error -> new UnknownEvent("error/" + error.number("code").orElse(0)));
    }

    private Instant at(JsonView timed) {
        return EventTime.ofSeconds(timed.number("timestamp"), now);
    }

    /// A type for metrics: the provider's own, when it looks like one.
    static String typed(String what, String type) {
        return what + (type.matches("[a-z0-9_]{1,40}") ? type : "other");
    }
}
