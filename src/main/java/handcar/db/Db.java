package handcar.db;

import module java.base;

import io.helidon.dbclient.DbExecute;

/// Runs named statements: the [Database] itself, each in a transaction of its own, or a [Tx]. The method of a store that may
/// be part of a transaction has one of these as its first parameter.
public interface Db {
    /// Calls the work with the executor of one statement.
    <T> T execute(Function<DbExecute, T> work);

    /// A statement by name, `"<package>.<statement>"`, ready to be given its parameters.
    default Statement named(String name) {
        return new Statement(this, name);
    }
}
