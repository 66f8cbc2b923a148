package handcar.agent;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.Role;
import handcar.auth.StaffPrincipal;
import handcar.db.Database;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.problem.Cursor;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes to list, change and test agents.
public final class AgentRoutes implements HttpService {
    /// In characters; the same as for a customer's message.
    private static final int LONGEST_MESSAGE = 10_000;

    private final Database db;
    private final Agents agents;
    private final AnswerGenerator writing;
    private final AuditLog audit;
    private final Auth auth;

    public AgentRoutes(
            Database db, Agents agents, AnswerGenerator writing, AuditLog audit, Auth auth) {
        this.db = db;
        this.agents = agents;
        this.writing = writing;
        this.audit = audit;
        this.auth = auth;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/agents", auth.staff(this::list));
        rules.post("/api/v1/agents", auth.staff(Role.ADMIN, this::create));
        rules.get("/api/v1/agents/{id}", auth.staff(this::show));
        rules.patch("/api/v1/agents/{id}", auth.staff(Role.ADMIN, this::change));
        rules.put("/api/v1/agents/{id}", auth.staff(Role.ADMIN, this::change));
        rules.delete("/api/v1/agents/{id}", auth.staff(Role.ADMIN, this::delete));
        rules.post("/api/v1/agents/{id}/clone", auth.staff(Role.ADMIN, this::copy));
        rules.post("/api/v1/agents/{id}/test", auth.staff(this::test));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.page(
                req,
                res,
                QueryParams.of(req)
                        .page(agents.all(), agent -> new Cursor(agent.createdAt(), agent.id())),
                AgentJson::of);
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, AgentJson.of(agent(req)));
    }

    private void create(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        AgentInput draft = AgentInput.read(JsonBody.of(req));
        Agent made =
                db.tx(
                        tx -> {
                            Agent agent = agents.create(tx, draft);
                            audit.record(tx, staff, "agent.created", agent.id(), named(agent));
                            return agent;
                        });
        Responses.created(res, AgentJson.of(made));
    }

    private void change(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Agent agent = agent(req);
        AgentInput draft = AgentInput.of(agent).changed(JsonBody.of(req));
        Agent changed =
                db.tx(
                        tx -> {
                            Agent now = agents.change(tx, agent, draft);
                            audit.record(tx, staff, "agent.changed", now.id(), named(now));
                            return now;
                        });
        Responses.ok(req, res, AgentJson.of(changed));
    }

    private void delete(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Agent agent = agent(req);
        db.runTx(
                tx -> {
                    agents.delete(tx, agent);
                    audit.record(tx, staff, "agent.deleted", agent.id(), named(agent));
                });
        Responses.none(res);
    }

    private void copy(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Agent agent = agent(req);
        Agent made =
                db.tx(
                        tx -> {
                            Agent copy = agents.copy(tx, agent);
                            audit.record(tx, staff, "agent.created", copy.id(), named(copy));
                            return copy;
                        });
        Responses.created(res, AgentJson.of(made));
    }

    /// Answers as the agent would, shows from what, and stores nothing.
    private void test(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Agent agent = agent(req);
        JsonBody body = JsonBody.of(req);
        String message = body.text("message", 1, LONGEST_MESSAGE);
        body.check();
        Responses.ok(
                req,
                res,
                AgentJson.tried(
                        writing.write(Question.alone(agent, message), AnswerSink.UNWATCHED)));
    }

    private Agent agent(ServerRequest req) {
        return agents.find(PathParams.name(req, "id", "agent"))
                .orElseThrow(Problem.notFound("agent"));
    }

    private static Map<String, ?> named(Agent agent) {
        return Map.of("slug", agent.slug(), "name", agent.name());
    }
}
