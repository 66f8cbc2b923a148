package handcar.db;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbTransaction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One transaction: everything named through it happens, or nothing does.
public final class Tx implements Db {
    private final DbTransaction transaction;
    private final List<Runnable> afterCommit = new ArrayList<>(1);

    Tx(DbTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public Statement named(String name) {
        return new Statement(
                name,
                new Statement.Runner() {
                    @Override
                    public <T> T run(Function<DbExecute, T> work) {
                        return work.apply(transaction);
                    }
                });
    }

    /// Runs once the transaction is durable, never when it was rolled back. For hints such as bells, not for work that
    /// must not be lost: that is a row.
    public void afterCommit(Runnable hint) {
        afterCommit.add(hint);
    }

    List<Runnable> hints() {
        return afterCommit;
    }
}
