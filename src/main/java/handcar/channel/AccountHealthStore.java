package handcar.channel;

import module java.base;

import handcar.db.Db;
import handcar.db.Row;

/// Counts what fails in a row at each account, in rows: every process sees it, and it survives a crash.
public final class AccountHealthStore {
    /// Characters of an error that are kept.
    private static final int LONGEST_ERROR = 500;

    private AccountHealthStore() {}

    /// What is done with an account.
    public enum Way {
        SENDING,
        FETCHING,
        CONNECTION;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// It worked: nothing fails any more. Writes at most once a minute while all is well.
    public static void succeeded(Db db, String channel, String account, Way way) {
        db.named("channel.account-succeeded")
                .with("channel", channel)
                .with("account", account)
                .with("way", way.wire())
                .change();
    }

    /// It failed.
    ///
    /// @param count how much it weighs: a connection that was ended counts like three failures
    /// @param subject a refusal of the same subject again counts nothing; empty for what always counts
    public static void failed(
            Db db,
            String channel,
            String account,
            Way way,
            String error,
            int count,
            Optional<String> subject) {
        db.named("channel.account-failed")
                .with("channel", channel)
                .with("account", account)
                .with("way", way.wire())
                .with(
                        "error",
                        error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error)
                .with("count", count)
                .with("subject", subject)
                .change();
    }

    /// All that is known.
    static List<AccountHealth.State> all(Db db) {
        return db.named("channel.account-health").list(AccountHealthStore::state);
    }

    private static AccountHealth.State state(Row row) {
        return new AccountHealth.State(
                row.text("channel"),
                row.text("account"),
                Way.valueOf(row.text("way").toUpperCase(Locale.ROOT)),
                row.findInstant("succeeded_at"),
                row.number("failures"),
                row.findInstant("failing_since"),
                row.findText("error"));
    }
}
