package handcar.channel;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.audit.AuditLog;
import handcar.auth.ApiKeys;
import handcar.auth.Auth;
import handcar.auth.SecretEncryption;
import handcar.auth.Sessions;
import handcar.auth.VisitorAccess;
import handcar.auth.VisitorTokens;
import handcar.config.EnvironmentValues;
import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.config.TrustedProxies;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.http.ClientAddress;
import handcar.http.server.Server;
import handcar.jobs.NotificationBus;
import handcar.net.TrustedHosts;
import handcar.testing.TestClient;
import handcar.testing.TestServer;

/// The routes of the accounts on a real server and a database of their own, with pigeons for a provider.
final class ChannelRoutesFixture implements AutoCloseable {
    static final UUID AGENT = UUID.randomUUID();
    static final String PUBLIC = "https://handcar.example";
    private static final SigningSecrets SIGNING =
            SigningSecrets.of(new Secret("the signing secret of the tests, long"));
    private static final Secret KEY = new Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    final Database db = TestDatabase.migrated();
    final NotificationBus bells = new NotificationBus(db);
    final AuditLog audit = AuditEntries.log(db);
    private final FakeProvider pigeon = FakeProvider.withAccount("env");
    final ChannelAccounts accounts =
            new ChannelAccounts(
                    db,
                    bells,
                    new SecretEncryption(KEY, List.of()),
                    new EnvironmentValues(Map.of()),
                    List.of(pigeon));
    private final ClientAddress clients = new ClientAddress(TrustedProxies.NONE);
    private final Server server =
            TestServer.withRoutes(
                    new ChannelRoutes(
                            door(),
                            db,
                            audit,
                            accounts,
                            new MessageSenders(accounts, _ -> pigeon),
                            ChannelRoutesFixture::agent,
                            new TrustedHosts(
                                    Set.of("loft.internal"),
                                    Set.of("coop:8080"),
                                    Set.of("coop", "model.internal")),
                            Optional.of(PUBLIC)));
    final TestClient caller = new TestClient("http://127.0.0.1:" + server.port());

    private Auth door() {
        return new Auth(
                new Sessions(db, audit, SIGNING, new Secret(TestClient.ADMIN)),
                new ApiKeys(db),
                new VisitorAccess(db, new VisitorTokens(SIGNING)),
                clients,
                (_, _) -> {},
                Optional.empty());
    }

    private static Optional<UUID> agent(String name) {
        return name.equals("dora") ? Optional.of(AGENT) : Optional.empty();
    }

    @Override
    public void close() {
        server.close();
        accounts.close();
        bells.close();
        db.close();
    }
}
