package handcar.channel.outbound;

import module java.base;

import handcar.db.Row;
import handcar.json.JsonView;

/// The first waiting part of a conversation, and where it goes.
///
/// @param address what the last inbound message said an answer must name
/// @param binding the connected account that the customer wrote to
/// @param subject the conversation's, for mail
record DueDelivery(
        Delivery delivery,
        String thread,
        JsonView address,
        Optional<UUID> binding,
        Optional<String> subject,
        Optional<Instant> lastInbound) {
    static DueDelivery of(Row row) {
        return new DueDelivery(
                Delivery.of(row),
                row.text("known_thread"),
                new JsonView(row.object("address")),
                row.findUuid("binding"),
                row.findText("subject"),
                row.findInstant("last_inbound_at"));
    }
}
