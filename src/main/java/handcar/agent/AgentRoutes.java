package handcar.agent;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.Role;
import handcar.auth.StaffPrincipal;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.problem.Cursor;
import handcar.problem.Problem;
import handcar.rag.CitationVerifier;

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
    private final CitationVerifier citations;
    private final AuditLog audit;
    private final Auth auth;

    public AgentRoutes(
            Database db,
            Agents agents,
            AnswerGenerator writing,
            CitationVerifier citations,
            AuditLog audit,
            Auth auth) {
        this.db = db;
        this.agents = agents;
        this.writing = writing;
        this.citations = citations;
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
        rules.post("/api/v1/agents/{id}/test", auth.staff(Role.VIEWER, this::test));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.page(
                req,
                res,
                QueryParams.of(req)
                        .page(agents.all(), agent -> new Cursor(agent.createdAt(), agent.id())),
                Agent::json);
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, agent(req).json());
    }

    private void create(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Agent wanted = AgentInput.create(JsonBody.of(req));
        Responses.created(res, store(staff, "created", tx -> agents.create(tx, wanted)).json());
    }

    private void change(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Agent wanted = AgentInput.change(agent(req), JsonBody.of(req));
        Responses.ok(req, res, store(staff, "changed", tx -> agents.change(tx, wanted)).json());
    }

    private void delete(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Agent agent = agent(req);
        store(staff, "deleted", tx -> agents.delete(tx, agent));
        Responses.none(res);
    }

    private void copy(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Agent agent = agent(req);
        Responses.created(res, store(staff, "created", tx -> agents.copy(tx, agent)).json());
    }

    /// Takes a step and records it in the audit log, in one transaction.
    private Agent store(StaffPrincipal staff, String action, Function<Tx, Agent> step) {
        return db.tx(
                tx -> {
                    Agent agent = step.apply(tx);
                    audit.record(
                            tx,
                            staff,
                            "agent." + action,
                            agent.id(),
                            Map.of("slug", agent.slug(), "name", agent.name()));
                    return agent;
                });
    }

    /// Answers as the agent would, shows from what, and stores nothing.
    private void test(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Agent agent = agent(req);
        JsonBody body = JsonBody.of(req);
        String message = body.text("message", 1, LONGEST_MESSAGE);
        body.check();
        Question question = Question.alone(agent, message);
        GeneratedAnswer answer = writing.write(question, AnswerSink.UNWATCHED);
        Responses.ok(req, res, answer.paged(citations, db).json());
    }

    private Agent agent(ServerRequest req) {
        return agents.find(PathParams.name(req, "id", "agent"))
                .orElseThrow(Problem.notFound("agent"));
    }
}
