package handcar.chat;

import module java.base;

import handcar.db.Tx;
import handcar.jobs.JobQueue;

/// Makes one conversation of two that turned out to be with one person, and one contact of theirs. Nothing of either is lost:
/// messages, parts on their way, who has it, the agent's pause, opt-out and consents, and what waits for an answer.
public final class ConversationMerge {
    private static final String JOINED =
            "The provider showed two of this customer's ids together: their two conversations"
                    + " are one from here on.";

    private final ChatStore store;
    private final MessageWriter writer;
    private final MessageIntake intake;
    private final JobQueue jobs;

    ConversationMerge(ChatStore store, MessageWriter writer, MessageIntake intake, JobQueue jobs) {
        this.store = store;
        this.writer = writer;
        this.intake = intake;
        this.jobs = jobs;
    }

    /// Locks both until the transaction ends.
    public void hold(Tx tx, UUID one, UUID other) {
        store.lockAll(tx, List.of(one, other));
    }

    /// Both are held; `into` stays.
    public void join(Tx tx, UUID into, UUID from) {
        for (String step :
                List.of(
                        "chat.move-parts",
                        "chat.move-messages",
                        "chat.move-events",
                        "chat.move-calls",
                        "chat.move-outgoing",
                        "chat.move-scheduled",
                        "chat.move-drafts")) {
            move(tx, step, into, from);
        }
        UUID contact = store.find(tx, into).orElseThrow().contact().id();
        move(tx, "chat.absorb", into, from);
        UUID other = tx.named("chat.remove").with("id", from).only(row -> row.uuid("contact_id"));
        if (!other.equals(contact)) {
            joinContacts(tx, contact, other);
        }
        List.of(into, from).forEach(id -> jobs.withdraw(tx, Conversations.ANSWER, id));
        store.addEvent(
                tx,
                into,
                "status",
                Map.of("status", store.find(tx, into).orElseThrow().status().wire()));
        writer.tellStaff(tx, writer.lock(tx, into), JOINED);
        writer.ring(tx, from);
        intake.ask(tx, into);
    }

    private static void joinContacts(Tx tx, UUID into, UUID from) {
        for (String step :
                List.of(
                        "chat.absorb-contact",
                        "chat.move-conversations",
                        "chat.move-consents",
                        "chat.move-profiles")) {
            move(tx, step, into, from);
        }
        tx.named("chat.remove-contact").with("id", from).change();
    }

    private static void move(Tx tx, String step, UUID into, UUID from) {
        tx.named(step).with("into", into).with("from", from).change();
    }
}
