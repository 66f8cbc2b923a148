package handcar.channel;

import handcar.account.Audit;
import handcar.channel.News.Said;
import handcar.channel.News.Sender;
import handcar.chat.Colleagues;
import handcar.chat.Conversation;
import handcar.chat.ConversationFilter;
import handcar.chat.Conversations;
import handcar.chat.Limits;
import handcar.chat.Message;
import handcar.chat.Outbox;
import handcar.chat.Phrases;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.db.Tx;
import handcar.http.TokenBuckets;
import handcar.work.Bells;
import handcar.work.Jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The way in over a real database, without the doors: news are handed over the counter.
final class Counter implements AutoCloseable {
    static final Account PHONE =
            new Account("whatsapp", "55", Optional.empty(), Optional.empty(), Map.of(), Map.of());

    final Database db;
    final Bells bells;
    final Jobs jobs;
    final Conversations conversations;
    final Reception reception;
    final EventStore store;
    final Inflow inflow;
    final ConcurrentLinkedQueue<String> counted = new ConcurrentLinkedQueue<>();

    Counter() {
        this(TestDatabase.empty(), new Limits(100, 1_000), 1_000);
    }

    Counter(Database.Address address, Limits limits, int perAccount) {
        db = TestDatabase.open(address);
        new Migrations(db.source()).up();
        bells = new Bells(db);
        jobs = new Jobs(db, bells);
        conversations = new Conversations(db, bells, jobs, limits, Outbox.NONE, Counter::phrases);
        store = new EventStore(db);
        Threads threads = new Threads(conversations, (_, _) -> {});
        Elsewhere elsewhere =
                new Elsewhere(
                        conversations,
                        new Colleagues(conversations, jobs, new Audit(db)),
                        threads,
                        new Nothing());
        reception =
                new Reception(
                        conversations,
                        threads,
                        elsewhere,
                        new EarlyNews(conversations),
                        new Inbound.Pace(
                                new TokenBuckets(perAccount, Duration.ofMinutes(1)),
                                Duration.ofSeconds(5)));
        inflow =
                new Inflow(
                        db, jobs, store, reception, (kind, type) -> counted.add(kind + " " + type));
    }

    private static Phrases.Meaning phrases(Optional<UUID> agent, String text) {
        return switch (text) {
            case "stop" -> Phrases.Meaning.STOP;
            case "start" -> Phrases.Meaning.RESUME;
            default -> Phrases.Meaning.NOTHING;
        };
    }

    /// An outbox that sent nothing.
    private static final class Nothing implements Departures {
        @Override
        public boolean receipt(Tx tx, String channel, News.Receipt receipt) {
            return false;
        }

        @Override
        public boolean isOurs(Tx tx, String channel, News.Echo echo) {
            return echo.text().equals("sent by us");
        }
    }

    /// A message from a person to our phone.
    static Said said(String who, String id, String text) {
        return said("55", who, id, text);
    }

    static Said said(String account, String who, String id, String text) {
        return new Said(
                account,
                who,
                Sender.of(who, Optional.of("Name of " + who)),
                id,
                Instant.now(),
                text,
                List.of(),
                Map.of(),
                Optional.empty());
    }

    static Event event(String name, News... news) {
        return EventStore.event(PHONE, name, "", Map.of(), "{}", List.of(news));
    }

    void take(String name, News... news) {
        inflow.take(event(name, news));
    }

    List<Conversation> conversations() {
        return conversations
                .page(
                        new ConversationFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.empty(),
                        200)
                .rows();
    }

    Conversation only() {
        List<Conversation> all = conversations();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " conversations: " + all);
        }
        return all.getFirst();
    }

    List<String> contents(UUID conversation) {
        return conversations.transcript(conversation, 100).stream().map(Message::content).toList();
    }

    long waitingAnswers() {
        return jobs.depths().stream()
                .filter(depth -> depth.kind().equals(Conversations.ANSWER))
                .mapToLong(Jobs.Depth::waiting)
                .sum();
    }

    @Override
    public void close() {
        bells.close();
        db.close();
    }
}
