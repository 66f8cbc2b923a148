package handcar;

import handcar.account.AccountRoutes;
import handcar.account.ApiKeys;
import handcar.account.Audit;
import handcar.account.Door;
import handcar.account.KeyRoutes;
import handcar.account.Sessions;
import handcar.account.Users;
import handcar.account.VisitorTokens;
import handcar.config.Config;
import handcar.http.Clients;
import handcar.http.RateLimit;

import io.helidon.webserver.http.HttpService;

import java.util.List;

/// Who may come in, and by which door.
final class Entrance {
    private final Ground ground;
    private final Audit audit;
    private final Sessions sessions;
    private final ApiKeys keys;
    private final VisitorTokens visitors;
    private final Clients clients;
    private final Door door;

    /// @param perMinute how often one caller may ask at the public doors
    Entrance(Ground ground, RateLimit perMinute) {
        this.ground = ground;
        Config.Security security = ground.config().security();
        this.audit = new Audit(ground.db());
        this.sessions =
                new Sessions(ground.db(), audit, security.jwtSecret(), security.adminToken());
        this.keys = new ApiKeys(ground.db());
        this.visitors = new VisitorTokens(security.jwtSecret());
        this.clients = new Clients(ground.config().server().behindProxy());
        this.door =
                new Door(
                        sessions,
                        keys,
                        visitors,
                        clients,
                        perMinute::require,
                        ground.config().server().publicUrl());
    }

    Audit audit() {
        return audit;
    }

    VisitorTokens visitors() {
        return visitors;
    }

    Clients clients() {
        return clients;
    }

    Door door() {
        return door;
    }

    /// Signing in, people and keys.
    List<HttpService> routes() {
        boolean https =
                ground.config()
                        .server()
                        .publicUrl()
                        .filter(url -> url.startsWith("https"))
                        .isPresent();
        return List.of(
                new AccountRoutes(door, sessions, new Users(ground.db(), audit), clients, https),
                new KeyRoutes(door, ground.db(), keys, audit));
    }
}
