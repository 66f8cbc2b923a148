package handcar.db;

/// Something that runs named statements: the [Database] itself, each statement on its own, or a [Tx]. A store's method
/// that takes part in somebody's transaction takes one of these first.
public interface Db {
    /// A statement by name, `"<package>.<statement>"`, ready to be given its parameters.
    Statement named(String name);
}
