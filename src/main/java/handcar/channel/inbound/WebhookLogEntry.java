package handcar.channel.inbound;

import module java.base;

import handcar.db.Row;

/// A stored webhook.
///
/// @param accountRow the id of the account's row; empty for the account from the environment
/// @param headers as in [ReceivedWebhook#headers]
/// @param body empty in lists
/// @param found how many events of each type it holds
/// @param reasons why some of them are not answered, with the number of each reason
record WebhookLogEntry(
        UUID id,
        String kind,
        String accountRow,
        String eventId,
        String event,
        Map<String, Object> headers,
        Optional<String> body,
        long bytes,
        Map<String, Object> found,
        Map<String, Object> reasons,
        Instant receivedAt,
        Optional<Instant> replayedAt) {

    static WebhookLogEntry of(Row row) {
        return new WebhookLogEntry(
                row.uuid("id"),
                row.text("kind"),
                row.text("door"),
                row.text("event_id"),
                row.text("event"),
                row.object("headers"),
                row.findText("body"),
                row.number("bytes"),
                row.object("found"),
                row.object("reasons"),
                row.instant("received_at"),
                row.findInstant("replayed_at"));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("id", id.toString());
        json.put("kind", kind);
        json.put("channel_id", accountRow.isEmpty() ? null : accountRow);
        json.put("event_id", eventId);
        json.put("event", event);
        json.put("headers", headers);
        json.put("bytes", bytes);
        json.put("found", found);
        json.put(
                "reasons",
                reasons.entrySet().stream()
                        .map(each -> SkipReason.json(each.getKey(), each.getValue()))
                        .toList());
        json.put("received_at", receivedAt.toString());
        json.put("replayed_at", replayedAt.map(Instant::toString).orElse(null));
        body.ifPresent(text -> json.put("body", text));
        return json;
    }
}
