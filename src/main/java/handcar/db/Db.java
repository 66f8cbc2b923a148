package handcar.db;

/// Runs named statements: the [Database] itself, each in a transaction of its own, or a [Tx]. The method of a store that may
/// be part of a transaction has one of these as its first parameter.
public interface Db {
    /// A statement by name, `"<package>.<statement>"`, ready to be given its parameters.
    Statement named(String name);
}
