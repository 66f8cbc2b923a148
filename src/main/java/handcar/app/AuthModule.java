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

/// Staff, sessions, visitors and API keys.
final class AuthModule implements Module {
    private final AuditLog audit;
    private final VisitorTokens visitors;
    private final ClientAddress clients;
    private final Auth auth;
    private final List<HttpService> routes;

    /// @param perMinute how often one caller may ask at public routes
    AuthModule(Infrastructure ground, RateLimiter perMinute) {
        Config.Security security = ground.config().security();
        Config.Server server = ground.config().server();
        this.audit = new AuditLog(ground.db());
        Sessions sessions =
                new Sessions(ground.db(), audit, security.jwtSecret(), security.adminToken());
        ApiKeys keys = new ApiKeys(ground.db());
        this.visitors = new VisitorTokens(security.jwtSecret());
        this.clients = new ClientAddress(server.behindProxy());
        this.auth =
                new Auth(sessions, keys, visitors, clients, perMinute::require, server.publicUrl());
        boolean https = server.publicUrl().filter(url -> url.startsWith("https")).isPresent();
        this.routes =
                List.of(
                        new AuthRoutes(
                                auth, sessions, new Users(ground.db(), audit), clients, https),
                        new ApiKeyRoutes(auth, ground.db(), keys, audit));
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

    @Override
    public List<HttpService> routes() {
        return routes;
    }
}
