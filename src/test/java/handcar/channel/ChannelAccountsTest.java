package handcar.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.auth.SecretEncryption;
import handcar.config.EnvironmentValues;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.db.UuidV7;
import handcar.jobs.NotificationBus;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

final class ChannelAccountsTest {
    private static final Secret KEY = new Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final Secret NEXT = new Secret("_-7dzLuqmYh3ZlVEMyIRAP_u3cy7qpmId2ZVRDMiEQA");
    private static final EnvironmentValues NOTHING = new EnvironmentValues(Map.of());
    private static final Database.Address ADDRESS = TestDatabase.withSchema();
    private static final Database DB = migrated();
    private static final NotificationBus BELLS = started();

    private final FakeProvider pigeon = FakeProvider.withAccount("env");
    private final ChannelAccounts accounts =
            new ChannelAccounts(
                    DB, BELLS, new SecretEncryption(KEY, List.of()), NOTHING, List.of(pigeon));

    private static Database migrated() {
        Database db = TestDatabase.open(ADDRESS);
        new Migrations(db.source()).up();
        return db;
    }

    private static NotificationBus started() {
        NotificationBus notifications = new NotificationBus(DB);
        notifications.start();
        return notifications;
    }

    @AfterAll
    static void close() {
        BELLS.close();
        DB.close();
    }

    @Test
    void aDoorLeadsToTheEnvironmentsAccountOrToOneThatIsSwitchedOn() {
        UUID on = bind(accounts, "p1", true);
        UUID off = bind(accounts, "p2", false);
        assertEquals("env", accounts.enabled("pigeon", Optional.empty()).orElseThrow().id());
        assertEquals("p1", accounts.enabled("pigeon", Optional.of(on)).orElseThrow().id());
        assertEquals(Optional.empty(), accounts.enabled("pigeon", Optional.of(off)));
        assertEquals(Optional.empty(), accounts.enabled("pigeon", Optional.of(UuidV7.next())));
        assertEquals(Optional.empty(), accounts.enabled("raven", Optional.of(on)));
        assertEquals(Optional.empty(), accounts.enabled("raven", Optional.empty()));
    }

    @Test
    void anAnswerLeavesByTheAccountThatWasWrittenTo() {
        UUID on = bind(accounts, "q1", true);
        UUID off = bind(accounts, "q2", false);
        UUID gone = UuidV7.next();
        assertEquals("q1", sending(Optional.of(on), "q1"));
        assertEquals("none", sending(Optional.of(off), "q2"), "switched off is switched off");
        assertEquals("q1", sending(Optional.of(gone), "q1"), "connected again under another id");
        assertEquals("none", sending(Optional.of(gone), "q9"), "never by somebody else's number");
        assertEquals("q1", sending(Optional.empty(), "q1"), "moved from the environment");
        assertEquals("env", sending(Optional.empty(), "second number of the same app"));
        assertEquals("env", sending(Optional.of(gone), "env"));
    }

    @Test
    void anotherProcessHearsOfAChange() throws InterruptedException {
        try (Database otherDb = TestDatabase.open(ADDRESS);
                NotificationBus otherBells = new NotificationBus(otherDb)) {
            otherBells.start();
            ChannelAccounts other =
                    new ChannelAccounts(
                            otherDb,
                            otherBells,
                            new SecretEncryption(KEY, List.of()),
                            NOTHING,
                            List.of(pigeon));
            UUID id = bind(accounts, "r1", true);
            Wait.until(
                    "the other replica knows the account",
                    () -> other.enabled("pigeon", Optional.of(id)).isPresent());
            DB.runTx(
                    tx -> {
                        assertTrue(accounts.store().lock(tx, id).isPresent());
                        assertTrue(
                                accounts.store().change(tx, binding(id, "r1", false)).isPresent());
                        accounts.changed(tx, id);
                    });
            assertTrue(accounts.enabled("pigeon", Optional.of(id)).isEmpty(), "at once here");
            Wait.until(
                    "the other replica forgot the account",
                    () -> other.enabled("pigeon", Optional.of(id)).isEmpty());
        }
    }

    @Test
    void secretsAreSealedAndBoundToTheirRow() throws SQLException {
        UUID one = bind(accounts, "s1", true);
        UUID two = bind(accounts, "s2", true);
        try (var connection = DB.source().getConnection();
                var statement = connection.createStatement()) {
            try (var rows =
                    statement.executeQuery(
                            "SELECT convert_from(secrets, 'UTF8') FROM channel_bindings WHERE id ="
                                    + " '"
                                    + one
                                    + "'")) {
                assertTrue(rows.next());
                assertFalse(rows.getString(1).contains("good"), "sealed");
            }
            statement.execute(
                    "UPDATE channel_bindings SET secrets = (SELECT secrets FROM channel_bindings"
                            + " WHERE id = '"
                            + one
                            + "') WHERE id = '"
                            + two
                            + "'");
        }
        ChannelAccounts fresh =
                new ChannelAccounts(
                        DB, BELLS, new SecretEncryption(KEY, List.of()), NOTHING, List.of(pigeon));
        ChannelAccount stolen = fresh.enabled("pigeon", Optional.of(two)).orElseThrow();
        assertEquals(Map.of(), stolen.secrets());
        assertEquals(List.of(), stolen.webhookSecrets(), "its door is closed");
        assertEquals(
                List.of("proof"),
                fresh.enabled("pigeon", Optional.of(one)).orElseThrow().webhookSecrets());
    }

    @Test
    void aNewKeySealsAnewWhatTheFormerOneSealed() {
        Database db = TestDatabase.migrated();
        try (db;
                NotificationBus bells = new NotificationBus(db)) {
            ChannelAccounts before =
                    new ChannelAccounts(
                            db, bells, new SecretEncryption(KEY, List.of()), NOTHING, List.of());
            UUID id = bind(db, before, "t1", true);
            ChannelAccounts during =
                    new ChannelAccounts(
                            db,
                            bells,
                            new SecretEncryption(NEXT, List.of(KEY)),
                            NOTHING,
                            List.of());
            assertEquals(1, during.reseal());
            assertEquals(0, during.reseal(), "only once");
            ChannelAccounts after =
                    new ChannelAccounts(
                            db, bells, new SecretEncryption(NEXT, List.of()), NOTHING, List.of());
            assertEquals(
                    "good",
                    after.enabled("pigeon", Optional.of(id))
                            .flatMap(account -> account.secret("token"))
                            .map(Secret::reveal)
                            .orElse("unreadable"));
            assertFalse(
                    new ChannelAccounts(
                                    db,
                                    bells,
                                    new SecretEncryption(KEY, List.of()),
                                    NOTHING,
                                    List.of())
                            .bindings()
                            .getFirst()
                            .readable());
        }
    }

    private String sending(Optional<UUID> binding, String account) {
        return accounts.forSending("pigeon", binding, account)
                .map(ChannelAccount::id)
                .orElse("none");
    }

    private static UUID bind(ChannelAccounts accounts, String account, boolean enabled) {
        return bind(DB, accounts, account, enabled);
    }

    private static UUID bind(
            Database db, ChannelAccounts accounts, String account, boolean enabled) {
        UUID id = UuidV7.next();
        db.runTx(
                tx -> {
                    assertTrue(accounts.store().add(tx, binding(id, account, enabled)).isPresent());
                    accounts.changed(tx, id);
                });
        return id;
    }

    private static ConnectedAccount binding(UUID id, String account, boolean enabled) {
        return new ConnectedAccount(
                new ChannelAccount(
                        "pigeon",
                        account,
                        Optional.of(id),
                        Optional.empty(),
                        Map.of("loft", "attic"),
                        Map.of(
                                "token",
                                new Secret("good"),
                                ChannelAccount.WEBHOOK_SECRET,
                                new Secret("proof"))),
                "Pigeon " + account,
                true,
                enabled,
                Optional.empty(),
                Optional.empty());
    }
}
