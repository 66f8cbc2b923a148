package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.InboundEvent.ThreadEvent;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.channel.MessageContent;
import handcar.http.PathParams;
import handcar.json.JsonView;

/// A message in a conversation of Chatwoot, from either side.
final class ChatwootMessage {
    /// The content attribute of our messages with the delivery's id.
    static final String DELIVERY = "handcar_delivery";

    private final ChatwootPayload payload;
    private final JsonView message;
    private final JsonView conversation;
    private final JsonView attributes;

    ChatwootMessage(ChatwootPayload payload) {
        this.payload = payload;
        this.message = payload.body();
        this.conversation = message.at("conversation");
        this.attributes = message.at("content_attributes");
    }

    InboundEvent created() {
        Optional<String> id = ChatwootPayload.id(message, "id");
        Optional<String> thread = ChatwootPayload.id(conversation, "id");
        if (id.isEmpty() || thread.isEmpty()) {
            return new UnknownEvent("message without conversation or id");
        }
        if (message.isTrue("private")) {
            return new IgnoredEvent("private");
        }
        if (type().equals("incoming") && message.at("sender").isTrue("blocked")) {
            return new IgnoredEvent("blocked");
        }
        return switch (type()) {
            case "incoming" ->
                    attributes.isTrue("deleted")
                            ? deletion(thread.get(), id.get(), ChangeSide.CUSTOMER)
                            : customerMessage(thread.get(), id.get());
            case "outgoing" -> outgoing(thread.get(), id.get());
            default -> new IgnoredEvent("message/" + type());
        };
    }

    /// The edit or deletion of a customer's message, or the delivery state of ours.
    InboundEvent updated() {
        Optional<String> id = ChatwootPayload.id(message, "id");
        Optional<String> thread = ChatwootPayload.id(conversation, "id");
        if (id.isEmpty() || thread.isEmpty() || message.isTrue("private")) {
            return new IgnoredEvent("message_updated");
        }
        if (!type().equals("incoming")) {
            return survey(thread.get(), id.get())
                    .or(() -> submission(thread.get(), id.get()))
                    .or(() -> correction(thread.get(), id.get()))
                    .orElseGet(() -> deliveryState(id.get()));
        }
        if (message.at("sender").isTrue("blocked")) {
            return new IgnoredEvent("blocked");
        }
        if (!changes("content") && ChatwootContent.spoken(message).findAny().isEmpty()) {
            return new IgnoredEvent("message_updated");
        }
        return attributes.isTrue("deleted")
                ? deletion(thread.get(), id.get(), ChangeSide.CUSTOMER)
                : edit(
                        thread.get(),
                        id.get(),
                        ChangeSide.CUSTOMER,
                        new ChatwootMail(message, conversation, message.text("content").orElse(""))
                                .text(),
                        customerMessage(thread.get(), id.get()));
    }

    private MessageDeletion deletion(String thread, String id, ChangeSide by) {
        return new MessageDeletion(payload.account(), thread, id, by, payload.now());
    }

    private MessageEdit edit(
            String thread, String id, ChangeSide by, String text, ThreadEvent whole) {
        return new MessageEdit(
                payload.account(),
                thread,
                id,
                by,
                ChatwootContent.of(message, text),
                payload.now(),
                Optional.of(whole));
    }

    /// The edit or deletion of what a person of ours wrote there. Their messages are updated for other reasons, too.
    private Optional<InboundEvent> correction(String thread, String id) {
        boolean deleted = attributes.isTrue("deleted");
        boolean changed =
                deleted
                        || message.at("changed_attributes")
                                .each()
                                .anyMatch(each -> each.at("content").isPresent());
        return Optional.of(outgoing(thread, id))
                .filter(_ -> changed && type().equals("outgoing"))
                .filter(Echo.class::isInstance)
                .map(Echo.class::cast)
                .map(
                        echo ->
                                deleted
                                        ? deletion(thread, id, ChangeSide.STAFF)
                                        : edit(thread, id, ChangeSide.STAFF, echo.text(), echo));
    }

    /// The customer's answer to Chatwoot's survey. <https://github.com/chatwoot/chatwoot/blob/develop/app/models/csat_survey_response.rb>
    private Optional<InboundEvent> survey(String thread, String id) {
        JsonView answer = attributes.at("submitted_values").at("csat_survey_response");
        return answer.whole("rating")
                .filter(stars -> stars >= 1 && stars <= 5)
                .map(
                        stars ->
                                new InboundEvent.Survey(
                                        submission(
                                                thread,
                                                id,
                                                customer(
                                                        conversation.at("meta").at("sender"),
                                                        thread),
                                                MessageContent.words(
                                                        answer.text("feedback_message")
                                                                .orElse(""))),
                                        stars.intValue()));
    }

    /// The customer filled in a form, chose a line or left an address, in a message of ours or of a bot of Chatwoot. It is known
    /// by that message, which is updated again for other reasons.
    private Optional<InboundEvent> submission(String thread, String id) {
        Sender customer = customer(conversation.at("meta").at("sender"), thread);
        Optional<InboundEvent> email =
                attributes
                        .text("submitted_email")
                        .<InboundEvent>map(
                                address ->
                                        submission(
                                                thread,
                                                id,
                                                new Sender(
                                                        customer.id(),
                                                        customer.name(),
                                                        customer.phone(),
                                                        Optional.of(address),
                                                        Map.of()),
                                                MessageContent.automatic("e-mail: " + address)));
        return ChatwootContent.submitted(message)
                .<InboundEvent>map(content -> submission(thread, id, customer, content))
                .or(() -> email);
    }

    private CustomerMessage submission(
            String thread, String id, Sender customer, MessageContent content) {
        return new CustomerMessage(
                payload.account(),
                thread,
                customer,
                id + ":submitted",
                payload.now(),
                content,
                address());
    }

    private CustomerMessage customerMessage(String thread, String id) {
        ChatwootMail mail =
                new ChatwootMail(message, conversation, message.text("content").orElse(""));
        MessageContent content = ChatwootContent.of(message, mail.text());
        return new CustomerMessage(
                payload.account(),
                thread,
                customer(message.at("sender"), thread),
                id,
                payload.writtenAt(),
                content.text(),
                content.attachments(),
                address(),
                mail.title(),
                content.isStandIn() ? content.details() : mail.details());
    }

    private static Sender customer(JsonView contact, String thread) {
        return new Sender(
                ChatwootPayload.id(contact, "id").orElse("conversation " + thread),
                contact.text("name"),
                contact.text("phone_number"),
                contact.text("email"),
                Map.of());
    }

    /// An outgoing message is ours when it has a delivery's id; or a person's, who then has the conversation; or another
    /// program's.
    private InboundEvent outgoing(String thread, String id) {
        Optional<UUID> delivery = attributes.text(DELIVERY).flatMap(PathParams::findUuid);
        if (delivery.isPresent()) {
            return receipt(id, delivery, Receipt.State.SENT, Optional.empty());
        }
        boolean automatic =
                attributes.at("automation_rule_id").isPresent()
                        || message.at("additional_attributes").at("campaign_id").isPresent();
        if (automatic) {
            return new IgnoredEvent("automation");
        }
        JsonView from = message.at("sender");
        String kind = from.text("type").orElse("");
        if (kind.equals("agent_bot") || kind.equals("AgentBot")) {
            return new IgnoredEvent(
                    "agent_bot"); // no person: the conversation stays with the agent
        }
        MessageContent content = ChatwootContent.of(message, message.text("content").orElse(""));
        boolean person = kind.equals("user");
        return new Echo(
                payload.account(),
                thread,
                customer(conversation.at("meta").at("sender"), thread),
                id,
                payload.writtenAt(),
                content.text(),
                content.attachments(),
                address(),
                Optional.of("chatwoot: " + from.text("name").orElse("somebody"))
                        .filter(_ -> person),
                person);
    }

    private InboundEvent deliveryState(String id) {
        Optional<String> error = attributes.text("external_error");
        Optional<Receipt.State> state =
                switch (message.text("status").orElse("")) {
                    case "delivered" -> Optional.of(Receipt.State.DELIVERED);
                    case "read" -> Optional.of(Receipt.State.READ);
                    case "failed" -> Optional.of(Receipt.State.FAILED);
                    default -> Optional.of(Receipt.State.FAILED).filter(_ -> error.isPresent());
                };
        Optional<UUID> delivery = attributes.text(DELIVERY).flatMap(PathParams::findUuid);
        return state.map(each -> receipt(id, delivery, each, error))
                .orElseGet(() -> new IgnoredEvent("message_updated"));
    }

    private InboundEvent receipt(
            String id, Optional<UUID> delivery, Receipt.State state, Optional<String> error) {
        return new Receipt(
                payload.account(), Optional.of(id), delivery, state, error, payload.now());
    }

    private String type() {
        return message.text("message_type")
                .filter(text -> text.matches("[a-z_]{1,20}"))
                .orElse("other");
    }

    /// Whether a field changed. Old versions do not tell what changed: any field may have.
    private boolean changes(String field) {
        JsonView changed = message.at("changed_attributes");
        return !changed.isPresent()
                || changed.each().anyMatch(each -> each.at(field).isPresent())
                || attributes.isTrue("deleted");
    }

    /// The inbox, whose channel decides how long a reply may be.
    private Map<String, Object> address() {
        Map<String, Object> address = new HashMap<>();
        ChatwootPayload.id(conversation, "inbox_id")
                .or(() -> ChatwootPayload.id(message.at("inbox"), "id"))
                .ifPresent(inbox -> address.put("inbox_id", inbox));
        conversation.text("channel").ifPresent(channel -> address.put("channel", channel));
        message.at("inbox")
                .text("provider")
                .or(() -> payload.ours().setting(ChatwootPayload.WHATSAPP_PROVIDER))
                .ifPresent(provider -> address.put("provider", provider));
        return address;
    }
}
