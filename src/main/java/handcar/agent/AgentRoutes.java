package handcar.agent;

import handcar.account.Audit;
import handcar.account.Door;
import handcar.account.Role;
import handcar.account.Staff;
import handcar.db.Database;
import handcar.http.Answers;
import handcar.http.Body;
import handcar.http.Cursor;
import handcar.http.Paths;
import handcar.http.Problem;
import handcar.http.Query;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.Map;

/// Agents over HTTP: see them, change them, try them.
public final class AgentRoutes implements HttpService {
    /// As long as a customer's message may be.
    private static final int LONGEST_MESSAGE = 10_000;

    private final Database db;
    private final Agents agents;
    private final Writing writing;
    private final Audit audit;
    private final Door door;

    public AgentRoutes(Database db, Agents agents, Writing writing, Audit audit, Door door) {
        this.db = db;
        this.agents = agents;
        this.writing = writing;
        this.audit = audit;
        this.door = door;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/agents", door.staff(this::list));
        rules.post("/api/v1/agents", door.staff(Role.ADMIN, this::create));
        rules.get("/api/v1/agents/{id}", door.staff(this::show));
        rules.patch("/api/v1/agents/{id}", door.staff(Role.ADMIN, this::change));
        rules.put("/api/v1/agents/{id}", door.staff(Role.ADMIN, this::change));
        rules.delete("/api/v1/agents/{id}", door.staff(Role.ADMIN, this::delete));
        rules.post("/api/v1/agents/{id}/clone", door.staff(Role.ADMIN, this::copy));
        rules.post("/api/v1/agents/{id}/test", door.staff(this::test));
    }

    private void list(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.page(
                res,
                Query.of(req)
                        .page(agents.all(), agent -> new Cursor(agent.createdAt(), agent.id())),
                AgentJson::of);
    }

    private void show(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, AgentJson.of(agent(req)));
    }

    private void create(ServerRequest req, ServerResponse res, Staff staff) {
        AgentDraft draft = AgentDraft.read(Body.of(req));
        Agent made =
                db.tx(
                        tx -> {
                            Agent agent = agents.create(tx, draft);
                            audit.record(
                                    tx, staff, "agent.created", "agent", agent.id(), named(agent));
                            return agent;
                        });
        Answers.created(res, AgentJson.of(made));
    }

    private void change(ServerRequest req, ServerResponse res, Staff staff) {
        Agent agent = agent(req);
        AgentDraft draft = AgentDraft.of(agent).changed(Body.of(req));
        Agent changed =
                db.tx(
                        tx -> {
                            Agent now = agents.change(tx, agent, draft);
                            audit.record(tx, staff, "agent.changed", "agent", now.id(), named(now));
                            return now;
                        });
        Answers.ok(res, AgentJson.of(changed));
    }

    private void delete(ServerRequest req, ServerResponse res, Staff staff) {
        Agent agent = agent(req);
        db.tx(
                tx -> {
                    agents.delete(tx, agent);
                    audit.record(tx, staff, "agent.deleted", "agent", agent.id(), named(agent));
                    return true;
                });
        Answers.none(res);
    }

    private void copy(ServerRequest req, ServerResponse res, Staff staff) {
        Agent agent = agent(req);
        Agent made =
                db.tx(
                        tx -> {
                            Agent copy = agents.copy(tx, agent);
                            audit.record(
                                    tx, staff, "agent.created", "agent", copy.id(), named(copy));
                            return copy;
                        });
        Answers.created(res, AgentJson.of(made));
    }

    /// Answers as the agent would, tells from what, and stores nothing.
    private void test(ServerRequest req, ServerResponse res, Staff staff) {
        Agent agent = agent(req);
        Body body = Body.of(req);
        String message = body.text("message", 1, LONGEST_MESSAGE);
        body.check();
        Answers.ok(
                res, AgentJson.tried(writing.write(Question.alone(agent, message), Pieces.UNSEEN)));
    }

    private Agent agent(ServerRequest req) {
        return agents.find(Paths.name(req, "id", AgentRoutes::noAgent))
                .orElseThrow(AgentRoutes::noAgent);
    }

    private static Problem.NotFound noAgent() {
        return new Problem.NotFound("agent_not_found", "There is no such agent.");
    }

    private static Map<String, ?> named(Agent agent) {
        return Map.of("slug", agent.slug(), "name", agent.name());
    }
}
