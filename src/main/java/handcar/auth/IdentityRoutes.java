package handcar.auth;

import module java.base;

import handcar.audit.AuditLog;
import handcar.db.Database;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Makes and removes the secret by which an agent's website proves who its visitors are.
public final class IdentityRoutes implements HttpService {
    private static final String PATH = "/api/v1/agents/{id}/identity-secret";

    private final Auth auth;
    private final Database db;
    private final IdentitySecrets secrets;
    private final AuditLog audit;
    private final Function<String, Optional<UUID>> agents;

    /// @param agents an agent's id by its slug or id
    public IdentityRoutes(
            Auth auth,
            Database db,
            IdentitySecrets secrets,
            AuditLog audit,
            Function<String, Optional<UUID>> agents) {
        this.auth = auth;
        this.db = db;
        this.secrets = secrets;
        this.audit = audit;
        this.agents = agents;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, auth.admin(this::make));
        rules.delete(PATH, auth.admin(this::remove));
    }

    private void make(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        auth.reauthenticate(req, JsonBody.ifAny(req), staff);
        UUID agent = agent(req);
        String made =
                db.tx(
                        tx -> {
                            String secret = secrets.renew(tx, agent).reveal();
                            audit.record(tx, staff, "agent.identity_secret_made", agent);
                            return secret;
                        });
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
        Responses.created(res, Map.of("agent_id", agent.toString(), "secret", made));
    }

    /// Without the secret visitors say who they are and nobody checks it, so this asks as well.
    private void remove(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        auth.reauthenticate(req, JsonBody.ifAny(req), staff);
        UUID agent = agent(req);
        db.runTx(
                tx -> {
                    if (!secrets.remove(tx, agent)) {
                        throw Problem.notFound("identity secret").get();
                    }
                    audit.record(tx, staff, "agent.identity_secret_removed", agent);
                });
        Responses.none(res);
    }

    private UUID agent(ServerRequest req) {
        return agents.apply(PathParams.text(req, "id")).orElseThrow(Problem.notFound("agent"));
    }
}
