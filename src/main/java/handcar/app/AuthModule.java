package handcar.app;

import handcar.audit.AuditLog;
import handcar.auth.ApiKeyRoutes;
import handcar.auth.ApiKeys;
import handcar.auth.Auth;
import handcar.auth.AuthRoutes;
import handcar.auth.Sessions;
import handcar.auth.Users;
import handcar.auth.VisitorTokens;
import handcar.config.Config;
import handcar.http.ClientAddress;
import handcar.http.RateLimiter;

import io.helidon.webserver.http.HttpService;

import java.util.List;

/// Who may come in, and by which door.
final class AuthModule {
    private final Infrastructure ground;
    private final AuditLog audit;
    private final Sessions sessions;
    private final ApiKeys keys;
    private final VisitorTokens visitors;
    private final ClientAddress clients;
    private final Auth auth;

    /// @param perMinute how often one caller may ask at the public doors
    AuthModule(Infrastructure ground, RateLimiter perMinute) {
        this.ground = ground;
        Config.Security security = ground.config().security();
        this.audit = new AuditLog(ground.db());
        this.sessions =
                new Sessions(ground.db(), audit, security.jwtSecret(), security.adminToken());
        this.keys = new ApiKeys(ground.db());
        this.visitors = new VisitorTokens(security.jwtSecret());
        this.clients = new ClientAddress(ground.config().server().behindProxy());
        this.auth =
                new Auth(
                        sessions,
                        keys,
                        visitors,
                        clients,
                        perMinute::require,
                        ground.config().server().publicUrl());
    }

    AuditLog audit() {
        return audit;
    }

    VisitorTokens visitors() {
        return visitors;
    }

    ClientAddress clients() {
        return clients;
    }

    Auth door() {
        return auth;
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
                new AuthRoutes(auth, sessions, new Users(ground.db(), audit), clients, https),
                new ApiKeyRoutes(auth, ground.db(), keys, audit));
    }
}
