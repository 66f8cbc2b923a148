package handcar.channel.outbound;

import module java.base;

import handcar.channel.outbound.Delivery.State;
import handcar.chat.DeliveryStatusWriter.Mark;

/// The status of a message, derived from the states of its parts.
final class MessageDeliveryStatus {
    private static final Set<State> ARRIVED = Set.of(State.SENT, State.DELIVERED, State.READ);

    private MessageDeliveryStatus() {}

    static Mark of(List<Delivery> parts) {
        String status = status(parts);
        return new Mark(
                status,
                parts.stream().flatMap(part -> part.externalId().stream()).findFirst(),
                status.equals("withdrawn") ? withdrawn(parts) : error(parts));
    }

    /// The worst state counts; of the good ones the least advanced.
    private static String status(List<Delivery> parts) {
        if (has(parts, State.REFUSED) || has(parts, State.DEAD)) {
            return State.REFUSED.wire();
        }
        if (has(parts, State.QUEUED) || has(parts, State.SENDING)) {
            return State.QUEUED.wire();
        }
        return Stream.of(State.UNKNOWN, State.WITHDRAWN, State.SENT, State.DELIVERED)
                .filter(state -> has(parts, state))
                .findFirst()
                .orElse(State.READ)
                .wire();
    }

    private static boolean has(List<Delivery> parts, State state) {
        return parts.stream().anyMatch(part -> part.state() == state);
    }

    private static Optional<String> error(List<Delivery> parts) {
        return parts.stream().flatMap(part -> part.error().stream()).findFirst();
    }

    private static Optional<String> withdrawn(List<Delivery> parts) {
        long arrived = parts.stream().filter(part -> ARRIVED.contains(part.state())).count();
        String sent =
                arrived == 0 ? "" : " %d of %d parts were sent.".formatted(arrived, parts.size());
        return error(parts).map(reason -> reason + sent);
    }
}
