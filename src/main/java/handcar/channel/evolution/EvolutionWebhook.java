package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.ChannelAccount;
import handcar.channel.ContextAttachments;
import handcar.channel.EventTime;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.Receipt.State;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.MessageContent;
import handcar.channel.PersonIds;
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
                    "(?:application|chats|contacts|groups?|instance|labels|lid|logout|presence|qrcode|remove"
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
        Envelope envelope = Envelope.of(webhook.json(), webhook.event());
        String instance = envelope.instance().orElse(account.id());
        if (!account.id().isEmpty() && !account.id().equals(instance)) {
            return List.of(new IgnoredEvent("other.instance"));
        }
        return envelope.data().stream()
                .flatMap(
                        data ->
                                new Reader(data, instance, envelope.ours(), webhook.at())
                                        .all(envelope.event()))
                .toList();
    }

    private static final JsonView NOTHING = new JsonView(null);

    /// Reads the data of one event.
    ///
    /// @param phone the digits of our own number
    /// @param now when the webhook came
    private record Reader(JsonView data, String instance, Optional<String> phone, Instant now) {
        /// What the event tells, behind the ids that it shows together, whatever becomes of it.
        Stream<InboundEvent> all(String event) {
            MessageKey shown = event.equals("call") ? caller() : key();
            Stream<InboundEvent> others =
                    data.at("participants")
                            .each()
                            .map(each -> ids(MessageKey.of(each, NOTHING)))
                            .filter(PersonIds::isPair)
                            .map(each -> new InboundEvent.IdPair(instance, each));
            return Stream.concat(others, ids(shown).before(instance, read(event)));
        }

        private PersonIds ids(MessageKey shown) {
            boolean isCustomers =
                    !isOurNumber(shown) && !(shown.ours() && shown.skipped().isPresent());
            return isCustomers ? shown.ids() : PersonIds.NONE;
        }

        private MessageKey caller() {
            Map<String, Object> ids = new HashMap<>();
            data.text("from").ifPresent(from -> ids.put("remoteJid", from));
            data.text("callerPn").ifPresent(number -> ids.put("remoteJidAlt", number));
            return MessageKey.of(new JsonView(ids), data);
        }

        private InboundEvent read(String event) {
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
            if (key.ours() && isOurNumber(key)) {
                return new IgnoredEvent("self");
            }
            if (inner.at("reactionMessage").isPresent()) {
                return reaction(key, inner.at("reactionMessage"));
            }
            Optional<MessageContent> content =
                    EvolutionContent.of(data.at("message"), data, key.id())
                            .filter(_ -> !key.ours() || !EvolutionStub.isCall(data));
            return content.isEmpty()
                    ? new IgnoredEvent("messages." + EvolutionEnvelope.type(inner).orElse("empty"))
                    : key.ours()
                            ? echo(key, content.get(), EvolutionPayload.at(data, now))
                            : message(
                                    key,
                                    content.get(),
                                    EvolutionEnvelope.whole(data.at("message")),
                                    EvolutionPayload.at(data, now));
        }

        /// An echo is from the phone, or from this server: the processor finds out.
        private InboundEvent.Echo echo(MessageKey key, MessageContent content, Instant at) {
            return new InboundEvent.Echo(
                    instance,
                    key.thread(),
                    // `pushName` is the operator's own here
                    sender(key, Optional.empty()),
                    key.id().orElseThrow(),
                    at,
                    content.text(),
                    content.attachments(),
                    key.address(),
                    Optional.empty(),
                    false);
        }

        /// @param whole the message that it is a part of
        private InboundEvent.CustomerMessage message(
                MessageKey key, MessageContent content, Optional<String> whole, Instant at) {
            return new InboundEvent.CustomerMessage(
                    instance,
                    key.thread(),
                    sender(key, data.text("pushName")),
                    whole.or(key::id).orElseThrow(),
                    at,
                    content.text(),
                    content.attachments(),
                    key.address(),
                    Optional.empty(),
                    whole.isPresent() ? content.details().asPart() : content.details());
        }

        /// A reaction without an emoji takes an earlier one back. The operator's is a word of theirs.
        private InboundEvent reaction(MessageKey key, JsonView reaction) {
            MessageContent content = MessageContent.words(reaction.text("text").orElse(""));
            Optional<String> to = reaction.at("key").text("id");
            if (to.isEmpty() || (key.ours() && content.text().isEmpty())) {
                return new IgnoredEvent("messages.reactionMessage");
            }
            Instant at = EvolutionPayload.at(data, now);
            return key.ours()
                    ? echo(key, content.about(Stream.of(ContextAttachments.quoteOf(to.get()))), at)
                    : new InboundEvent.Reaction(
                            message(key, content, Optional.empty(), at), to.get());
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
            if (key.elsewhere().isPresent()) {
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

        /// The server passes on what the app was told about a message, with the message's key as its author knows it.
        private InboundEvent edit() {
            return change(key(), data.at("message").isPresent() ? data.at("message") : data);
        }

        /// The new message itself, however often it is wrapped.
        private static JsonView edited(JsonView given) {
            JsonView message = given.at("message").isPresent() ? given.at("message") : given;
            JsonView deeper = message.at("protocolMessage").at("editedMessage");
            return deeper.isPresent() ? edited(deeper) : message;
        }

        private InboundEvent change(MessageKey around, JsonView change) {
            MessageKey key =
                    change.at("key").isPresent() ? MessageKey.of(change.at("key"), data) : around;
            Optional<String> skipped = around.elsewhere().or(key::elsewhere);
            if (skipped.isPresent() || key.id().isEmpty()) {
                return new IgnoredEvent(skipped.orElse("messages.protocolMessage"));
            }
            Optional<MessageContent> edited =
                    EvolutionContent.of(edited(change.at("editedMessage")), NOTHING, key.id());
            if (edited.isPresent()) {
                return edit(
                        around.named(key.id().get()),
                        edited.get(),
                        EventTime.ofMillis(change.number("timestampMs"), now));
            }
            return EvolutionPayload.isRevocation(change)
                    ? deletion(around, key.id().get())
                    : new IgnoredEvent("messages.protocolMessage");
        }

        /// @param key the message's own id in the chat that the event tells of. A message of the customer's is one of ours there,
        ///     in the chat with our number, when the server passes on the key as the customer's phone knows it: then nobody tells
        ///     who the customer is
        private InboundEvent.MessageEdit edit(MessageKey key, MessageContent content, Instant at) {
            ChangeSide by = side(key);
            Optional<InboundEvent.ThreadEvent> whole =
                    switch (by) {
                        case CUSTOMER -> Optional.of(message(key, content, Optional.empty(), at));
                        case STAFF -> Optional.of(echo(key, content, at));
                        case EITHER, UNNAMED -> Optional.empty();
                    };
            return new InboundEvent.MessageEdit(
                    instance, key.thread(), key.id().orElseThrow(), by, content, at, whole);
        }

        private ChangeSide side(MessageKey key) {
            if (key.skipped().isPresent()) {
                return ChangeSide.UNNAMED;
            }
            boolean isCustomerKnown =
                    key.ids().number().isPresent()
                            && !isOurNumber(key)
                            && (phone.isPresent() || data.at("message").isPresent());
            return !key.ours()
                    ? ChangeSide.CUSTOMER
                    : isCustomerKnown ? ChangeSide.STAFF : ChangeSide.UNNAMED;
        }

        private boolean isOurNumber(MessageKey key) {
            return phone.isPresent() && key.ids().number().equals(phone);
        }

        private InboundEvent deletion() {
            MessageKey key = data.at("key").isPresent() ? key() : MessageKey.of(data, data);
            return key.elsewhere().isPresent() || key.id().isEmpty()
                    ? new IgnoredEvent("messages.delete")
                    : deletion(key, key.id().get());
        }

        private InboundEvent deletion(MessageKey around, String id) {
            return new InboundEvent.MessageDeletion(
                    instance, around.thread(), id, side(around), now);
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
