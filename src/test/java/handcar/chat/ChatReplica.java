package handcar.chat;

import handcar.account.Audit;
import handcar.account.Role;
import handcar.account.Staff;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.db.Tx;
import handcar.json.JsonView;
import handcar.work.Bells;
import handcar.work.Handler;
import handcar.work.Jobs;
import handcar.work.Outcome;
import handcar.work.Worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// One process of the chat room on a database, as far as the database can tell.
final class ChatReplica implements AutoCloseable {
    static final Limits GENEROUS = new Limits(1_000_000, 1_000_000);

    static final Staff ALICE = staff("Alice");
    static final Staff BOB = staff("Bob");

    final Database db;
    final Bells bells;
    final Jobs jobs;
    final Conversations conversations;
    final Desk desk;

    private static Staff staff(String name) {
        return new Staff(
                Staff.Kind.USER,
                Optional.of(handcar.db.Ids.next()),
                Optional.empty(),
                name + "@example.com",
                name,
                Role.AGENT);
    }

    ChatReplica(Database.Address address, Limits limits) {
        db = TestDatabase.open(address);
        new Migrations(db.source()).up();
        bells = new Bells(db);
        jobs = new Jobs(db, bells);
        conversations = new Conversations(db, bells, jobs, limits, Outbox.NONE, Phrases.NONE);
        desk = new Desk(db, jobs, conversations, new Audit(db));
        bells.start();
    }

    ChatReplica(Database.Address address) {
        this(address, GENEROUS);
    }

    UUID opened() {
        return conversations
                .open(
                        NewConversation.onWeb(
                                Optional.empty(), NewContact.unknown(), Optional.empty()))
                .conversation()
                .id();
    }

    Message says(UUID id, String content) {
        return conversations.receive(id, Incoming.of(content)).message();
    }

    Replied answers(Turn turn, String content) {
        return db.tx(
                tx ->
                        conversations.reply(
                                tx, turn.answer(handcar.db.Ids.next(), content, List.of())));
    }

    <T> T tx(Function<Tx, T> work) {
        return db.tx(work);
    }

    long waitingAnswers() {
        return jobs.depths().stream()
                .filter(depth -> depth.kind().equals(Conversations.ANSWER))
                .mapToLong(Jobs.Depth::waiting)
                .sum();
    }

    /// Answers "re: " and what was said last, like an agent would.
    Worker agent(Function<Turn, String> answer) {
        Handler handler =
                job -> {
                    UUID id = uuid(job.payload(), "conversation_id");
                    Turn turn = conversations.turn(id, 50);
                    if (!turn.isDue()) {
                        return new Outcome.Done();
                    }
                    UUID message = uuid(job.payload(), "message_id");
                    String content = answer.apply(turn);
                    db.tx(
                            tx -> {
                                conversations.reply(tx, turn.answer(message, content, List.of()));
                                jobs.finish(tx, job);
                                return true;
                            });
                    return new Outcome.Finished();
                };
        Worker worker =
                new Worker(jobs, bells, Conversations.ANSWER, 4, Duration.ofSeconds(30), handler);
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
