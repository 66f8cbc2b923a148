package handcar.db;

import module java.base;

/// PostgreSQL's version, and pgvector's where it is installed in this database or could be.
public record DatabaseInfo(
        String version, Optional<String> vectorInstalled, Optional<String> vectorAvailable) {

    /// Asks the database.
    public static DatabaseInfo of(Db db) {
        return db.named("db.facts")
                .only(
                        row ->
                                new DatabaseInfo(
                                        row.text("version"),
                                        row.findText("vector_installed"),
                                        row.findText("vector_available")));
    }
}
