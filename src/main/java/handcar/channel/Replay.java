package handcar.channel;

import handcar.account.Audit;
import handcar.account.Staff;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.http.Problem;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Has a received webhook read again. Dry, everything is done in a transaction that is then undone, so what is shown is what
/// would happen; live, it stays, and what was done before is not done twice.
final class Replay {
    private final Database db;
    private final Accounts accounts;
    private final EventStore store;
    private final Reception reception;
    private final Audit audit;

    /// Undoes the transaction and carries out what it did.
    private static final class Undone extends RuntimeException {
        private final transient List<Effect> effects;

        Undone(List<Effect> effects) {
            super("dry run", null, false, false);
            this.effects = effects;
        }
    }

    Replay(Database db, Accounts accounts, EventStore store, Reception reception, Audit audit) {
        this.db = db;
        this.accounts = accounts;
        this.store = store;
        this.reception = reception;
        this.audit = audit;
    }

    List<Effect> dry(EventStore.Kept kept) {
        Event event = read(kept);
        try {
            return db.tx(
                    tx -> {
                        throw new Undone(reception.take(tx, List.of(event)));
                    });
        } catch (Undone e) {
            return e.effects;
        }
    }

    List<Effect> live(EventStore.Kept kept, Staff staff) {
        Event event = read(kept);
        return db.tx(
                tx -> {
                    List<Effect> effects = reception.take(tx, List.of(event));
                    store.replayed(tx, kept.id());
                    note(tx, kept, staff, effects);
                    return effects;
                });
    }

    private void note(Tx tx, EventStore.Kept kept, Staff staff, List<Effect> effects) {
        audit.record(
                tx,
                staff,
                "webhook_event.replayed",
                "webhook_event",
                kept.id(),
                Map.of("kind", kept.kind(), "found", effects.size()));
    }

    private Event read(EventStore.Kept kept) {
        Account account =
                accounts.atDoor(kept.kind(), kept.binding())
                        .orElseThrow(
                                () ->
                                        new Problem.Conflict(
                                                "channel_gone",
                                                "The channel it came through is not connected any"
                                                        + " more."));
        List<News> news =
                accounts.provider(kept.kind())
                        .flatMap(Provider::webhook)
                        .map(webhook -> webhook.read(knock(kept), account))
                        .orElseThrow(
                                () ->
                                        new Problem.Conflict(
                                                "not_a_webhook",
                                                "Only what came by webhook can be replayed."));
        return EventStore.event(
                account, kept.name(), kept.event(), kept.head(), kept.body().orElse(""), news);
    }

    private static Knock knock(EventStore.Kept kept) {
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
        return new Knock(
                kept.event(),
                "",
                headers,
                query,
                kept.body().orElse("").getBytes(StandardCharsets.UTF_8),
                kept.receivedAt());
    }
}
