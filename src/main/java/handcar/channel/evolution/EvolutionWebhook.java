package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.Receipt.State;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.MessageContent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.channel.evolution.EvolutionPayload.Envelope;
import handcar.channel.evolution.EvolutionPayload.MessageKey;
import handcar.json.JsonView;

/// The events of a linked phone: customers' messages, replies that the operator writes there, and the connection's state.
public final class EvolutionWebhook implements WebhookParser {
    /// Known events that are not used; `send.message` repeats what this server sent.
    private static final Pattern IGNORED =
            Pattern.compile(
                    "(?:application|chats|contacts|groups?|instance|labels|logout|presence|qrcode|remove"
                        + "|send|status|typebot)\\..+|messages\\.set|call");

    @Override
    public void verify(WebhookRequest webhook, ChannelAccount account) {
        if (!EvolutionAuth.isVerified(webhook, account)) {
            throw WebhookParser.signatureInvalid();
        }
    }

    @Override
    public String kept(WebhookRequest webhook) {
        return EvolutionPayload.masked(webhook.body());
    }

    @Override
    public List<InboundEvent> read(WebhookRequest webhook, ChannelAccount account) {
        Envelope envelope = Envelope.of(webhook.body(), webhook.event());
        String instance = envelope.instance().orElse(account.id());
        if (!account.id().isEmpty() && !account.id().equals(instance)) {
            return List.of(new IgnoredEvent("other.instance"));
        }
        return envelope.data().stream()
                .map(data -> new Reader(data, instance, webhook.at()).read(envelope.event()))
                .toList();
    }

    /// Reads the data of one event.
    ///
    /// @param now when the webhook came
    private record Reader(JsonView data, String instance, Instant now) {
        InboundEvent read(String event) {
            return switch (event) {
                case "messages.upsert" -> message();
                case "messages.update" -> receipt();
                case "messages.edited" -> edit();
                case "messages.delete" -> deletion();
                case "connection.update" -> connection();
                default ->
                        IGNORED.matcher(event).matches()
                                ? new IgnoredEvent(event)
                                : new InboundEvent.UnknownEvent(event);
            };
        }

        private MessageKey key() {
            return MessageKey.of(data.at("key"), data);
        }

        private InboundEvent message() {
            MessageKey key = key();
            JsonView reaction = data.at("message").at("reactionMessage");
            if (reaction.isPresent() && key.isCustomers()) {
                return reaction(key, reaction);
            }
            EvolutionContent content = content(key);
            Optional<String> skipped =
                    key.skipped().or(() -> content.skipped().map("messages."::concat));
            if (skipped.isPresent() || key.id().isEmpty()) {
                return new IgnoredEvent(skipped.orElse("messages.nameless"));
            }
            String id = key.id().get();
            Instant at = EvolutionPayload.at(data, now);
            // an echo is from the phone, or from this server: the processor finds out
            return key.ours()
                    ? new InboundEvent.Echo(
                            instance,
                            key.thread(),
                            // `pushName` is the operator's own here
                            sender(key, Optional.empty()),
                            id,
                            at,
                            content.text(),
                            content.attachments(),
                            key.address(),
                            Optional.empty(),
                            false)
                    : message(key, content.text(), content.attachments());
        }

        private InboundEvent.CustomerMessage message(
                MessageKey key, String text, List<InboundEvent.Attachment> attachments) {
            return new InboundEvent.CustomerMessage(
                    instance,
                    key.thread(),
                    sender(key, data.text("pushName")),
                    key.id().orElseThrow(),
                    EvolutionPayload.at(data, now),
                    text,
                    attachments,
                    key.address(),
                    Optional.empty());
        }

        /// A reaction without an emoji takes an earlier one back.
        private InboundEvent reaction(MessageKey key, JsonView reaction) {
            Optional<String> emoji = reaction.text("text").filter(it -> !it.isBlank());
            Optional<String> to = reaction.at("key").text("id");
            return emoji.isPresent() && to.isPresent()
                    ? new InboundEvent.Reaction(message(key, emoji.get(), List.of()), to.get())
                    : new IgnoredEvent("messages.reactionMessage");
        }

        /// What a person sent from the phone counts although it is of a type that is not read here.
        private EvolutionContent content(MessageKey key) {
            EvolutionContent content = EvolutionContent.of(data.at("message"), key.id());
            return content.skipped()
                    .filter(_ -> key.ours())
                    .flatMap(_ -> EvolutionContent.unreadType(data.at("message")))
                    .map(MessageContent::unreadableText)
                    .map(text -> new EvolutionContent(text, List.of(), Optional.empty()))
                    .orElse(content);
        }

        private static Sender sender(MessageKey key, Optional<String> name) {
            return new Sender(
                    key.thread(),
                    key.ids(),
                    name.filter(each -> !each.equals(key.thread())),
                    key.ids().number().map("+"::concat),
                    Optional.empty(),
                    Map.of());
        }

        private InboundEvent receipt() {
            MessageKey key = key();
            Optional<State> state = EvolutionPayload.state(data);
            if (key.skipped().filter(why -> !why.equals("messages.nobody")).isPresent()) {
                return new IgnoredEvent("update.elsewhere");
            }
            if (!key.ours() || state.isEmpty() || key.id().isEmpty()) {
                return new IgnoredEvent("messages.update");
            }
            return new InboundEvent.Receipt(
                    instance,
                    key.id(),
                    Optional.empty(),
                    state.get(),
                    state.filter(State.FAILED::equals).map(_ -> "WhatsApp did not accept it."),
                    now);
        }

        private InboundEvent edit() {
            MessageKey key = key();
            Optional<String> text =
                    Stream.of(data, data.at("message"))
                            .flatMap(
                                    outer ->
                                            EvolutionContent.text(outer.at("editedMessage"))
                                                    .stream())
                            .findFirst();
            return key.isCustomers() && text.isPresent()
                    ? new InboundEvent.MessageEdit(
                            instance, key.thread(), key.id().orElseThrow(), text.get(), now)
                    : new IgnoredEvent("messages.edited");
        }

        private InboundEvent deletion() {
            MessageKey key = data.at("key").isPresent() ? key() : MessageKey.of(data, data);
            return key.isCustomers()
                    ? new InboundEvent.MessageDeletion(
                            instance, key.thread(), key.id().orElseThrow(), now)
                    : new IgnoredEvent("messages.delete");
        }

        private InboundEvent connection() {
            Optional<String> reason = data.whole("statusReason").map(String::valueOf);
            return data.text("state")
                    .<InboundEvent>map(
                            state ->
                                    new InboundEvent.ConnectionChange(instance, state, reason, now))
                    .orElseGet(() -> new IgnoredEvent("connection.update"));
        }
    }
}
