package handcar.channel.chatwoot;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.InboundEvent.UnknownEvent;
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
            case "incoming" -> customerMessage(thread.get(), id.get());
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
        if (type().equals("outgoing")) {
            return deliveryState(id.get());
        }
        if (!type().equals("incoming") || !changes("content")) {
            return new IgnoredEvent("message_updated");
        }
        return attributes.isTrue("deleted")
                ? new MessageDeletion(payload.account(), thread.get(), id.get(), payload.now())
                : new MessageEdit(
                        payload.account(),
                        thread.get(),
                        id.get(),
                        message.text("content").orElse(""),
                        payload.now());
    }

    private InboundEvent customerMessage(String thread, String id) {
        ChatwootMail mail =
                new ChatwootMail(message, conversation, message.text("content").orElse(""));
        return new CustomerMessage(
                payload.account(),
                thread,
                customer(message.at("sender"), thread),
                id,
                payload.writtenAt(),
                mail.text(),
                message.at("attachments").each().map(ChatwootMessage::attachment).toList(),
                address(),
                conversation.at("additional_attributes").text("mail_subject"),
                mail.details());
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
        boolean person = from.text("type").filter("user"::equals).isPresent();
        return new Echo(
                payload.account(),
                thread,
                customer(conversation.at("meta").at("sender"), thread),
                id,
                payload.writtenAt(),
                message.text("content").orElse(""),
                message.at("attachments").each().map(ChatwootMessage::attachment).toList(),
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

    private static Attachment attachment(JsonView file) {
        String type =
                switch (file.text("file_type").orElse("")) {
                    case "image", "story_mention" -> "image";
                    case "audio" -> "audio";
                    case "video", "ig_reel" -> "video";
                    case "location" -> "location";
                    case "contact" -> "contact";
                    default -> "file";
                };
        Optional<String> url = file.text("data_url");
        return new Attachment(
                type,
                Optional.empty(),
                file.text("fallback_title").or(() -> url.flatMap(ChatwootMessage::fileName)),
                file.whole("file_size"),
                Optional.empty(),
                url.or(() -> location(file).flatMap(Attachment::reference)));
    }

    private static Optional<Attachment> location(JsonView file) {
        return Attachment.location(
                file.at("coordinates_lat"),
                file.at("coordinates_long"),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> fileName(String url) {
        String path = url.replaceAll("[?#].*", "");
        return Optional.of(path.substring(path.lastIndexOf('/') + 1))
                .filter(name -> !name.isEmpty() && name.length() <= 200);
    }
}
