package handcar.app;

import module java.base;

import handcar.config.Config;
import handcar.config.DataFolder;
import handcar.config.DatabaseUrl;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.EmbeddedPostgres;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;

/// The database of this process: the configured one, or an embedded PostgreSQL.
record DatabaseSetup(Database db, String where, Optional<EmbeddedPostgres> own)
        implements AutoCloseable {
    private static final String OWN = "postgresql";

    /// Opens the database for a command, also while a server runs on the same embedded PostgreSQL.
    static DatabaseSetup visit(Config config) {
        Config.Storage storage = config.storage();
        Optional<Database.Address> running =
                storage.database().isPresent()
                        ? Optional.empty()
                        : EmbeddedPostgres.runningAt(
                                storage.dataDir().resolve(OWN),
                                storage.embeddedPassword().reveal());
        return running.map(
                        address ->
                                new DatabaseSetup(
                                        new Database(address, 2, Metrics.globalRegistry),
                                        "this machine",
                                        Optional.empty()))
                .orElseGet(() -> open(config, Metrics.globalRegistry));
    }

    /// Opens the configured database or starts the embedded PostgreSQL; makes no connection yet.
    static DatabaseSetup open(Config config, MeterRegistry metrics) {
        Config.Storage storage = config.storage();
        int pool = storage.poolSize();
        int warm = storage.keepWarm();
        if (storage.database().isPresent()) {
            DatabaseUrl url = storage.database().get();
            Database.Address address =
                    new Database.Address(
                            url.jdbc(),
                            url.user().orElse("postgres"),
                            url.password().map(Secret::reveal).orElse(""));
            return new DatabaseSetup(
                    new Database(address, pool, warm, metrics), url.where(), Optional.empty());
        }
        EmbeddedPostgres own = own(storage);
        return new DatabaseSetup(
                new Database(own.address(), pool, warm, metrics), "this machine", Optional.of(own));
    }

    private static EmbeddedPostgres own(Config.Storage storage) {
        try {
            DataFolder.restrict(storage.dataDir());
            // PostgreSQL does not start on files that others may read
            DataFolder.restrictAll(storage.dataDir());
            EmbeddedPostgres own =
                    new EmbeddedPostgres(
                            storage.dataDir().resolve(OWN),
                            storage.embeddedPassword().reveal(),
                            Optional.empty());
            DataFolder.restrictAll(storage.dataDir());
            return own;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "DATA_DIR "
                            + storage.dataDir()
                            + " cannot be used: set DATA_DIR to a folder this user can write",
                    e);
        } catch (NoClassDefFoundError e) {
            // the container image leaves it out, see scripts/package.sh
            throw new IllegalStateException(
                    "DATABASE_URL is required: there is no PostgreSQL of its own in this image.",
                    e);
        }
    }

    @Override
    public void close() {
        db.close();
        own.ifPresent(EmbeddedPostgres::close);
    }
}
