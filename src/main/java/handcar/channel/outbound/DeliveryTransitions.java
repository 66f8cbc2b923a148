package handcar.channel.outbound;

import module java.base;

import handcar.channel.outbound.Delivery.State;
import handcar.chat.Conversations;
import handcar.chat.DeliveryStatusWriter;
import handcar.db.Database;
import handcar.db.Tx;

/// Changes the state of a part, with all consequences: the rest of a message that failed is withdrawn, a person is called,
/// later parts are released or held back, and the message's own status follows.
///
/// Every transaction locks in one order: a provider's id, the conversation, the message, its parts.
public final class DeliveryTransitions {
    private static final Optional<String> CUT_OFF = Optional.of("An earlier part did not arrive.");

    private final DeliveryStore store;
    private final DeliveryStatusWriter deliveryStatus;
    private final Conversations conversations;

    public DeliveryTransitions(
            Database db, DeliveryStatusWriter deliveryStatus, Conversations conversations) {
        this.store = new DeliveryStore(db);
        this.deliveryStatus = deliveryStatus;
        this.conversations = conversations;
    }

    DeliveryStore store() {
        return store;
    }

    /// A part before and after a change, which may have changed nothing.
    record Change(Delivery before, Delivery after) {
        boolean isReal() {
            return !after.equals(before);
        }
    }

    /// Applies `change` to the current row of the part. A change that may fail the part needs the conversation locked before.
    ///
    /// @param pause how long the later parts wait after this one
    /// @return empty when the part was erased
    Optional<Change> change(Tx tx, Delivery seen, Duration pause, UnaryOperator<Delivery> change) {
        Optional<String> saidOn = deliveryStatus.hold(tx, seen.messageId());
        List<Delivery> parts =
                new ArrayList<>(store.lockParts(tx, seen.messageId(), seen.channel()));
        int place = parts.stream().map(Delivery::id).toList().indexOf(seen.id());
        if (saidOn.isEmpty() || place < 0) {
            return Optional.empty();
        }
        Delivery before = parts.get(place);
        Delivery after = change.apply(before);
        Optional<Change> changed = Optional.of(new Change(before, after));
        if (after.equals(before)) {
            return changed;
        }
        store.write(tx, after);
        parts.set(place, after);
        boolean fails = after.state().failed() && !before.state().failed();
        if (fails) {
            parts.replaceAll(part -> cutOff(tx, part));
        }
        follow(tx, before, after, pause);
        if (saidOn.get().equals(after.channel())) {
            deliveryStatus.mark(
                    tx, after.conversationId(), after.messageId(), MessageDeliveryStatus.of(parts));
            if (fails) {
                callPerson(tx, after);
            }
        }
        return changed;
    }

    /// Locks the conversation.
    void lock(Tx tx, UUID conversation) {
        store.lock(tx, conversation);
    }

    /// Locks the part's conversation and message, so that the part stays as it is until something is decided.
    void lock(Tx tx, Delivery part) {
        lock(tx, part.conversationId());
        boolean _ = deliveryStatus.hold(tx, part.messageId()).isPresent();
    }

    /// Queues the part again, and the parts of its message that were withdrawn because of it.
    void retry(Tx tx, Delivery wanted) {
        if (change(tx, wanted, Duration.ZERO, part -> part.again(Instant.now())).isPresent()) {
            store.lockParts(tx, wanted.messageId(), wanted.channel()).stream()
                    .filter(part -> part.part() > wanted.part() && part.error().equals(CUT_OFF))
                    .forEach(part -> store.write(tx, part.again(Instant.now())));
        }
    }

    private Delivery cutOff(Tx tx, Delivery part) {
        if (part.state() != State.QUEUED) {
            return part;
        }
        Delivery cut = part.become(State.WITHDRAWN, CUT_OFF);
        store.write(tx, cut);
        return cut;
    }

    /// Releases or holds back the later parts. Most parts have none that wait for a time, so most cost no statement here.
    private void follow(Tx tx, Delivery before, Delivery after, Duration pause) {
        if (after.state() == State.QUEUED && after.attempt() > 0) {
            store.holdBack(tx, after);
        } else if (before.state().isOpen()
                && !after.state().isOpen()
                && (before.attempt() > 1 || before.state() == State.QUEUED || pause.isPositive())) {
            store.release(tx, after, pause);
        }
    }

    private void callPerson(Tx tx, Delivery failed) {
        String reason = "A message could not be sent: " + failed.error().orElse("no reason given");
        boolean _ = conversations.callPerson(tx, failed.conversationId(), reason);
    }
}
