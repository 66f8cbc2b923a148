package handcar.app;

import module java.base;

import handcar.audit.AuditHeadJob;
import handcar.audit.AuditKeys;
import handcar.audit.AuditLog;
import handcar.audit.SecurityEvents;
import handcar.auth.ApiKeyRoutes;
import handcar.auth.ApiKeys;
import handcar.auth.Auth;
import handcar.auth.CallerLimit;
import handcar.auth.IdentityRoutes;
import handcar.auth.IdentitySecrets;
import handcar.auth.Sessions;
import handcar.auth.VisitorAccess;
import handcar.auth.VisitorTokens;
import handcar.config.Config;
import handcar.http.ClientAddress;
import handcar.http.RateLimiter;
import handcar.jobs.JobHandler;
import handcar.jobs.JobSpec;

import io.helidon.webserver.http.HttpService;

/// Who calls, and what may they: sessions, visitors' tokens, API keys, and the record of what was done and refused.
/// [LoginModule] is how staff get their sessions.
record AuthModule(
        Infrastructure infra,
        AuditLog audit,
        SecurityEvents events,
        Sessions sessions,
        VisitorAccess visitors,
        IdentitySecrets identities,
        ClientAddress clients,
        Auth auth,
        List<HttpService> routes,
        List<JobSpec> jobs)
        implements Module {
    /// Limits callers of public routes, and counts what is refused to them.
    private record PerMinuteLimit(RateLimiter perMinute, int usual, SecurityEvents events)
            implements CallerLimit {
        @Override
        public void count(String caller, int times) {
            perMinute.require(caller, times * usual);
        }

        @Override
        public void note(SecurityEvents.Kind kind, String address) {
            events.count(kind, address);
        }
    }

    @Override
    public void close() {
        events.close();
    }

    /// @param perMinute limits the requests of one caller to public routes
    /// @param agents an agent's id by its slug or id
    static AuthModule of(
            Infrastructure infra, RateLimiter perMinute, Function<String, Optional<UUID>> agents) {
        Config.Security security = infra.config().security();
        Config.Server server = infra.config().server();
        AuditLog audit =
                new AuditLog(
                        infra.db(),
                        new AuditKeys(security.encryptionKey(), security.formerEncryptionKeys()));
        SecurityEvents events = new SecurityEvents(infra.db(), infra.metrics()::securityEvent);
        Sessions sessions =
                new Sessions(infra.db(), audit, security.signing(), security.adminToken());
        ApiKeys keys = new ApiKeys(infra.db());
        VisitorAccess visitors =
                new VisitorAccess(infra.db(), new VisitorTokens(security.signing()));
        int usual = infra.config().limits().requestsPerMinute();
        ClientAddress clients = new ClientAddress(server.trustedProxies());
        Auth auth =
                new Auth(
                        sessions,
                        keys,
                        visitors,
                        clients,
                        new PerMinuteLimit(perMinute, usual, events),
                        server.publicUrl());
        IdentitySecrets identities = new IdentitySecrets(infra.db(), infra.encryption());
        return new AuthModule(
                infra,
                audit,
                events,
                sessions,
                visitors,
                identities,
                clients,
                auth,
                List.of(
                        new ApiKeyRoutes(auth, infra.db(), keys, audit, agents),
                        new IdentityRoutes(auth, infra.db(), identities, audit, agents)),
                List.of(auditHead(infra, audit)));
    }

    private static JobSpec auditHead(Infrastructure infra, AuditLog audit) {
        JobHandler head = new AuditHeadJob(infra.db(), audit);
        return JobSpec.of(AuditHeadJob.KIND, 1, Duration.ofMinutes(10), head).whenMemoryAllows();
    }

    /// Encrypts anew what a former key encrypted; a few rows, so it is done before the first request.
    @Override
    public void start() {
        infra.db().runTx(tx -> infra.jobs().enqueue(tx, AuditHeadJob.standing()));
        if (!infra.config().security().formerEncryptionKeys().isEmpty()) {
            infra.db().runTx(tx -> identities.reseal(tx));
        }
    }
}
