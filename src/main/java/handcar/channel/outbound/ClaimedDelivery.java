package handcar.channel.outbound;

import handcar.channel.OutboundPart;
import handcar.json.JsonView;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// A part that was taken for sending: committed as such, and not given to the provider yet.
///
/// @param claim the token it was taken under
/// @param since before it was taken, on this process's clock in nanoseconds
record ClaimedDelivery(
        Delivery delivery,
        String thread,
        JsonView address,
        Optional<UUID> binding,
        Optional<String> subject,
        UUID claim,
        long since) {
    OutboundPart part() {
        return new OutboundPart(
                delivery.id(),
                delivery.account(),
                thread,
                address,
                delivery.text(),
                delivery.part(),
                delivery.parts(),
                subject);
    }

    /// A process that slept must not send what everybody thinks has long been sent.
    boolean isStale(Duration begin) {
        return System.nanoTime() - since > begin.toNanos();
    }
}
