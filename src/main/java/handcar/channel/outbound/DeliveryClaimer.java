package handcar.channel.outbound;

import module java.base;

import handcar.channel.outbound.Delivery.State;
import handcar.channel.outbound.DeliveryStore.First;
import handcar.channel.outbound.DeliveryStore.Held;
import handcar.db.Database;
import handcar.db.Tx;

/// The fence: a part is taken for sending in a transaction that holds its conversation and compares the epoch under which
/// the bot wrote it with the conversation's own. Whoever steps in raises that under the same lock, so each part is either
/// withdrawn, or seen as being sent by whoever waits for it ([DeliveryOutbox#clear]).
final class DeliveryClaimer {
    private final Database db;
    private final DeliveryStore store;
    private final DeliveryOutbox outbox;
    private final DeliveryTransitions transitions;

    DeliveryClaimer(
            Database db,
            DeliveryStore store,
            DeliveryOutbox outbox,
            DeliveryTransitions transitions) {
        this.outbox = outbox;
        this.db = db;
        this.store = store;
        this.transitions = transitions;
    }

    /// Takes at most one part of each conversation, the oldest that wait, under a token of the caller.
    List<SendAttempt> take(
            String channel,
            String account,
            Function<First, Optional<Duration>> window,
            UUID claim,
            int most) {
        long since = System.nanoTime();
        return db.tx(
                tx -> {
                    List<UUID> waiting = store.next(tx, channel, account, most);
                    Map<UUID, Held> held =
                            waiting.isEmpty()
                                    ? Map.of()
                                    : store.hold(tx, waiting).stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            Held::id, Function.identity()));
                    if (held.isEmpty()) {
                        return List.of();
                    }
                    List<UUID> ids = List.copyOf(held.keySet());
                    outbox.withdraw(tx, ids);
                    List<First> firsts = new ArrayList<>(store.firsts(tx, channel, account, ids));
                    firsts.removeIf(first -> first.delivery().state() != State.QUEUED);
                    firsts.removeIf(first -> isTooLate(tx, first, window.apply(first)));
                    return take(tx, firsts, held, claim, since);
                });
    }

    private boolean isTooLate(Tx tx, First first, Optional<Duration> window) {
        Optional<Instant> end =
                window.flatMap(length -> first.lastInbound().map(last -> last.plus(length)));
        if (end.isEmpty() || end.get().isAfter(Instant.now())) {
            return false;
        }
        String reason =
                "The customer wrote last more than "
                        + window.orElseThrow().toHours()
                        + " hours ago; after that the provider takes no free text.";
        transitions.change(
                tx,
                first.delivery(),
                Duration.ZERO,
                part -> part.become(State.REFUSED, Optional.of(reason)));
        return true;
    }

    private List<SendAttempt> take(
            Tx tx, List<First> firsts, Map<UUID, Held> held, UUID claim, long since) {
        if (firsts.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = firsts.stream().map(first -> first.delivery().id()).toList();
        Map<UUID, Integer> attempts = store.take(tx, claim, ids);
        List<SendAttempt> taken = new ArrayList<>();
        for (First first : firsts) {
            Delivery delivery = first.delivery();
            Optional.ofNullable(attempts.get(delivery.id()))
                    .map(attempt -> delivery.taken(claim, attempt))
                    .map(
                            sending ->
                                    new SendAttempt(
                                            sending,
                                            first.thread(),
                                            first.address(),
                                            first.binding(),
                                            subject(held, delivery.conversationId()),
                                            since))
                    .ifPresent(taken::add);
        }
        return taken;
    }

    private static Optional<String> subject(Map<UUID, Held> held, UUID conversation) {
        return Optional.ofNullable(held.get(conversation)).flatMap(Held::subject);
    }
}
