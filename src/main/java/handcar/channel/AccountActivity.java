package handcar.channel;

import module java.base;

import handcar.db.Database;

/// What lately happened at each account: enough to see which one is silent or in trouble. Reads a bounded number of the
/// newest rows, so an account that was silent for very long shows nothing.
final class AccountActivity {
    private final Database db;

    /// @param lastEvent when its newest webhook came
    /// @param lastError the newest sending that failed
    /// @param open how many parts wait to be sent
    record Seen(Optional<Instant> lastEvent, Optional<Failed> lastError, long open) {
        static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty(), 0);
    }

    /// A sending that failed.
    record Failed(String text, Instant at) {}

    AccountActivity(Database db) {
        this.db = db;
    }

    /// By the key that [#key] makes.
    Map<String, Seen> now() {
        Map<String, Seen> seen = new HashMap<>();
        db.named("channel.last-events")
                .list(
                        row ->
                                seen.put(
                                        row.text("channel") + "/" + row.text("door"),
                                        new Seen(row.findInstant("at"), Optional.empty(), 0)));
        db.named("channel.open-deliveries")
                .list(
                        row ->
                                seen.merge(
                                        row.text("channel") + "/" + row.text("door"),
                                        new Seen(
                                                Optional.empty(),
                                                Optional.empty(),
                                                row.number("open")),
                                        (one, other) ->
                                                new Seen(
                                                        one.lastEvent(),
                                                        one.lastError(),
                                                        other.open())));
        db.named("channel.last-failures")
                .list(
                        row ->
                                seen.merge(
                                        row.text("channel") + "/" + row.text("door"),
                                        new Seen(
                                                Optional.empty(),
                                                Optional.of(
                                                        new Failed(
                                                                row.text("error"),
                                                                row.instant("at"))),
                                                0),
                                        (one, other) ->
                                                new Seen(
                                                        one.lastEvent(),
                                                        other.lastError(),
                                                        one.open())));
        return seen;
    }

    static String key(ChannelAccount account) {
        return account.kind() + "/" + account.door();
    }
}
