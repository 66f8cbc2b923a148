package handcar.auth;

import module java.base;

import handcar.db.Tx;

/// The wrong tries of an account, a session or a browser in a row, as they were when their row was locked.
final class WrongTries {
    private final byte[] who;
    private final int row;
    private final Instant lastAt;
    private final Duration sinceLast;

    private WrongTries(byte[] who, int row, Instant lastAt, Duration sinceLast) {
        this.who = who;
        this.row = row;
        this.lastAt = lastAt;
        this.sinceLast = sinceLast;
    }

    /// Locks the row until the transaction ends; callers lock the account's before the browser's.
    static WrongTries lock(Tx tx, byte[] who) {
        return tx.named("auth.lock-failures")
                .with("who", who)
                .only(
                        row ->
                                new WrongTries(
                                        who,
                                        row.integer("failures"),
                                        row.instant("last_at"),
                                        Duration.ofMillis((long) (row.real("seconds") * 1_000))));
    }

    /// How many there were in a row.
    int row() {
        return row;
    }

    /// How long ago the last one was.
    Duration sinceLast() {
        return sinceLast;
    }

    /// Counts one more.
    LoginTry.Counted count(Tx tx) {
        return tx.named("auth.count-failure")
                .with("who", who)
                .only(row -> new LoginTry.Counted(this, row.instant("last_at")));
    }

    /// Takes back the one that was counted at `at`; what the wait is counted from is as before, unless another came since.
    void takeBack(Tx tx, Instant at) {
        tx.named("auth.take-failure-back")
                .with("who", who)
                .with("counted_at", at)
                .with("former_at", lastAt)
                .change();
    }

    /// Ends the row of wrong ones.
    void forget(Tx tx) {
        tx.named("auth.forget-failures").with("who", who).change();
    }
}
