package handcar.db;

import module java.base;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbTransaction;

/// One transaction: all of its statements take effect, or none does.
public final class Tx implements Db {
    private final DbTransaction transaction;
    private final List<Runnable> afterCommit = new ArrayList<>(1);
    private final Map<Object, Batch> gathered = new LinkedHashMap<>(1);

    /// Items for one statement at the end.
    private record Batch(List<String> items, Consumer<List<String>> last) {}

    Tx(DbTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public <T> T execute(Function<DbExecute, T> work) {
        return work.apply(transaction);
    }

    /// Runs once the transaction is committed, never when it is rolled back. For hints such as notifications; work that must
    /// not be lost is a row.
    public void afterCommit(Runnable hint) {
        afterCommit.add(hint);
    }

    /// Collects items of a kind; `last` gets all of them, each once, as the last step before the commit.
    public void gather(Object kind, String item, Consumer<List<String>> last) {
        List<String> items =
                gathered.computeIfAbsent(kind, _ -> new Batch(new ArrayList<>(2), last)).items();
        if (!items.contains(item)) {
            items.add(item);
        }
    }

    void runGathered() {
        gathered.values().forEach(each -> each.last().accept(each.items()));
    }

    List<Runnable> hints() {
        return afterCommit;
    }
}
