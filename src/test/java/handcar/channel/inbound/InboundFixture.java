package handcar.channel.inbound;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.channel.ChangeSide;
import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.MessageContent;
import handcar.channel.PersonIds;
import handcar.channel.media.InboundFiles;
import handcar.channel.outbound.DeliveryReceipts;
import handcar.channel.outbound.DeliveryTransitions;
import handcar.chat.BurstWindow;
import handcar.chat.Conversation;
import handcar.chat.ConversationFilter;
import handcar.chat.Conversations;
import handcar.chat.DeliveryStatusWriter;
import handcar.chat.InboxStore;
import handcar.chat.Message;
import handcar.chat.MessageFiles;
import handcar.chat.MessageLimits;
import handcar.chat.OptOutMatcher;
import handcar.chat.Outbox;
import handcar.chat.StaffActions;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.http.SlidingWindowRateLimiter;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;
import handcar.testing.TestMedia;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The way in over a real database, without the doors: news are handed over the counter.
final class InboundFixture implements AutoCloseable {
    static final ChannelAccount PHONE =
            new ChannelAccount(
                    "whatsapp", "55", Optional.empty(), Optional.empty(), Map.of(), Map.of());

    final Database db;
    final NotificationBus bells;
    final JobQueue jobs;
    final Conversations conversations;
    final StaffActions staff;
    final InboundProcessor processor;
    final WebhookStore store;
    final WebhookBatcher batcher;
    final ConcurrentLinkedQueue<String> counted = new ConcurrentLinkedQueue<>();

    InboundFixture() {
        this(TestDatabase.withSchema(), new MessageLimits(100, 1_000), 1_000);
    }

    InboundFixture(Database.Address address, MessageLimits limits, int perAccount) {
        this(address, limits, perAccount, Outbox.NONE);
    }

    InboundFixture(Database.Address address, MessageLimits limits, int perAccount, Outbox outbox) {
        db = TestDatabase.open(address);
        new Migrations(db.source()).up();
        bells = new NotificationBus(db);
        jobs = new JobQueue(db, bells);
        conversations =
                new Conversations(
                        db,
                        bells,
                        jobs,
                        limits,
                        new BurstWindow(Duration.ofSeconds(5)),
                        outbox,
                        InboundFixture::phrases);
        staff =
                new StaffActions(
                        db, jobs, conversations, TestMedia.store(db), AuditEntries.log(db));
        store = new WebhookStore(db);
        ThreadMap threads = new ThreadMap(conversations, (_, _) -> {});
        InboundFiles files =
                new InboundFiles(
                        new MessageFiles(db, jobs, bells, TestMedia.store(db), conversations),
                        Set.of(),
                        false);
        NonMessageEvents nonMessageEvents =
                new NonMessageEvents(
                        conversations,
                        staff,
                        threads,
                        new DeliveryReceipts(
                                jobs,
                                new DeliveryTransitions(
                                        db, new DeliveryStatusWriter(bells), conversations)),
                        files,
                        new MessageChanges(conversations, staff));
        processor =
                new InboundProcessor(
                        conversations,
                        threads,
                        nonMessageEvents,
                        new OutOfOrderEvents(conversations),
                        files,
                        new SlidingWindowRateLimiter(perAccount, Duration.ofMinutes(1)),
                        (_, _) -> Duration.ofHours(24));
        batcher =
                new WebhookBatcher(
                        db, jobs, store, processor, (kind, type) -> counted.add(kind + " " + type));
    }

    private static OptOutMatcher.Meaning phrases(Optional<UUID> agent, String text) {
        return switch (text) {
            case "stop" -> OptOutMatcher.Meaning.STOP;
            case "start" -> OptOutMatcher.Meaning.RESUME;
            default -> OptOutMatcher.Meaning.NOTHING;
        };
    }

    /// A message that this server sent, which its provider knows by this name.
    void sent(String name) {
        sent(name, "TRUE");
    }

    void sent(String name, UUID message) {
        sent(name, "id = '" + message + "'");
    }

    private void sent(String name, String which) {
        try (Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO deliveries (id, message_id, conversation_id, channel, account,"
                        + " thread, seq, part, parts, text, state, external_id) SELECT"
                        + " gen_random_uuid(), id, conversation_id, 'whatsapp', '55', 'ann', 1, 1,"
                        + " 1, 'sent by us', 'sent', '"
                            + name
                            + "' FROM messages WHERE "
                            + which
                            + " LIMIT 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A message from a person to our phone.
    static CustomerMessage said(String who, String id, String text) {
        return said("55", who, id, text);
    }

    static CustomerMessage said(String account, String who, String id, String text) {
        return new CustomerMessage(
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

    /// A message from a person whom the provider shows with these ids.
    static CustomerMessage said(PersonIds who, String id, String text) {
        return new CustomerMessage(
                "55",
                who.all().getFirst(),
                sender(who),
                id,
                Instant.now(),
                text,
                List.of(),
                address(who),
                Optional.empty());
    }

    static Sender sender(PersonIds who) {
        return new Sender(
                who.all().getFirst(),
                who,
                Optional.empty(),
                who.number().map("+"::concat),
                Optional.empty(),
                Map.of());
    }

    private static Map<String, Object> address(PersonIds who) {
        Map<String, Object> address = new HashMap<>();
        who.number().ifPresent(number -> address.put("to", number));
        who.lasting().ifPresent(id -> address.put("recipient", id));
        return address;
    }

    /// What a colleague wrote in the provider's own app.
    static Echo echo(Sender to, String id, String text, boolean owns) {
        return echo(to, id, text, Instant.now(), owns);
    }

    static Echo echo(Sender to, String id, String text, Instant at, boolean owns) {
        return new Echo(
                "55",
                to.id(),
                to,
                id,
                at,
                text,
                List.of(),
                address(to.ids()),
                Optional.of("Ben"),
                owns);
    }

    /// An edit of which nobody tells whose message it is.
    static MessageEdit edit(String account, String thread, String id, String text, Instant at) {
        return edit(account, thread, id, ChangeSide.UNNAMED, text, at);
    }

    static MessageEdit edit(
            String account, String thread, String id, ChangeSide by, String text, Instant at) {
        return new MessageEdit(
                account, thread, id, by, MessageContent.words(text), at, Optional.empty());
    }

    /// The customer's deletion.
    static MessageDeletion deletion(String thread, String id, Instant at) {
        return new MessageDeletion("55", thread, id, ChangeSide.CUSTOMER, at);
    }

    static ReceivedWebhook event(String name, InboundEvent... news) {
        return new ReceivedWebhook(PHONE, name, "", Map.of(), "{}", List.of(news));
    }

    void take(String name, InboundEvent... news) {
        batcher.store(event(name, news));
    }

    List<Conversation> conversations() {
        return new InboxStore(db).page(ConversationFilter.all(), Optional.empty(), 200).rows();
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

    /// The only column of a query.
    List<String> rows(String query) {
        try (Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long waitingAnswers() {
        return jobs.depths().stream()
                .filter(depth -> depth.kind().equals(Conversations.ANSWER))
                .mapToLong(JobQueue.Depth::waiting)
                .sum();
    }

    @Override
    public void close() {
        bells.close();
        db.close();
    }
}
