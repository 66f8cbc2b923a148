package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.EventTime;
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
            if (key.skipped().isPresent() || key.id().isEmpty()) {
                return new IgnoredEvent(key.skipped().orElse("messages.nameless"));
            }
            JsonView inner = EvolutionEnvelope.inside(data.at("message"));
            JsonView change = inner.at("protocolMessage");
            if (change.isPresent()) {
                return change.at("key").isPresent()
                        ? change(key, change)
                        : new IgnoredEvent("messages.protocolMessage");
            }
            if (inner.at("reactionMessage").isPresent() && !key.ours()) {
                return reaction(key, inner.at("reactionMessage"));
            }
            Optional<MessageContent> content =
                    EvolutionContent.of(data.at("message"), data, key.id())
                            .filter(
                                    _ ->
                                            !key.ours()
                                                    || EvolutionEnvelope.type(inner).isPresent()
                                                    || EvolutionStub.isUnreadable(data));
            return content.isEmpty()
                    ? new IgnoredEvent("messages." + EvolutionEnvelope.type(inner).orElse("empty"))
                    : key.ours() ? echo(key, content.get()) : message(key, content.get());
        }

        /// An echo is from the phone, or from this server: the processor finds out.
        private InboundEvent.Echo echo(MessageKey key, MessageContent content) {
            return new InboundEvent.Echo(
                    instance,
                    key.thread(),
                    // `pushName` is the operator's own here
                    sender(key, Optional.empty()),
                    key.id().orElseThrow(),
                    EvolutionPayload.at(data, now),
                    content.text(),
                    content.attachments(),
                    key.address(),
                    Optional.empty(),
                    false);
        }

        private InboundEvent.CustomerMessage message(MessageKey key, MessageContent content) {
            Optional<String> whole = EvolutionEnvelope.whole(data.at("message"));
            return new InboundEvent.CustomerMessage(
                    instance,
                    key.thread(),
                    sender(key, data.text("pushName")),
                    whole.or(key::id).orElseThrow(),
                    EvolutionPayload.at(data, now),
                    content.text(),
                    content.attachments(),
                    key.address(),
                    Optional.empty(),
                    whole.isPresent() ? content.details().asPart() : content.details());
        }

        /// A reaction without an emoji takes an earlier one back.
        private InboundEvent reaction(MessageKey key, JsonView reaction) {
            Optional<String> emoji = reaction.text("text").filter(it -> !it.isBlank());
            Optional<String> to = reaction.at("key").text("id");
            return emoji.isPresent() && to.isPresent()
                    ? new InboundEvent.Reaction(
                            message(key, MessageContent.words(emoji.get())), to.get())
                    : new IgnoredEvent("messages.reactionMessage");
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
            if (EvolutionPayload.isDeleted(data) && key.id().isPresent()) {
                return deletion(key, key.id().get());
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

        /// The server passes on whatever the app was told about a message, with the message's key as its author knows it.
        private InboundEvent edit() {
            return change(key(), data.at("message").isPresent() ? data.at("message") : data);
        }

        private InboundEvent change(MessageKey around, JsonView change) {
            MessageKey key =
                    change.at("key").isPresent() ? MessageKey.of(change.at("key"), data) : around;
            Optional<String> skipped = around.skipped().or(key::skipped);
            if (skipped.isPresent() || key.id().isEmpty()) {
                return new IgnoredEvent(skipped.orElse("messages.protocolMessage"));
            }
            Optional<MessageContent> edited =
                    EvolutionContent.of(
                            change.at("editedMessage"), new JsonView(null), Optional.empty());
            if (edited.isPresent()) {
                return new InboundEvent.MessageEdit(
                        instance,
                        around.thread(),
                        key.id().get(),
                        edited.get(),
                        EventTime.ofMillis(change.number("timestampMs"), now));
            }
            return EvolutionPayload.isRevocation(change)
                    ? deletion(around, key.id().get())
                    : new IgnoredEvent("messages.protocolMessage");
        }

        private InboundEvent deletion() {
            MessageKey key = data.at("key").isPresent() ? key() : MessageKey.of(data, data);
            return key.skipped().isPresent() || key.id().isEmpty()
                    ? new IgnoredEvent("messages.delete")
                    : deletion(key, key.id().get());
        }

        private InboundEvent deletion(MessageKey around, String id) {
            return new InboundEvent.MessageDeletion(instance, around.thread(), id, now);
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
