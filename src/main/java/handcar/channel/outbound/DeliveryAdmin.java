package handcar.channel.outbound;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.StaffPrincipal;
import handcar.channel.outbound.Delivery.State;
import handcar.db.Database;
import handcar.db.Db;
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
        return get(db, id);
    }

    private Delivery get(Db at, UUID id) {
        return store.find(at, id).orElseThrow(Problem.notFound("delivery"));
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
                    "It is %s. Only what is dead, refused or unknown can be sent again."
                            .formatted(part.state().wire()));
        }
    }

    /// Records what somebody found out about a part in the state `unknown`.
    Delivery settle(UUID id, boolean arrived, StaffPrincipal staff) {
        State verdict = arrived ? State.SENT : State.REFUSED;
        Optional<String> reason =
                Optional.of("Somebody found that it did not arrive.").filter(_ -> !arrived);
        return decide(
                id,
                staff,
                "settled_as_" + verdict.wire(),
                (tx, seen) -> {
                    if (seen.state() != State.UNKNOWN) {
                        throw new Problem.Conflict(
                                "not_unknown",
                                "It is %s, so there is nothing to settle."
                                        .formatted(seen.state().wire()));
                    }
                    transitions.change(
                            tx, seen, Duration.ZERO, part -> part.become(verdict, reason));
                });
    }

    /// Makes a decision about a part while its conversation and message are locked.
    private Delivery decide(
            UUID id, StaffPrincipal staff, String action, BiConsumer<Tx, Delivery> decision) {
        return db.tx(
                tx -> {
                    transitions.lock(tx, get(tx, id));
                    decision.accept(tx, get(tx, id));
                    audit.record(tx, staff, "delivery." + action, id);
                    return get(tx, id);
                });
    }
}
