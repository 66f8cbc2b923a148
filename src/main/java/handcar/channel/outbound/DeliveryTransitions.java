package handcar.channel.outbound;

import module java.base;

import handcar.channel.outbound.Delivery.State;
import handcar.chat.Conversations;
import handcar.chat.DeliveryStatusWriter;
import handcar.db.Tx;

/// Changes how a part stands, with all that follows: the rest of a message that cannot arrive stays here, a person is called,
/// what stands behind goes on or waits, and the message says how it stands.
///
/// Everybody holds rows in one order: a name at a provider, the conversation, the message, its parts.
final class DeliveryTransitions {
    private static final Optional<String> CUT_OFF = Optional.of("An earlier part did not arrive.");

    private final DeliveryStore store;
    private final DeliveryStatusWriter deliveryStatus;
    private final Conversations conversations;

    DeliveryTransitions(
            DeliveryStore store, DeliveryStatusWriter deliveryStatus, Conversations conversations) {
        this.store = store;
        this.deliveryStatus = deliveryStatus;
        this.conversations = conversations;
    }

    /// Lets `change` decide about the part as it stands now. Hold the conversation before, if it may fail by it.
    ///
    /// @param pause how long what stands behind it waits after it
    /// @return the part before the change; empty when it was erased
    Optional<Delivery> change(
            Tx tx, Delivery seen, Duration pause, UnaryOperator<Delivery> change) {
        Optional<String> saidOn = deliveryStatus.hold(tx, seen.messageId());
        List<Delivery> parts =
                new ArrayList<>(store.holdParts(tx, seen.messageId(), seen.channel()));
        int place = parts.stream().map(Delivery::id).toList().indexOf(seen.id());
        if (saidOn.isEmpty() || place < 0) {
            return Optional.empty();
        }
        Delivery before = parts.get(place);
        Delivery after = change.apply(before);
        if (after.equals(before)) {
            return Optional.of(before);
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
        return Optional.of(before);
    }

    /// Holds the conversation, for a change by which a part may fail.
    void hold(Tx tx, UUID conversation) {
        store.hold(tx, conversation);
    }

    /// Holds the part's conversation and message, so that it stays as it is until something is decided.
    void hold(Tx tx, Delivery part) {
        hold(tx, part.conversationId());
        boolean _ = deliveryStatus.hold(tx, part.messageId()).isPresent();
    }

    /// A person wants it sent after all, and what was left here because of it; nothing overtakes them any more.
    void again(Tx tx, Delivery wanted) {
        Optional<Delivery> before =
                change(tx, wanted, Duration.ZERO, part -> part.again(Instant.now()));
        if (before.isPresent()) {
            store.holdParts(tx, wanted.messageId(), wanted.channel()).stream()
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

    /// Most parts have nothing behind them that waits for a time, so most cost nothing here.
    private void follow(Tx tx, Delivery before, Delivery after, Duration pause) {
        if (after.state() == State.QUEUED && after.attempt() > 0) {
            store.holdBack(tx, after);
        } else if (before.state().isOpen()
                && !after.state().isOpen()
                && (before.attempt() > 1 || before.state() == State.QUEUED || pause.isPositive())) {
            store.letOn(tx, after, pause);
        }
    }

    private void callPerson(Tx tx, Delivery failed) {
        String reason = "A message could not be sent: " + failed.error().orElse("no reason given");
        boolean _ = conversations.callPerson(tx, failed.conversationId(), reason);
    }
}
