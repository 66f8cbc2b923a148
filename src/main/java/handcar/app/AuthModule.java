package handcar.app;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.ApiKeyRoutes;
import handcar.auth.ApiKeys;
import handcar.auth.Auth;
import handcar.auth.AuthRoutes;
import handcar.auth.SessionList;
import handcar.auth.Sessions;
import handcar.auth.Users;
import handcar.auth.VisitorTokens;
import handcar.config.Config;
import handcar.http.ClientAddress;
import handcar.http.RateLimiter;

import io.helidon.webserver.http.HttpService;

/// Staff, sessions, visitors and API keys.
record AuthModule(
        AuditLog audit,
        VisitorTokens visitors,
        ClientAddress clients,
        Auth auth,
        Sessions sessions,
        List<HttpService> routes)
        implements Module {
    /// @param perMinute limits the requests of one caller to public routes
    static AuthModule of(Infrastructure infra, RateLimiter perMinute) {
        Config.Security security = infra.config().security();
        Config.Server server = infra.config().server();
        AuditLog audit = new AuditLog(infra.db());
        Sessions sessions =
                new Sessions(infra.db(), audit, security.jwtSecret(), security.adminToken());
        ApiKeys keys = new ApiKeys(infra.db());
        VisitorTokens visitors = new VisitorTokens(security.jwtSecret());
        int usual = infra.config().limits().requestsPerMinute();
        ClientAddress clients = new ClientAddress(server.trustedProxies());
        Auth auth =
                new Auth(
                        sessions,
                        keys,
                        visitors,
                        clients,
                        (caller, times) -> perMinute.require(caller, times * usual),
                        server.publicUrl());
        SessionList logins = new SessionList(infra.db(), audit, sessions);
        Users users = new Users(infra.db(), audit, sessions, logins);
        return new AuthModule(
                audit,
                visitors,
                clients,
                auth,
                sessions,
                List.of(
                        new AuthRoutes(auth, sessions, logins, users, clients),
                        new ApiKeyRoutes(auth, infra.db(), keys, audit)));
    }
}
