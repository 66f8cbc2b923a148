package handcar.db;

import module java.base;

import com.pgvector.PGvector;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import handcar.config.HelidonServices;
import handcar.config.Logging;
import handcar.problem.Problem;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;

import org.postgresql.PGConnection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import javax.sql.DataSource;

/// The connection pool and Helidon's DbClient on it.
///
/// DbClient leaves a pooled connection open when a parameter cannot be bound or a result is abandoned. Every call here notes
/// the connections it borrows and returns them at its end, whatever happens in between.
public final class Database implements Db, AutoCloseable {
    /// A caller prefers "unavailable" to a longer wait.
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);

    /// An idle pool shrinks to nothing: a silent server may be put to sleep by its host.
    private static final Duration IDLE = Duration.ofSeconds(20);

    /// A connection that does not answer by then died while the process was suspended.
    private static final Duration VALIDATION = Duration.ofSeconds(1);

    /// How often connections that are kept open are used, below the idle limits of usual networks (350 s and more).
    private static final Duration WARMTH = Duration.ofMinutes(2);

    /// Longer than the longest honest statement (an index over a large upload), shorter than a lease.
    private static final int STATEMENT_TIMEOUT_MS = 60_000;

    private static final Logger LOG = System.getLogger(Database.class.getName());

    private static final ScopedValue<List<Connection>> BORROWED = ScopedValue.newInstance();

    /// What a page out of order costs, in pages in order. With the server's 4, made for turning disks, a statement prepared while
    /// its table was small reads the whole table until the next ANALYZE, however large it has grown.
    private static final double RANDOM_PAGE_COST = 1.1;

    /// After the statement's own limit only a dead peer can still be waited for.
    private static final int SOCKET_TIMEOUT_S = STATEMENT_TIMEOUT_MS / 1000 + 5;

    /// A server that is there takes a connection at once. One that accepts it and says nothing is waited for like one that is
    /// not there.
    private static final String CONNECT_TIMEOUT_S = "5";

    private final Address address;
    private final boolean warm;
    private final HikariDataSource pool;
    private final DbClient client;

    /// Where the server is, and the user.
    public record Address(String jdbcUrl, String user, String password) {}

    /// Builds the pool, which is empty and silent while idle; no connection is made yet.
    public Database(Address address, int poolSize, MeterRegistry metrics) {
        this(address, poolSize, 0, metrics);
    }

    /// Builds a pool that keeps so many connections open while idle.
    public Database(Address address, int poolSize, int keepWarm, MeterRegistry metrics) {
        this.address = address;
        this.warm = keepWarm > 0;
        this.pool = new HikariDataSource();
        configure(pool, address, poolSize);
        if (warm) {
            pool.setMinimumIdle(Math.min(keepWarm, poolSize));
            pool.setKeepaliveTime(WARMTH.toMillis());
            pool.addDataSourceProperty("tcpKeepAlive", "true");
        }
        pool.setMetricRegistry(metrics);
        HelidonServices.off();
        this.client =
                JdbcClientBuilder.create()
                        .connectionPool(this::borrow)
                        .statements(new SqlFiles())
                        .build();
    }

    private static void configure(HikariConfig pool, Address address, int size) {
        pool.setPoolName("postgresql");
        pool.setJdbcUrl(address.jdbcUrl());
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE.toMillis());
        pool.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
        pool.setValidationTimeout(VALIDATION.toMillis());
        pool.setKeepaliveTime(0);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionInitSql(
                "SET statement_timeout = %d; SET random_page_cost = %s"
                        .formatted(STATEMENT_TIMEOUT_MS, RANDOM_PAGE_COST));
        pool.addDataSourceProperty("ApplicationName", "handcar");
        pool.addDataSourceProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT_S));
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        // DbClient binds a UUID as text; left untyped, the column decides
        pool.addDataSourceProperty("stringtype", "unspecified");
    }

    @Override
    public <T> T execute(Function<DbExecute, T> work) {
        return withBorrowed(() -> work.apply(client.execute()));
    }

    /// Runs the work in one transaction: committed when it returns, rolled back when it throws.
    public <T> T tx(Function<Tx, T> work) {
        List<Runnable> hints = new ArrayList<>(1);
        T result = withBorrowed(() -> committed(work, hints));
        hints.forEach(Runnable::run);
        return result;
    }

    /// Runs work without a result in one transaction: committed when it returns, rolled back when it throws.
    public void runTx(Consumer<Tx> work) {
        tx(
                tx -> {
                    work.accept(tx);
                    return tx;
                });
    }

    private <T> T committed(Function<Tx, T> work, List<Runnable> hints) {
        DbTransaction transaction = client.transaction();
        Tx tx = new Tx(transaction);
        T result;
        try {
            result = work.apply(tx);
            tx.runGathered();
        } catch (RuntimeException | Error e) {
            rollback(transaction, e);
            throw e;
        }
        transaction.commit();
        hints.addAll(tx.hints());
        return result;
    }

    private static void rollback(DbTransaction transaction, Throwable cause) {
        try {
            transaction.rollback();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private <T> T withBorrowed(Callable<T> work) {
        List<Connection> borrowed = new ArrayList<>(1);
        try {
            return ScopedValue.where(BORROWED, borrowed).call(work::call);
        } catch (RuntimeException e) {
            throw ConnectionErrors.isBehind(e) ? unavailable(e) : e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            borrowed.forEach(Database::giveBack);
        }
    }

    /// Returning a connection twice is harmless: the pool's second close does nothing.
    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // the pool drops it; what broke it was reported before
            LOG.log(Level.DEBUG, "database.return_failed", e);
        }
    }

    private Connection borrow() {
        try {
            Connection connection = pool.getConnection();
            if (BORROWED.isBound()) {
                BORROWED.get().add(connection);
            }
            connection.unwrap(PGConnection.class).addDataType("vector", PGvector.class);
            return connection;
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static Problem unavailable(Exception e) {
        LOG.log(Level.WARNING, "database.unavailable error=" + Logging.quoted(e));
        return new Problem.Unavailable(
                "database_unavailable", "The database does not answer. Try again in a moment.");
    }

    /// The pool itself, for COPY, batches and migrations.
    public DataSource source() {
        return pool;
    }

    /// Listens on a channel over a connection outside the pool, holding the advisory lock `(space, number)`.
    public NotificationListener listen(String channel, int space, int number) {
        try {
            return new NotificationListener(connect("handcar listener"), channel, space, number);
        } catch (SQLException e) {
            throw new DbClientException("cannot listen on the database", e);
        }
    }

    /// Makes one connection outside the pool and closes it; `DbClientException` when the server takes none.
    public void probe() {
        try (Connection _ = connect("handcar")) {
            LOG.log(Level.DEBUG, "database.answers");
        } catch (SQLException e) {
            throw new DbClientException("no connection to the database", e);
        }
    }

    private Connection connect(String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("ApplicationName", name);
        // off by default, so that an idle server may be put to sleep; the suspend monitor finds
        // dead connections
        properties.setProperty("tcpKeepAlive", String.valueOf(warm));
        properties.setProperty("connectTimeout", CONNECT_TIMEOUT_S);
        properties.setProperty("socketTimeout", CONNECT_TIMEOUT_S);
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
        connection.setNetworkTimeout(Runnable::run, 0); // notifications are waited for
        return connection;
    }

    /// After a suspension connections may have died unnoticed: those that are idle are replaced when needed.
    public void replaceIdleConnections() {
        var beans = pool.getHikariPoolMXBean();
        if (beans != null) {
            beans.softEvictConnections();
        }
    }

    /// Connections in use and the most there may be.
    public Usage usage() {
        var beans = pool.getHikariPoolMXBean();
        return beans == null
                ? new Usage(0, 0, pool.getMaximumPoolSize())
                : new Usage(
                        beans.getActiveConnections(),
                        beans.getIdleConnections(),
                        pool.getMaximumPoolSize());
    }

    /// How full the pool is.
    public record Usage(int active, int idle, int most) {}

    @Override
    public void close() {
        pool.close();
    }
}
