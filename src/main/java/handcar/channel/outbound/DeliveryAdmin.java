package handcar.channel.outbound;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.StaffPrincipal;
import handcar.channel.outbound.Delivery.State;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.problem.Problem;

/// What staff do about parts that failed or may have failed.
public final class DeliveryAdmin {
    private final Database db;
    private final DeliveryStore store;
    private final DeliveryTransitions transitions;
    private final JobQueue jobs;
    private final AuditLog audit;

    public DeliveryAdmin(
            Database db, JobQueue jobs, DeliveryTransitions transitions, AuditLog audit) {
        this.db = db;
        this.store = transitions.store();
        this.transitions = transitions;
        this.jobs = jobs;
        this.audit = audit;
    }

    Page<Delivery> page(DeliveryStore.Filter filter, Optional<Cursor> before, int limit) {
        return Page.of(
                store.page(filter, before, limit + 1),
                limit,
                row -> new Cursor(row.createdAt(), row.id()));
    }

    Delivery get(UUID id) {
        return store.find(db, id).orElseThrow(Problem.notFound("delivery"));
    }

    /// Sends the part again, with the parts that were withdrawn because of it.
    ///
    /// @param confirmed whether the caller knows that the part may have arrived
    Delivery retry(UUID id, boolean confirmed, StaffPrincipal staff) {
        return decide(
                id,
                staff,
                "retried",
                (tx, seen) -> {
                    check(seen, confirmed);
                    transitions.retry(tx, seen);
                    jobs.enqueue(tx, DeliveryOutbox.job(seen.channel(), seen.account()));
                });
    }

    private static void check(Delivery part, boolean confirmed) {
        if (part.state() == State.UNKNOWN && !confirmed) {
            throw new Problem.Conflict(
                    "may_have_arrived",
                    "The connection broke after this was sent, so it may have arrived. Ask the"
                            + " customer or look in the provider's app; then settle it, or send"
                            + " {\"confirm\":true} to send it again.");
        }
        if (!part.state().failed() && part.state() != State.UNKNOWN) {
            throw new Problem.Conflict(
                    "not_retryable",
                    "It is "
                            + part.state().wire()
                            + ". Only what is dead, refused or unknown can be sent again.");
        }
    }

    /// Records what somebody found out about a part in the state `unknown`.
    Delivery settle(UUID id, boolean arrived, StaffPrincipal staff) {
        UnaryOperator<Delivery> verdict =
                part -> {
                    if (part.state() != State.UNKNOWN) {
                        throw new Problem.Conflict(
                                "not_unknown",
                                "It is "
                                        + part.state().wire()
                                        + ", so there is nothing to settle.");
                    }
                    return arrived
                            ? part.become(State.SENT, Optional.empty())
                            : part.become(
                                    State.REFUSED,
                                    Optional.of("Somebody found that it did not arrive."));
                };
        return decide(
                id,
                staff,
                arrived ? "settled_as_sent" : "settled_as_refused",
                (tx, seen) -> transitions.change(tx, seen, Duration.ZERO, verdict));
    }

    /// Makes a decision about a part while its conversation and message are locked.
    private Delivery decide(
            UUID id, StaffPrincipal staff, String action, BiConsumer<Tx, Delivery> decision) {
        return db.tx(
                tx -> {
                    Delivery seen = store.find(tx, id).orElseThrow(Problem.notFound("delivery"));
                    transitions.lock(tx, seen);
                    decision.accept(
                            tx, store.find(tx, id).orElseThrow(Problem.notFound("delivery")));
                    audit.record(tx, staff, "delivery." + action, id);
                    return store.find(tx, id).orElseThrow(Problem.notFound("delivery"));
                });
    }
}
