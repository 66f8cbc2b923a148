package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.TcpProxy;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A host puts the server to sleep, and its network forgets the connections meanwhile.
@SeparateProcess
class SuspendTest {
    /// Longer than what the server takes for a delay of a busy machine.
    private static final Duration NAP = Duration.ofSeconds(25);

    private final ServerProcess installation;
    private final TestClient caller;
    private final FakeOpenAi model = new FakeOpenAi();
    private final Database.Address real = TestDatabase.withSchema();
    private final TcpProxy detour = new TcpProxy(TcpProxy.port(real));
    private final Database db = TestDatabase.open(real);

    SuspendTest(@TempDir Path folder) {
        installation =
                new ServerProcess(folder, real)
                        .with(model)
                        .with(Map.of("DATABASE_URL", detour.instead(TestServer.url(real))));
        caller = installation.caller;
    }

    @AfterEach
    void close() {
        db.close();
        detour.close();
        model.close();
    }

    /// When the newest listening connection was made, in microseconds of the server's clock.
    private long listening() {
        try (Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT coalesce(max(extract(epoch from backend_start)), 0) * 1e6"
                                        + " FROM pg_stat_activity WHERE application_name ="
                                        + " 'handcar listener' AND datname = current_database()")) {
            assertTrue(row.next());
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Two installations sleep at the same time: the network of one forgets its connections, and work of the other comes due.
    @Test
    void afterASleepConnectionsThatDiedAreMadeAnewAndWhatCameDueIsDone(@TempDir Path folder) {
        model.answering(_ -> "Good morning.");
        try (FakeOpenAi slow = new FakeOpenAi();
                ServerProcess program = installation.start();
                ServerProcess busy = new ServerProcess(folder).with(slow).start()) {
            Guest alice = caller.guest("house");
            caller.ask(alice, "Are you there?");
            long before = listening();
            // the first try is cut off after two seconds and comes again after another two
            slow.pausing(Duration.ofSeconds(20));
            Guest bob = busy.caller.guest("house");
            busy.caller.says(bob, "Are you there?");
            Wait.until("the model is asked", slow::requests, requests -> !requests.isEmpty());
            Wait.pause(Duration.ofSeconds(1), "the first try is under way");
            busy.suspend();
            slow.pausing(Duration.ZERO);
            program.suspend();
            detour.forget();
            Wait.pause(NAP, "both machines sleep");
            long woken = System.nanoTime();
            program.resume();
            assertEquals(
                    "Good morning.", caller.ask(alice, "And now?").text("content").orElseThrow());
            long seconds = (System.nanoTime() - woken) / 1_000_000_000;
            assertTrue(seconds < 15, "took " + seconds + " s");
            Wait.until(
                    "the listening connection is replaced", this::listening, now -> now > before);
            busy.resume();
            Wait.until(
                    "the visitor is answered",
                    () -> busy.caller.from("agent", bob),
                    answers -> !answers.isEmpty());
        }
    }

    @Test
    void aListeningConnectionThatDiedSilentlyIsNoticedByWhatItShouldHaveHeard() {
        model.answering(_ -> "Good morning.");
        try (ServerProcess _ = installation.start()) {
            Guest alice = caller.guest("house");
            caller.ask(alice, "Are you there?");
            long before = listening();
            detour.forget();
            // a network forgets what was silent
            Wait.pause(Duration.ofSeconds(2), "the network forgets silent connections");
            caller.ask(alice, "And now?");
            Wait.until(
                    "the listening connection is replaced", this::listening, now -> now > before);
        }
    }
}
