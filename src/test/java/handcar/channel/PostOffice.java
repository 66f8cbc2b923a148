package handcar.channel;

import handcar.account.Audit;
import handcar.account.Role;
import handcar.account.Sealing;
import handcar.account.Staff;
import handcar.chat.Author;
import handcar.chat.Conversation;
import handcar.chat.Conversations;
import handcar.chat.Desk;
import handcar.chat.Incoming;
import handcar.chat.Limits;
import handcar.chat.Message;
import handcar.chat.NewContact;
import handcar.chat.NewConversation;
import handcar.chat.Phrases;
import handcar.chat.Postmarks;
import handcar.chat.Replied;
import handcar.chat.Turn;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Ids;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.fakes.FakeServer;
import handcar.work.Bells;
import handcar.work.Jobs;
import handcar.work.Worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// One process of the chat and channel rooms on a database, as far as the database can tell, with a fake provider.
final class PostOffice implements AutoCloseable {
    static final Staff ALICE =
            new Staff(
                    Staff.Kind.USER,
                    Optional.of(Ids.next()),
                    Optional.empty(),
                    "alice@example.com",
                    "Alice",
                    Role.AGENT);

    /// Waits a test can wait for.
    static final Timing HASTY =
            new Timing(
                    Stream.of(100, 200, 300).map(Duration::ofMillis).toList(),
                    Duration.ofMillis(1_500),
                    Duration.ofMillis(3_000));

    private static final Secret KEY = new Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    final Database db;
    final Bells bells;
    final Jobs jobs;
    final Accounts accounts;
    final Deliveries deliveries;
    final Conversations conversations;
    final Desk desk;
    final Receipts receipts;
    final DeliveryStore store;
    final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final Raven raven;
    private final DeliveryJob job;
    private final Worker worker;

    PostOffice(
            Database.Address address,
            FakeServer tower,
            Shape shape,
            Timing timing,
            List<Mirror> mirrors) {
        db = TestDatabase.open(address);
        new Migrations(db.source()).up();
        bells = new Bells(db);
        jobs = new Jobs(db, bells);
        raven = new Raven(tower, shape, timing.longest());
        accounts = new Accounts(db, bells, new Sealing(KEY, List.of()), List.of(raven));
        Postmarks postmarks = new Postmarks(bells);
        deliveries = new Deliveries(db, jobs, accounts, postmarks, Wording::parts, mirrors, timing);
        conversations =
                new Conversations(
                        db,
                        bells,
                        jobs,
                        new Limits(1_000_000, 1_000_000),
                        deliveries,
                        Phrases.NONE);
        desk = new Desk(db, jobs, conversations, new Audit(db));
        receipts = new Receipts(db, jobs, conversations, postmarks);
        store = new DeliveryStore(db);
        job =
                new DeliveryJob(
                        db,
                        bells,
                        accounts,
                        conversations,
                        postmarks,
                        (_, outcome) -> outcomes.merge(outcome, 1, Integer::sum),
                        timing);
        bells.start();
        worker = new Worker(jobs, bells, Deliveries.KIND, 4, DeliveryJob.LEASE, job);
    }

    PostOffice(FakeServer tower, Shape shape) {
        this(TestDatabase.empty(), tower, shape, HASTY, List.of());
    }

    PostOffice open() {
        worker.start();
        return this;
    }

    /// A conversation with a customer who wrote just now, and whose thread is called `to`.
    UUID opened(String to) {
        UUID id =
                conversations
                        .open(
                                new NewConversation(
                                        Raven.KIND,
                                        Raven.ACCOUNT,
                                        Optional.empty(),
                                        new NewContact(
                                                Optional.of(to),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Map.of()),
                                        Optional.empty(),
                                        Optional.empty()))
                        .conversation()
                        .id();
        sql(
                "INSERT INTO channel_threads (channel, account, thread, conversation_id,"
                        + " last_inbound_at) VALUES ('raven', 'tower', '"
                        + to
                        + "', '"
                        + id
                        + "', now())");
        return id;
    }

    /// The bot answers what the customer says.
    Message answers(UUID id, String content) {
        conversations.receive(id, Incoming.of("?"));
        Turn turn = conversations.turn(id, 1);
        return said(tx(tx -> conversations.reply(tx, turn.answer(Ids.next(), content, List.of()))));
    }

    private static Message said(Replied replied) {
        if (replied instanceof Replied.Sent(Message message)) {
            return message;
        }
        throw new AssertionError("not sent: " + replied);
    }

    Message staffAnswers(UUID id, String content) {
        return desk.reply(id, ALICE, Incoming.of(content)).message();
    }

    <T> T tx(Function<handcar.db.Tx, T> work) {
        return db.tx(work);
    }

    boolean receipt(News.Receipt receipt) {
        return tx(tx -> receipts.receipt(tx, Raven.KIND, receipt));
    }

    static News.Receipt receipt(String name, News.Receipt.State state) {
        return new News.Receipt(
                Raven.ACCOUNT,
                Optional.of(name),
                Optional.empty(),
                state,
                Optional.empty(),
                Instant.now());
    }

    /// All parts of a conversation, in their order.
    List<Delivery> parts(UUID conversation) {
        return store
                .page(
                        new DeliveryStore.Filter(
                                Optional.empty(), Optional.empty(), Optional.of(conversation)),
                        Optional.empty(),
                        1_000)
                .stream()
                .sorted(
                        java.util.Comparator.comparingLong(Delivery::seq)
                                .thenComparingInt(Delivery::part))
                .toList();
    }

    List<Delivery.State> states(UUID conversation) {
        return parts(conversation).stream().map(Delivery::state).toList();
    }

    /// How the last message of anybody but the customer stands.
    Map<String, Object> mark(UUID conversation) {
        return conversations.transcript(conversation, 50).stream()
                .filter(message -> message.author() != Author.CONTACT)
                .toList()
                .getLast()
                .delivery();
    }

    String status(UUID conversation) {
        return String.valueOf(mark(conversation).get("status"));
    }

    Conversation now(UUID conversation) {
        return conversations.get(conversation);
    }

    void sql(String sql) {
        try (Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        job.close();
        boolean _ = worker.stop(Instant.now().plusSeconds(3));
        accounts.close();
        bells.close();
        raven.close();
        db.close();
    }
}
