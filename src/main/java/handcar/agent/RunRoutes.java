package handcar.agent;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.chat.Conversations;
import handcar.db.Database;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes of the evidence behind answers.
public final class RunRoutes implements HttpService {
    private final Auth auth;
    private final Conversations conversations;
    private final RunStore runs;

    public RunRoutes(Auth auth, Conversations conversations, Database db) {
        this.auth = auth;
        this.conversations = conversations;
        this.runs = new RunStore(db);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/conversations/{id}/runs", auth.staff(this::list));
        rules.get("/api/v1/runs/{id}", auth.staff(this::show));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = conversations.get(PathParams.uuid(req, "id", "conversation")).id();
        Responses.list(req, res, runs.of(id), run -> run);
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(
                req,
                res,
                runs.find(PathParams.uuid(req, "id", "run")).orElseThrow(Problem.notFound("run")));
    }
}
