package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.FileRules.Transfer;
import handcar.channel.outbound.Delivery.State;
import handcar.db.Database;
import handcar.db.Tx;

/// Claims parts for sending. The transaction locks the conversation and compares the epoch under which the agent wrote the
/// part with the conversation's own. A takeover raises that epoch under the same lock, so each part is either withdrawn, or
/// seen as being sent by the process that waits for it ([DeliveryOutbox#clear]).
final class DeliveryClaimer {
    private final Database db;
    private final DeliveryStore store;
    private final DeliveryOutbox outbox;
    private final DeliveryTransitions transitions;

    DeliveryClaimer(Database db, DeliveryOutbox outbox, DeliveryTransitions transitions) {
        this.db = db;
        this.store = transitions.store();
        this.outbox = outbox;
        this.transitions = transitions;
    }

    /// Claims at most one part of each conversation, those that are due for the longest time first. One whose file the provider
    /// must have before stays in the queue while it is uploaded, so a takeover still withdraws it.
    ///
    /// @param capabilities of the channel for a part; empty when there is none any more
    /// @param lease how long an upload may take before another process may try
    /// @param claim the token that the rows carry afterwards
    List<SendAttempt> claim(
            String channel,
            String account,
            Function<DueDelivery, Optional<ChannelCapabilities>> capabilities,
            Duration lease,
            UUID claim,
            int most) {
        long since = System.nanoTime();
        return db.tx(
                tx -> {
                    List<UUID> locked = store.lockDue(tx, channel, account, most);
                    if (locked.isEmpty()) {
                        return List.of();
                    }
                    outbox.withdraw(tx, locked);
                    Map<UUID, DueDelivery> due =
                            store.due(tx, channel, account, locked).stream()
                                    .filter(
                                            each ->
                                                    !isTooLate(
                                                            tx,
                                                            each,
                                                            capabilities
                                                                    .apply(each)
                                                                    .flatMap(
                                                                            ChannelCapabilities
                                                                                    ::window)))
                                    .collect(
                                            Collectors.toMap(
                                                    each -> each.delivery().id(), each -> each));
                    Set<UUID> uploads =
                            due.values().stream()
                                    .filter(each -> isUpload(each, capabilities))
                                    .map(each -> each.delivery().id())
                                    .collect(Collectors.toSet());
                    Set<UUID> others = new HashSet<>(due.keySet());
                    others.removeAll(uploads);
                    return Stream.concat(
                                    store.claimUploads(tx, claim, uploads, lease).stream(),
                                    store.claim(tx, claim, others).stream())
                            .map(
                                    claimed ->
                                            new SendAttempt(
                                                    claimed,
                                                    Objects.requireNonNull(due.get(claimed.id())),
                                                    since))
                            .toList();
                });
    }

    private static boolean isUpload(
            DueDelivery due, Function<DueDelivery, Optional<ChannelCapabilities>> capabilities) {
        return !due.delivery().files().isEmpty()
                && due.delivery().uploaded().isEmpty()
                && capabilities
                        .apply(due)
                        .filter(known -> known.files().transfer() == Transfer.UPLOAD)
                        .isPresent();
    }

    private boolean isTooLate(Tx tx, DueDelivery due, Optional<Duration> window) {
        Optional<Instant> end =
                window.flatMap(length -> due.lastInbound().map(last -> last.plus(length)));
        if (end.isEmpty() || end.get().isAfter(Instant.now())) {
            return false;
        }
        String reason =
                "The customer wrote last more than "
                        + window.orElseThrow().toHours()
                        + " hours ago; after that the provider takes no free text.";
        transitions.change(
                tx,
                due.delivery(),
                Duration.ZERO,
                part -> part.become(State.REFUSED, Optional.of(reason)));
        return true;
    }
}
