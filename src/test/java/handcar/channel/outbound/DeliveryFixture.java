package handcar.channel.outbound;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.auth.Role;
import handcar.auth.SecretEncryption;
import handcar.auth.StaffPrincipal;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelCapabilities;
import handcar.channel.FakeHttpProvider;
import handcar.channel.InboundEvent;
import handcar.channel.MessageSenders;
import handcar.channel.StaffMirror;
import handcar.chat.AgentTurn;
import handcar.chat.Author;
import handcar.chat.BurstWindow;
import handcar.chat.Conversation;
import handcar.chat.Conversations;
import handcar.chat.DeliveryStatusWriter;
import handcar.chat.Message;
import handcar.chat.MessageInput;
import handcar.chat.MessageLimits;
import handcar.chat.NewContact;
import handcar.chat.NewConversation;
import handcar.chat.OptOutMatcher;
import handcar.chat.ReplyResult;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.config.EnvironmentValues;
import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.db.UuidV7;
import handcar.fakes.FakeServer;
import handcar.jobs.JobQueue;
import handcar.jobs.JobSpec;
import handcar.jobs.JobWorker;
import handcar.jobs.NotificationBus;
import handcar.media.MediaLinks;
import handcar.testing.TestMedia;
import handcar.time.RetrySchedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// One process of the chat and channel rooms on a database, as far as the database can tell, with a fake provider.
final class DeliveryFixture implements AutoCloseable {
    static final StaffActor ALICE =
            StaffActor.of(
                    new StaffPrincipal(
                            StaffPrincipal.Kind.USER,
                            Optional.of(UuidV7.next()),
                            Optional.empty(),
                            "alice@example.com",
                            "Alice",
                            Role.AGENT));

    /// Waits a test can wait for.
    static final SendTiming HASTY =
            new SendTiming(
                    RetrySchedule.of(
                            Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(300)),
                    Duration.ofMillis(1_500),
                    Duration.ofMillis(3_000));

    private static final Secret KEY = new Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    private static final MediaLinks LINKS =
            new MediaLinks(
                    SigningSecrets.of(new Secret("signs")), Optional.of("https://handcar.example"));

    final Database db;
    final NotificationBus bells;
    final JobQueue jobs;
    final ChannelAccounts accounts;
    final DeliveryOutbox deliveries;
    final Conversations conversations;
    final StaffActions desk;
    final DeliveryReceipts receipts;
    final DeliveryStore store;
    final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final FakeHttpProvider raven;
    private final DeliveryJob job;
    private final JobWorker worker;

    DeliveryFixture(
            Database.Address address,
            FakeServer tower,
            ChannelCapabilities capabilities,
            SendTiming timing,
            List<StaffMirror> mirrors) {
        db = TestDatabase.open(address);
        new Migrations(db.source()).up();
        bells = new NotificationBus(db);
        jobs = new JobQueue(db, bells);
        raven = new FakeHttpProvider(tower, capabilities, timing.longest());
        accounts =
                new ChannelAccounts(
                        db,
                        bells,
                        new SecretEncryption(KEY, List.of()),
                        new EnvironmentValues(Map.of()),
                        List.of(raven));
        DeliveryStatusWriter deliveryStatus = new DeliveryStatusWriter(bells);
        deliveries =
                new DeliveryOutbox(
                        db,
                        jobs,
                        accounts,
                        deliveryStatus,
                        mirrors,
                        new DeliveryFiles(TestMedia.store(db), LINKS),
                        timing);
        conversations =
                new Conversations(
                        db,
                        bells,
                        jobs,
                        new MessageLimits(1_000_000, 1_000_000),
                        new BurstWindow(Duration.ZERO),
                        deliveries,
                        OptOutMatcher.NONE);
        desk = new StaffActions(db, jobs, conversations, TestMedia.store(db), AuditEntries.log(db));
        DeliveryTransitions transitions =
                new DeliveryTransitions(db, deliveryStatus, conversations);
        receipts = new DeliveryReceipts(jobs, transitions);
        store = transitions.store();
        job =
                new DeliveryJob(
                        db,
                        bells,
                        deliveries,
                        accounts,
                        new MessageSenders(accounts, _ -> raven),
                        new DeliveryFiles(TestMedia.store(db), LINKS),
                        transitions,
                        (_, outcome) -> outcomes.merge(outcome, 1, Integer::sum),
                        timing);
        bells.start();
        worker =
                new JobWorker(
                        jobs,
                        bells,
                        JobSpec.of(DeliveryOutbox.KIND, 4, DeliveryJob.LEASE, job),
                        () -> true);
    }

    DeliveryFixture(FakeServer tower, ChannelCapabilities capabilities) {
        this(TestDatabase.withSchema(), tower, capabilities, HASTY, List.of());
    }

    DeliveryFixture open() {
        worker.start();
        return this;
    }

    /// A conversation with a customer who wrote just now, and whose thread is called `to`.
    UUID opened(String to) {
        UUID id =
                conversations
                        .open(
                                new NewConversation(
                                        FakeHttpProvider.KIND,
                                        FakeHttpProvider.ACCOUNT,
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
        conversations.receive(id, MessageInput.of("?"));
        AgentTurn turn = conversations.turn(id, 1);
        return said(
                tx(tx -> conversations.reply(tx, turn.answer(UuidV7.next(), content, List.of()))));
    }

    private static Message said(ReplyResult replied) {
        if (replied instanceof ReplyResult.Sent(Message message)) {
            return message;
        }
        throw new AssertionError("not sent: " + replied);
    }

    /// A file that a member of staff uploaded.
    UUID file(StaffActor by, String name, String type, byte[] bytes) {
        return TestMedia.uploaded(db, by.name(), name, type, bytes);
    }

    Message staffSends(UUID id, String content, UUID... files) {
        return desk.reply(id, ALICE, new MessageInput(content, Optional.empty(), List.of(files)))
                .message();
    }

    Message staffAnswers(UUID id, String content) {
        return desk.reply(id, ALICE, MessageInput.of(content)).message();
    }

    <T> T tx(Function<handcar.db.Tx, T> work) {
        return db.tx(work);
    }

    boolean receipt(InboundEvent.Receipt receipt) {
        return tx(tx -> receipts.receipt(tx, FakeHttpProvider.KIND, receipt));
    }

    static InboundEvent.Receipt receipt(String name, InboundEvent.Receipt.State state) {
        return new InboundEvent.Receipt(
                FakeHttpProvider.ACCOUNT,
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
        job.stop();
        boolean _ = worker.stop(Instant.now().plusSeconds(3));
        accounts.close();
        bells.close();
        raven.close();
        db.close();
    }
}
