package handcar.inbox;

import module java.base;

import handcar.audit.AuditLog;
import handcar.chat.Conversations;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.db.Database;
import handcar.db.Jsonb;
import handcar.db.Tx;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.problem.Problem;

/// Replies that staff send later. Each is a row and a job due at its time; sending it and removing the row are one transaction, so
/// it is sent once, whatever process dies. What cannot be sent any more is told in a note.
public final class ScheduledReplies implements JobHandler {
    /// The kind of its jobs; the subject is the reply.
    public static final String KIND = "scheduled_reply";

    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int CONCURRENCY = 4;

    private final Database db;
    private final JobQueue jobs;
    private final Conversations conversations;
    private final StaffActions actions;
    private final AuditLog audit;

    public ScheduledReplies(
            Database db,
            JobQueue jobs,
            Conversations conversations,
            StaffActions actions,
            AuditLog audit) {
        this.db = db;
        this.jobs = jobs;
        this.conversations = conversations;
        this.actions = actions;
        this.audit = audit;
    }

    /// Which jobs it runs.
    public JobSpec spec() {
        return JobSpec.of(KIND, CONCURRENCY, LEASE, this);
    }

    /// Stores a reply for later, once by its client id.
    ScheduledReply add(ScheduledReply wanted) {
        return db.tx(
                tx -> {
                    Optional<ScheduledReply> added =
                            tx.named("inbox.schedule-reply")
                                    .with("id", wanted.id())
                                    .with("conversation", wanted.conversation())
                                    .with("author", wanted.by().name())
                                    .with("actor", actor(wanted.by()))
                                    .with("content", wanted.input().content())
                                    .with("files", wanted.input().files().toArray(UUID[]::new))
                                    .with("client_id", wanted.input().clientId())
                                    .with(
                                            "expected_seq",
                                            wanted.expectedSeq().isPresent()
                                                    ? wanted.expectedSeq().getAsLong()
                                                    : null)
                                    .with("send_at", wanted.sendAt())
                                    .first(ScheduledReply::of);
                    if (added.isEmpty()) {
                        return known(tx, wanted);
                    }
                    jobs.enqueue(tx, JobRequest.of(KIND).about(wanted.id()).dueAt(wanted.sendAt()));
                    record(tx, wanted, "scheduled");
                    return added.get();
                });
    }

    private static Jsonb actor(StaffActor by) {
        Map<String, Object> actor = new HashMap<>();
        actor.put("kind", by.actor().kind());
        actor.put("id", by.actor().id().map(UUID::toString).orElse(null));
        actor.put("name", by.actor().name());
        return Jsonb.of(actor);
    }

    private static ScheduledReply known(Tx tx, ScheduledReply wanted) {
        return tx.named("inbox.scheduled-by-client-id")
                .with("conversation", wanted.conversation())
                .with("client_id", wanted.input().clientId())
                .only(ScheduledReply::of);
    }

    private void record(Tx tx, ScheduledReply reply, String action) {
        audit.record(
                tx,
                reply.by(),
                "reply." + action,
                reply.conversation(),
                Map.of(
                        "scheduled_id",
                        reply.id().toString(),
                        "send_at",
                        reply.sendAt().toString()));
    }

    /// What is to be sent in a conversation, the next one first.
    List<ScheduledReply> of(UUID conversation) {
        return db.named("inbox.scheduled-replies")
                .with("conversation", conversation)
                .list(ScheduledReply::of);
    }

    /// What of a reply is to be otherwise.
    record Change(Optional<String> content, Optional<Instant> sendAt, OptionalLong expectedSeq) {}

    /// Other words or another time. [Problem.NotFound] when it was sent already.
    ScheduledReply change(UUID conversation, UUID id, StaffActor by, Change change) {
        return db.tx(
                tx -> {
                    ScheduledReply now =
                            tx.named("inbox.change-scheduled")
                                    .with("id", id)
                                    .with("conversation", conversation)
                                    .with("content", change.content())
                                    .with("send_at", change.sendAt())
                                    .with(
                                            "expected_seq",
                                            change.expectedSeq().isPresent()
                                                    ? change.expectedSeq().getAsLong()
                                                    : null)
                                    .first(ScheduledReply::of)
                                    .orElseThrow(ScheduledReplies::gone);
                    jobs.withdraw(tx, KIND, id);
                    jobs.enqueue(tx, JobRequest.of(KIND).about(id).dueAt(now.sendAt()));
                    audit.record(
                            tx,
                            by,
                            "reply.rescheduled",
                            conversation,
                            Map.of(
                                    "scheduled_id",
                                    id.toString(),
                                    "send_at",
                                    now.sendAt().toString()));
                    return now;
                });
    }

    /// Takes a reply back. [Problem.NotFound] when it was sent already.
    ScheduledReply cancel(UUID conversation, UUID id, StaffActor by) {
        return db.tx(
                tx -> {
                    ScheduledReply gone = remove(tx, conversation, id);
                    jobs.withdraw(tx, KIND, id);
                    audit.record(
                            tx,
                            by,
                            "reply.cancelled",
                            conversation,
                            Map.of("scheduled_id", id.toString()));
                    return gone;
                });
    }

    private static ScheduledReply remove(Tx tx, UUID conversation, UUID id) {
        return tx.named("inbox.cancel-scheduled")
                .with("id", id)
                .with("conversation", conversation)
                .first(ScheduledReply::of)
                .orElseThrow(ScheduledReplies::gone);
    }

    private static Problem gone() {
        return new Problem.NotFound(
                "scheduled_reply_not_found",
                "There is no such reply; it may have been sent already.");
    }

    @Override
    public JobResult run(Job job) {
        UUID id = UUID.fromString(job.subject().orElseThrow());
        try {
            db.runTx(tx -> send(tx, job, id));
        } catch (Problem.Conflict | Problem.NotFound | Problem.BadFields e) {
            db.runTx(tx -> giveUp(tx, job, id, e));
        }
        return new JobResult.Finished();
    }

    private void send(Tx tx, Job job, UUID id) {
        jobs.finish(tx, job);
        Optional<ScheduledReply> due =
                tx.named("inbox.hold-scheduled").with("id", id).first(ScheduledReply::of);
        due.ifPresent(
                reply -> {
                    actions.reply(
                            tx,
                            reply.conversation(),
                            reply.by(),
                            reply.input(),
                            reply.expectedSeq());
                    remove(tx, reply.conversation(), id);
                });
    }

    private void giveUp(Tx tx, Job job, UUID id, Problem why) {
        jobs.finish(tx, job);
        tellUnsent(tx, id, String.valueOf(why.getMessage()));
    }

    /// Also when every try failed for a reason of ours.
    @Override
    public void gaveUp(Tx tx, Job job, String reason) {
        tellUnsent(
                tx,
                UUID.fromString(job.subject().orElseThrow()),
                "the server failed in every try. Send it again.");
    }

    /// It cannot be sent: its words stay, in a note.
    private void tellUnsent(Tx tx, UUID id, String why) {
        tx.named("inbox.hold-scheduled")
                .with("id", id)
                .first(ScheduledReply::of)
                .ifPresent(
                        reply -> {
                            remove(tx, reply.conversation(), id);
                            conversations.tellStaff(
                                    tx,
                                    reply.conversation(),
                                    "A reply of "
                                            + reply.by().actor().name()
                                            + " that was to be sent now was not sent: "
                                            + why
                                            + "\n\n"
                                            + reply.input().content());
                        });
    }
}
