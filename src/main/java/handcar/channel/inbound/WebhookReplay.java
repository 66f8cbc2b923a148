package handcar.channel.inbound;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.StaffPrincipal;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelProvider;
import handcar.channel.InboundEvent;
import handcar.channel.WebhookRequest;
import handcar.db.Database;
import handcar.http.PathParams;
import handcar.problem.Problem;

/// Reads a stored webhook again. A dry run rolls its transaction back, so it shows what would happen; a live run does nothing
/// that was done before.
record WebhookReplay(
        Database db,
        ChannelAccounts accounts,
        WebhookStore store,
        InboundProcessor processor,
        AuditLog audit) {
    /// Rolls the transaction back and returns its effects.
    private static final class RollbackException extends RuntimeException {
        private final transient List<EventEffect> effects;

        RollbackException(List<EventEffect> effects) {
            super("dry run", null, false, false);
            this.effects = effects;
        }
    }

    List<EventEffect> dry(WebhookLogEntry entry) {
        ReceivedWebhook webhook = read(entry);
        try {
            return db.tx(
                    tx -> {
                        throw new RollbackException(processor.process(tx, List.of(webhook)));
                    });
        } catch (RollbackException e) {
            return e.effects;
        }
    }

    List<EventEffect> live(WebhookLogEntry entry, StaffPrincipal staff) {
        ReceivedWebhook webhook = read(entry);
        return db.tx(
                tx -> {
                    List<EventEffect> effects = processor.process(tx, List.of(webhook));
                    store.replayed(tx, entry.id());
                    audit.record(
                            tx,
                            staff,
                            "webhook_event.replayed",
                            entry.id(),
                            Map.of("kind", entry.kind(), "found", effects.size()));
                    return effects;
                });
    }

    private ReceivedWebhook read(WebhookLogEntry entry) {
        ChannelAccount account =
                accounts.enabled(entry.kind(), PathParams.findUuid(entry.accountRow()))
                        .orElseThrow(
                                () ->
                                        new Problem.Conflict(
                                                "channel_gone",
                                                "The channel it came through is not connected any"
                                                        + " more."));
        List<InboundEvent> events =
                accounts.provider(entry.kind())
                        .flatMap(ChannelProvider::webhook)
                        .map(parser -> parser.read(request(entry), account))
                        .orElseThrow(
                                () ->
                                        new Problem.Conflict(
                                                "not_a_webhook",
                                                "Only what came by webhook can be replayed."));
        return new ReceivedWebhook(
                account, entry.eventId(), entry.event(), entry.headers(), "", events);
    }

    private static WebhookRequest request(WebhookLogEntry entry) {
        Map<String, List<String>> headers = new HashMap<>();
        Map<String, String> query = new HashMap<>();
        entry.headers()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("?")) {
                                query.put(name.substring(1), value.toString());
                            } else {
                                headers.put(name, List.of(value.toString()));
                            }
                        });
        return new WebhookRequest(
                entry.event(),
                "",
                headers,
                query,
                entry.body().orElse("").getBytes(StandardCharsets.UTF_8),
                entry.receivedAt());
    }
}
