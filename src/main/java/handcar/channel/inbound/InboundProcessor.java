package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.chat.Conversations;
import handcar.chat.InboundMessage;
import handcar.chat.InboundMessage.Admission;
import handcar.chat.Message;
import handcar.db.Tx;
import handcar.http.RateLimiter;

/// Turns news into what the house knows: messages in conversations, receipts in the outbox, people stepping in. Everything
/// it does it does once, however often it is told.
final class InboundProcessor {
    private final Conversations conversations;
    private final ThreadMap threads;
    private final NonMessageEvents nonMessageEvents;
    private final OutOfOrderEvents early;
    private final RateLimiter perAccount;

    /// Something a customer wrote, and the door it came through.
    private record Letter(
            ChannelAccount account, InboundEvent.CustomerMessage said, ThreadMap.Key key) {
        ThreadMap.Written written() {
            return new ThreadMap.Written(key, account, said);
        }

        UUID in(Map<ThreadMap.Key, UUID> reached) {
            return Objects.requireNonNull(reached.get(key), "every thread was reached");
        }
    }

    InboundProcessor(
            Conversations conversations,
            ThreadMap threads,
            NonMessageEvents nonMessageEvents,
            OutOfOrderEvents early,
            RateLimiter perAccount) {
        this.conversations = conversations;
        this.threads = threads;
        this.nonMessageEvents = nonMessageEvents;
        this.early = early;
        this.perAccount = perAccount;
    }

    /// Does what the events tell, messages first; what each piece of news did, in the order of the events.
    List<EventEffect> take(Tx tx, List<ReceivedWebhook> events) {
        List<Letter> letters = events.stream().flatMap(event -> letters(event).stream()).toList();
        Map<InboundEvent, EventEffect> done = new HashMap<>();
        if (!letters.isEmpty()) {
            deliver(tx, letters, done);
        }
        List<EventEffect> effects = new ArrayList<>();
        for (ReceivedWebhook event : events) {
            for (InboundEvent news : event.news()) {
                effects.add(
                        done.containsKey(news)
                                ? done.get(news)
                                : nonMessageEvents.take(tx, event.account(), news));
            }
        }
        return effects;
    }

    private static List<Letter> letters(ReceivedWebhook event) {
        return event.news().stream()
                .filter(InboundEvent.CustomerMessage.class::isInstance)
                .map(InboundEvent.CustomerMessage.class::cast)
                .map(
                        said ->
                                new Letter(
                                        event.account(),
                                        said,
                                        ThreadMap.Key.of(event.account().kind(), said)))
                .toList();
    }

    private void deliver(Tx tx, List<Letter> letters, Map<InboundEvent, EventEffect> done) {
        Map<ThreadMap.Key, ThreadMap.Written> last = new LinkedHashMap<>();
        letters.forEach(letter -> last.put(letter.key(), letter.written()));
        List<ThreadMap.Written> written = List.copyOf(last.values());
        ThreadMap.Reached found = threads.reach(tx, written);
        Map<ThreadMap.Key, UUID> reached = found.conversations();
        Map<String, UUID> fresh = new HashMap<>();
        for (Message message : conversations.receive(tx, messages(letters, reached))) {
            fresh.put(message.conversationId() + message.name().orElseThrow(), message.id());
        }
        threads.touch(tx, found.changed());
        List<OutOfOrderEvents.Awaited> awaited = new ArrayList<>();
        for (Letter letter : letters) {
            UUID conversation = letter.in(reached);
            Optional<UUID> message =
                    Optional.ofNullable(fresh.get(conversation + letter.said().id()));
            done.put(
                    letter.said(),
                    new EventEffect(
                            ReceivedWebhook.type(letter.said()),
                            message.isPresent() ? "stored" : "known",
                            Optional.of(conversation),
                            message));
            if (message.isPresent()) {
                awaited.add(
                        new OutOfOrderEvents.Awaited(
                                letter.key(), letter.said().id(), conversation));
            }
        }
        early.overtake(tx, awaited);
    }

    private List<InboundMessage> messages(List<Letter> letters, Map<ThreadMap.Key, UUID> reached) {
        List<InboundMessage> messages = new ArrayList<>(letters.size());
        for (Letter letter : letters) {
            UUID conversation = letter.in(reached);
            Admission admission = admission(letter);
            List<String> pieces = MessageText.pieces(letter.said());
            for (int i = 0; i < pieces.size(); i++) {
                String id = letter.said().id();
                messages.add(
                        new InboundMessage(
                                conversation,
                                Optional.of(i == 0 ? id : id + "#" + (i + 1)),
                                pieces.get(i),
                                i == 0 ? MessageText.attachments(letter.said()) : List.of(),
                                admission));
            }
        }
        return messages;
    }

    private Admission admission(Letter letter) {
        if (!MessageText.isAnswered(letter.said())) {
            return Admission.STORE_ONLY;
        }
        return perAccount.take(letter.account().kind() + "/" + letter.said().account()).isEmpty()
                ? Admission.ANSWER
                : Admission.RATE_LIMITED;
    }
}
