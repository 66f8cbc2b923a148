package handcar.channel;

import module java.base;

import handcar.db.Db;
import handcar.db.Row;

/// What happened lately at one account, so that staff see which one is silent or in trouble. Only a bounded number of the
/// newest rows is read, so an account that was silent for very long shows nothing.
///
/// @param lastEvent when its newest webhook came
/// @param lastError the newest failure of sending
/// @param open how many parts wait to be sent
record AccountActivity(Optional<Instant> lastEvent, Optional<Failure> lastError, long open) {
    private static final AccountActivity NONE =
            new AccountActivity(Optional.empty(), Optional.empty(), 0);

    record Failure(String message, Instant at) {}

    /// The activity of every account, by its key.
    static Map<String, AccountActivity> all(Db db) {
        Map<String, AccountActivity> all = new HashMap<>();
        db.named("channel.account-activity")
                .list(row -> all.put(row.text("channel") + "/" + row.text("door"), of(row)));
        return all;
    }

    private static AccountActivity of(Row row) {
        return new AccountActivity(
                row.findInstant("last_event_at"),
                row.findText("error").map(error -> new Failure(error, row.instant("failed_at"))),
                row.number("open"));
    }

    static AccountActivity of(ChannelAccount account, Map<String, AccountActivity> all) {
        return all.getOrDefault(account.kind() + "/" + account.rowId(), NONE);
    }
}
