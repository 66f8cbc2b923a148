package handcar.chat;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.auth.Role;
import handcar.auth.StaffPrincipal;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.db.Tx;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.jobs.JobWorker;
import handcar.jobs.NotificationBus;
import handcar.json.JsonView;
import handcar.testing.TestMedia;

/// One process of the chat room on a database, as far as the database can tell.
public final class ChatFixture implements AutoCloseable {
    static final MessageLimits GENEROUS = new MessageLimits(1_000_000, 1_000_000);

    public static final StaffActor ALICE = staff("Alice");
    static final StaffActor BOB = staff("Bob");

    public final Database db;
    public final NotificationBus bells;
    final JobQueue jobs;
    public final Conversations conversations;
    public final InboxStore inbox;
    public final StaffActions staff;

    private static StaffActor staff(String name) {
        return StaffActor.of(
                new StaffPrincipal(
                        StaffPrincipal.Kind.USER,
                        Optional.of(handcar.db.UuidV7.next()),
                        Optional.empty(),
                        name + "@example.com",
                        name,
                        Role.AGENT));
    }

    ChatFixture(Database.Address address, MessageLimits limits) {
        db = TestDatabase.patient(address);
        new Migrations(db.source()).up();
        bells = new NotificationBus(db);
        jobs = new JobQueue(db, bells);
        inbox = new InboxStore(db);
        conversations =
                new Conversations(
                        db,
                        bells,
                        jobs,
                        limits,
                        new BurstWindow(Duration.ZERO),
                        Outbox.NONE,
                        OptOutMatcher.NONE);
        staff =
                new StaffActions(
                        db, jobs, conversations, TestMedia.store(db), AuditEntries.log(db));
        bells.start();
    }

    public ChatFixture(Database.Address address) {
        this(address, GENEROUS);
    }

    public UUID opened() {
        return conversations
                .open(
                        NewConversation.onWeb(
                                Optional.empty(), NewContact.unknown(), Optional.empty()))
                .conversation()
                .id();
    }

    public Message says(UUID id, String content) {
        return conversations.receive(id, MessageInput.of(content)).message();
    }

    ReplyResult answers(AgentTurn turn, String content) {
        return db.tx(
                tx ->
                        conversations.reply(
                                tx, turn.answer(handcar.db.UuidV7.next(), content, List.of())));
    }

    public <T> T tx(Function<Tx, T> work) {
        return db.tx(work);
    }

    long waitingAnswers() {
        return jobs.depths().stream()
                .filter(depth -> depth.kind().equals(Conversations.ANSWER))
                .mapToLong(JobQueue.Depth::waiting)
                .sum();
    }

    /// Answers "re: " and what was said last, like an agent would.
    JobWorker agent(Function<AgentTurn, String> answer) {
        JobHandler handler =
                job -> {
                    UUID id = uuid(job.payload(), "conversation_id");
                    AgentTurn turn = conversations.turn(id, 50);
                    if (!turn.isDue()) {
                        return new JobResult.Done();
                    }
                    UUID message = uuid(job.payload(), "message_id");
                    String content = answer.apply(turn);
                    db.runTx(
                            tx -> {
                                conversations.reply(tx, turn.answer(message, content, List.of()));
                                jobs.finish(tx, job);
                            });
                    return new JobResult.Finished();
                };
        JobWorker worker =
                new JobWorker(
                        jobs,
                        bells,
                        JobSpec.of(Conversations.ANSWER, 4, Duration.ofSeconds(30), handler),
                        () -> true);
        worker.start();
        return worker;
    }

    private static UUID uuid(JsonView payload, String field) {
        return UUID.fromString(payload.text(field).orElseThrow());
    }

    @Override
    public void close() {
        bells.close();
        db.close();
    }
}
