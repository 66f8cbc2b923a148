package handcar.channel;

import handcar.Caller;
import handcar.account.ApiKeys;
import handcar.account.Audit;
import handcar.account.Door;
import handcar.account.Sealing;
import handcar.account.Sessions;
import handcar.account.VisitorTokens;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.http.Clients;
import handcar.http.EventStreams;
import handcar.http.Server;
import handcar.work.Bells;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The routes of the accounts on a real server and a database of their own, with pigeons for a provider.
final class Depot implements AutoCloseable {
    static final UUID AGENT = UUID.randomUUID();
    static final String PUBLIC = "https://handcar.example";
    private static final Secret SIGNING = new Secret("the signing secret of the tests, long");
    private static final Secret KEY = new Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    final Database db = TestDatabase.migrated();
    final Bells bells = new Bells(db);
    final Audit audit = new Audit(db);
    final Accounts accounts =
            new Accounts(
                    db, bells, new Sealing(KEY, List.of()), List.of(StandIn.withAccount("env")));
    private final Clients clients = new Clients(false);
    private final Server server =
            Server.start(
                    new Server.Options(0, List.of(), false, false),
                    rules ->
                            rules.register(
                                    new ChannelRoutes(
                                            door(),
                                            db,
                                            audit,
                                            accounts,
                                            Depot::agent,
                                            Set.of("loft.internal"),
                                            Optional.of(PUBLIC))),
                    new EventStreams(clients),
                    (_, _, _, _) -> {});
    final Caller caller = new Caller("http://127.0.0.1:" + server.port());

    private Door door() {
        return new Door(
                new Sessions(db, audit, SIGNING, new Secret(Caller.ADMIN)),
                new ApiKeys(db),
                new VisitorTokens(SIGNING),
                clients,
                _ -> {},
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
