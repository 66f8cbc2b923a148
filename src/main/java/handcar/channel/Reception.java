package handcar.channel;

import handcar.chat.Arrival;
import handcar.chat.Arrived;
import handcar.chat.Conversations;
import handcar.db.Tx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Turns news into what the house knows: messages in conversations, receipts in the outbox, people stepping in. Everything
/// it does it does once, however often it is told.
final class Reception {
    private final Conversations conversations;
    private final Threads threads;
    private final Elsewhere elsewhere;
    private final EarlyNews early;
    private final Inbound.Pace pace;

    /// Something a customer wrote, and the door it came through.
    private record Letter(Account account, News.Said said, Threads.Key key) {
        Threads.Written written() {
            return new Threads.Written(key, account, said);
        }

        UUID in(Map<Threads.Key, UUID> reached) {
            return Objects.requireNonNull(reached.get(key), "every thread was reached");
        }
    }

    Reception(
            Conversations conversations,
            Threads threads,
            Elsewhere elsewhere,
            EarlyNews early,
            Inbound.Pace pace) {
        this.conversations = conversations;
        this.threads = threads;
        this.elsewhere = elsewhere;
        this.early = early;
        this.pace = pace;
    }

    /// Does what the events tell, messages first; what each piece of news did, in the order of the events.
    List<Effect> take(Tx tx, List<Event> events) {
        List<Letter> letters = events.stream().flatMap(event -> letters(event).stream()).toList();
        Map<News, Effect> done = new HashMap<>();
        if (!letters.isEmpty()) {
            deliver(tx, letters, done);
        }
        List<Effect> effects = new ArrayList<>();
        for (Event event : events) {
            for (News news : event.news()) {
                effects.add(
                        done.containsKey(news)
                                ? done.get(news)
                                : elsewhere.take(tx, event.account(), news));
            }
        }
        return effects;
    }

    private static List<Letter> letters(Event event) {
        return event.news().stream()
                .filter(News.Said.class::isInstance)
                .map(News.Said.class::cast)
                .map(
                        said ->
                                new Letter(
                                        event.account(),
                                        said,
                                        Threads.Key.of(event.account().kind(), said)))
                .toList();
    }

    private void deliver(Tx tx, List<Letter> letters, Map<News, Effect> done) {
        Map<Threads.Key, Threads.Written> last = new LinkedHashMap<>();
        letters.forEach(letter -> last.put(letter.key(), letter.written()));
        List<Threads.Written> written = List.copyOf(last.values());
        Threads.Reached found = threads.reach(tx, written);
        Map<Threads.Key, UUID> reached = found.conversations();
        Map<String, UUID> fresh = new HashMap<>();
        for (Arrived message : conversations.receive(tx, arrivals(letters, reached))) {
            fresh.put(message.conversation() + message.name(), message.id());
        }
        threads.touch(tx, found.changed());
        List<EarlyNews.Awaited> awaited = new ArrayList<>();
        for (Letter letter : letters) {
            UUID conversation = letter.in(reached);
            Optional<UUID> message =
                    Optional.ofNullable(fresh.get(conversation + letter.said().id()));
            done.put(
                    letter.said(),
                    new Effect(
                            Event.type(letter.said()),
                            message.isPresent() ? "stored" : "known",
                            Optional.of(conversation),
                            message));
            if (message.isPresent()) {
                awaited.add(new EarlyNews.Awaited(letter.key(), letter.said().id(), conversation));
            }
        }
        early.overtake(tx, awaited);
    }

    private List<Arrival> arrivals(List<Letter> letters, Map<Threads.Key, UUID> reached) {
        List<Arrival> arrivals = new ArrayList<>(letters.size());
        for (Letter letter : letters) {
            UUID conversation = letter.in(reached);
            boolean answering =
                    Saying.isAnswered(letter.said())
                            && pace.perAccount()
                                    .take(letter.account().kind() + "/" + letter.said().account())
                                    .isEmpty();
            List<String> pieces = Saying.pieces(letter.said());
            for (int i = 0; i < pieces.size(); i++) {
                arrivals.add(
                        new Arrival(
                                conversation,
                                i == 0 ? letter.said().id() : letter.said().id() + "#" + (i + 1),
                                pieces.get(i),
                                i == 0 ? Saying.attachments(letter.said()) : List.of(),
                                answering,
                                pace.window()));
            }
        }
        return arrivals;
    }
}
