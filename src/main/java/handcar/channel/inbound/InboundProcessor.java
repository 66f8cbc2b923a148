package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.StaffReply;
import handcar.channel.InboundEvent.ThreadEvent;
import handcar.channel.inbound.ThreadMap.Resolution;
import handcar.channel.inbound.ThreadMap.ThreadMessage;
import handcar.channel.media.InboundFiles;
import handcar.chat.Conversations;
import handcar.chat.InboundDetails;
import handcar.chat.InboundMessage;
import handcar.chat.InboundMessage.Admission;
import handcar.chat.Message;
import handcar.chat.MessageChangeStore;
import handcar.chat.UnansweredReason;
import handcar.db.Tx;
import handcar.http.RateLimiter;

/// Turns inbound events into chat operations. An event that comes again does nothing again.
///
/// @param awaited how long an answer of the agent is awaited: what was written before (by a phone that was off, or while we were
///     away) is for people
record InboundProcessor(
        Conversations conversations,
        ThreadMap threads,
        NonMessageEvents nonMessageEvents,
        OutOfOrderEvents outOfOrderEvents,
        InboundFiles files,
        RateLimiter perAccount,
        BiFunction<ChannelAccount, CustomerMessage, Duration> awaited) {
    /// Applies the events, messages first, both sides' in the order in which they were written. Returns the effect of each event,
    /// in the order of the events.
    List<EventEffect> process(Tx tx, List<ReceivedWebhook> received) {
        List<ReceivedWebhook> webhooks =
                received.stream()
                        .map(
                                each ->
                                        each.with(
                                                event ->
                                                        MessageReferences.resolved(
                                                                tx, each.account().kind(), event)))
                        .toList();
        IdPairStore.remember(tx, webhooks);
        Map<InboundEvent, EventEffect> said = say(tx, webhooks);
        List<EventEffect> effects = new ArrayList<>();
        for (ReceivedWebhook webhook : webhooks) {
            for (InboundEvent event : webhook.events()) {
                effects.add(
                        said.containsKey(event)
                                ? said.get(event)
                                : apply(tx, webhook.account(), event));
            }
        }
        return effects;
    }

    /// A word of either side, which providers do not put into their order.
    private record Word(ChannelAccount account, ThreadEvent event, Instant at) {
        static Stream<Word> of(ChannelAccount account, InboundEvent event) {
            return switch (event) {
                case CustomerMessage message -> Stream.of(new Word(account, message, message.at()));
                case Echo echo -> Stream.of(new Word(account, echo, echo.at()));
                default -> Stream.empty();
            };
        }
    }

    /// Stores what both sides wrote: customers' messages together, as far as no word of staff stands between them.
    private Map<InboundEvent, EventEffect> say(Tx tx, List<ReceivedWebhook> webhooks) {
        List<Word> words =
                webhooks.stream()
                        .flatMap(
                                each ->
                                        each.events().stream()
                                                .flatMap(event -> Word.of(each.account(), event)))
                        .sorted(Comparator.comparing(Word::at))
                        .toList();
        Map<InboundEvent, EventEffect> effects = new HashMap<>();
        List<Arrival> arrivals = new ArrayList<>();
        for (Word word : words) {
            if (word.event() instanceof CustomerMessage message) {
                arrivals.add(Arrival.of(word.account(), message));
            } else {
                effects.putAll(store(tx, arrivals));
                arrivals.clear();
                effects.put(word.event(), nonMessageEvents.apply(tx, word.account(), word.event()));
            }
        }
        effects.putAll(store(tx, arrivals));
        return effects;
    }

    private EventEffect apply(Tx tx, ChannelAccount account, InboundEvent event) {
        EventEffect effect = nonMessageEvents.apply(tx, account, event);
        return event instanceof MessageEdit edit && effect.isMissing()
                ? edited(tx, account, edit)
                : effect;
    }

    /// The edit of a message that never came is the message.
    private EventEffect edited(Tx tx, ChannelAccount account, MessageEdit edit) {
        EventEffect effect =
                edit.whole().orElseThrow() instanceof CustomerMessage message
                        ? Objects.requireNonNull(
                                store(tx, List.of(Arrival.of(account, message))).get(message))
                        : nonMessageEvents.apply(tx, account, edit.whole().get());
        effect.message().ifPresent(id -> MessageChangeStore.markEdited(tx, id, edit.at()));
        return switch (edit.whole().get()) {
            case Echo echo when effect.isOurOwn() ->
                    nonMessageEvents.changes().corrected(tx, effect, edit, echo);
            case StaffReply reply when effect.isKnown() ->
                    nonMessageEvents.changes().corrected(tx, effect, edit, reply);
            case ThreadEvent _ -> effect;
        };
    }

    /// A customer's message and its place.
    private record Arrival(ChannelAccount account, ThreadMessage thread, CustomerMessage message) {
        static Arrival of(ChannelAccount account, CustomerMessage message) {
            return new Arrival(account, ThreadMessage.of(account, message), message);
        }
    }

    private Map<InboundEvent, EventEffect> store(Tx tx, List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return Map.of();
        }
        Map<Object, ThreadMessage> last = new LinkedHashMap<>();
        arrivals.forEach(each -> last.put(person(each), each.thread()));
        Resolution resolution = threads.resolve(tx, last.values());
        Map<Arrival, UUID> conversationOf = new LinkedHashMap<>();
        arrivals.forEach(
                each ->
                        conversationOf.put(
                                each,
                                resolution.conversation(
                                        Objects.requireNonNull(last.get(person(each))))));
        Map<String, Message> fresh = new HashMap<>(); // the last of several parts has all of them
        for (Message message : conversations.receive(tx, inbound(conversationOf))) {
            fresh.put(message.conversationId() + message.name().orElseThrow(), message);
        }
        threads.touch(tx, resolution.changed());
        Map<InboundEvent, EventEffect> effects = new HashMap<>();
        Map<OutOfOrderEvents.Stored, UUID> stored = new LinkedHashMap<>();
        for (Map.Entry<Arrival, UUID> entry : conversationOf.entrySet()) {
            Arrival each = entry.getKey();
            UUID conversation = entry.getValue();
            Optional<Message> message =
                    Optional.ofNullable(fresh.get(conversation + each.message().id()));
            effects.put(
                    each.message(),
                    new EventEffect(
                            ReceivedWebhook.type(each.message()),
                            message.isPresent() ? "stored" : EventEffect.KNOWN,
                            Optional.of(conversation),
                            message.map(Message::id)));
            message.ifPresent(now -> files.add(tx, each.account(), each.message(), now));
            message.ifPresent(
                    _ ->
                            stored.put(
                                    new OutOfOrderEvents.Stored(
                                            each.thread().key(), each.message().id()),
                                    conversation));
        }
        outOfOrderEvents.apply(tx, stored);
        return effects;
    }

    /// Messages of one thread may show its person with one id and with several.
    private static List<Object> person(Arrival each) {
        return List.of(each.thread().key(), each.thread().with().ids());
    }

    private List<InboundMessage> inbound(Map<Arrival, UUID> arrivals) {
        List<InboundMessage> inbound = new ArrayList<>(arrivals.size());
        for (Map.Entry<Arrival, UUID> entry : arrivals.entrySet()) {
            CustomerMessage message = entry.getKey().message();
            UUID conversation = entry.getValue();
            InboundDetails details = details(entry.getKey());
            Admission admission = admission(entry.getKey());
            List<String> pieces = MessageText.pieces(message);
            for (int i = 0; i < pieces.size(); i++) {
                inbound.add(
                        new InboundMessage(
                                conversation,
                                Optional.of(MessageText.piece(message.id(), i + 1)),
                                pieces.get(i),
                                i == 0 ? MessageText.json(message.attachments()) : List.of(),
                                i == 0 ? details : details.ofRest(),
                                admission));
            }
        }
        return inbound;
    }

    private InboundDetails details(Arrival each) {
        CustomerMessage message = each.message();
        InboundDetails told = message.details();
        if (told.unanswered().filter(reason -> !reason.isAwaited()).isPresent()) {
            return told;
        }
        Duration wait = awaited.apply(each.thread().account(), message);
        if (message.at().isBefore(Instant.now().minus(wait))) {
            return told.because(UnansweredReason.LATE);
        }
        if (files.isVoiceNote(each.account(), message)) {
            return told.because(UnansweredReason.TRANSCRIBING);
        }
        return MessageText.hasWords(message.text()) ? told : told.because(UnansweredReason.NO_TEXT);
    }

    private Admission admission(Arrival each) {
        // START at the provider leaves what waits to the agent again
        boolean isStored =
                details(each)
                        .unanswered()
                        .filter(reason -> !reason.isAwaited())
                        .filter(reason -> reason != UnansweredReason.ANSWERED_BY_PROVIDER)
                        .isPresent();
        if (isStored) {
            return Admission.STORE_ONLY;
        }
        ThreadMap.Key key = each.thread().key();
        return perAccount.take(key.channel() + "/" + key.account()).isEmpty()
                ? Admission.ANSWER
                : Admission.RATE_LIMITED;
    }
}
