package handcar.ops.gateway;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.db.Database;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.llm.cost.ModelUsage;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What the calls of models used and cost.
public final class UsageRoutes implements HttpService {
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Set<String> GROUPS =
            Set.of("day", "model", "key", "agent", "channel", "conversation");

    private final Auth auth;
    private final Database db;

    public UsageRoutes(Auth auth, Database db) {
        this.auth = auth;
        this.db = db;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/usage", auth.staff(this::usage));
    }

    private void usage(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        String group = query.findText("group", 20).orElse("day");
        Instant to = query.findInstant("to").orElseGet(Instant::now);
        Instant from = query.findInstant("from").orElseGet(() -> to.minus(USUAL));
        query.check();
        if (!GROUPS.contains(group)) {
            throw new Problem.BadFields("group", "must be one of " + String.join(", ", GROUPS));
        }
        List<Map<String, Object>> rows =
                db.named("ops.usage")
                        .with("group", group)
                        .with("from", from)
                        .with("to", to)
                        .list(ModelUsage::json);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("group", group);
        body.put("from", from.toString());
        body.put("to", to.toString());
        body.put("data", rows);
        Responses.ok(req, res, body);
    }
}
