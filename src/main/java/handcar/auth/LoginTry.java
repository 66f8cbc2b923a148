package handcar.auth;

import module java.base;

import handcar.db.Database;
import handcar.db.Tx;

/// One try to prove who somebody is. It counts as a wrong one from the start; whoever turns out to be right has it forgotten, and what
/// came to no result is taken back.
final class LoginTry {
    private final Database db;
    private final byte[] tries;
    private final List<Counted> counted;

    /// @param before what was counted before this one
    /// @param at when this one was counted
    record Counted(WrongTries before, Instant at) {}

    LoginTry(Database db, byte[] tries, List<Counted> counted) {
        this.db = db;
        this.tries = tries;
        this.counted = counted;
    }

    /// Does what decides the try; a failure, such as a server that is too busy, is nobody's guess.
    <T> T decide(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            takeBack();
            throw e;
        }
    }

    /// It was the right one: what was counted is over.
    void forget(Tx tx) {
        counted.forEach(each -> each.before().forget(tx));
        UserStore.forgetTries(tx, tries);
    }

    /// It was neither right nor wrong.
    void takeBack() {
        db.runTx(tx -> counted.forEach(each -> each.before().takeBack(tx, each.at())));
    }
}
