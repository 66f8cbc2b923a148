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
import handcar.db.Tx;
import handcar.problem.Problem;

/// Has a received webhook read again. Dry, everything is done in a transaction that is then undone, so what is shown is what
/// would happen; live, it stays, and what was done before is not done twice.
final class WebhookReplay {
    private final Database db;
    private final ChannelAccounts accounts;
    private final WebhookStore store;
    private final InboundProcessor processor;
    private final AuditLog audit;

    /// Undoes the transaction and carries out what it did.
    private static final class Undone extends RuntimeException {
        private final transient List<EventEffect> effects;

        Undone(List<EventEffect> effects) {
            super("dry run", null, false, false);
            this.effects = effects;
        }
    }

    WebhookReplay(
            Database db,
            ChannelAccounts accounts,
            WebhookStore store,
            InboundProcessor processor,
            AuditLog audit) {
        this.db = db;
        this.accounts = accounts;
        this.store = store;
        this.processor = processor;
        this.audit = audit;
    }

    List<EventEffect> dry(WebhookStore.Kept kept) {
        ReceivedWebhook event = read(kept);
        try {
            return db.tx(
                    tx -> {
                        throw new Undone(processor.take(tx, List.of(event)));
                    });
        } catch (Undone e) {
            return e.effects;
        }
    }

    List<EventEffect> live(WebhookStore.Kept kept, StaffPrincipal staff) {
        ReceivedWebhook event = read(kept);
        return db.tx(
                tx -> {
                    List<EventEffect> effects = processor.take(tx, List.of(event));
                    store.replayed(tx, kept.id());
                    note(tx, kept, staff, effects);
                    return effects;
                });
    }

    private void note(
            Tx tx, WebhookStore.Kept kept, StaffPrincipal staff, List<EventEffect> effects) {
        audit.record(
                tx,
                staff,
                "webhook_event.replayed",
                kept.id(),
                Map.of("kind", kept.kind(), "found", effects.size()));
    }

    private ReceivedWebhook read(WebhookStore.Kept kept) {
        ChannelAccount account =
                accounts.atDoor(kept.kind(), kept.binding())
                        .orElseThrow(
                                () ->
                                        new Problem.Conflict(
                                                "channel_gone",
                                                "The channel it came through is not connected any"
                                                        + " more."));
        List<InboundEvent> news =
                accounts.provider(kept.kind())
                        .flatMap(ChannelProvider::webhook)
                        .map(webhook -> webhook.read(request(kept), account))
                        .orElseThrow(
                                () ->
                                        new Problem.Conflict(
                                                "not_a_webhook",
                                                "Only what came by webhook can be replayed."));
        return WebhookStore.event(
                account, kept.name(), kept.event(), kept.head(), kept.body().orElse(""), news);
    }

    private static WebhookRequest request(WebhookStore.Kept kept) {
        Map<String, List<String>> headers = new HashMap<>();
        Map<String, String> query = new HashMap<>();
        kept.head()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("?")) {
                                query.put(name.substring(1), value.toString());
                            } else {
                                headers.put(name, List.of(value.toString()));
                            }
                        });
        return new WebhookRequest(
                kept.event(),
                "",
                headers,
                query,
                kept.body().orElse("").getBytes(StandardCharsets.UTF_8),
                kept.receivedAt());
    }
}
