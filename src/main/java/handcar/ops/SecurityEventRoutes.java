package handcar.ops;

import module java.base;

import handcar.audit.SecurityEvents;
import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.problem.Cursor;
import handcar.problem.Page;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What was refused to strangers, counted by hour and network.
public final class SecurityEventRoutes implements HttpService {
    private final Auth auth;
    private final SecurityEvents events;

    public SecurityEventRoutes(Auth auth, SecurityEvents events) {
        this.auth = auth;
        this.events = events;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/security-events", auth.admin(this::list));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        int limit = query.limit();
        Optional<String> kind = query.findText("kind", 50);
        Optional<Cursor> before = query.cursor();
        query.check();
        Responses.page(
                req,
                res,
                Page.of(
                        events.find(kind, before, limit + 1),
                        limit,
                        row -> new Cursor(row.hour(), row.id())),
                SecurityEventRoutes::json);
    }

    private static Map<String, Object> json(SecurityEvents.Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hour", row.hour().toString());
        json.put("kind", row.kind());
        json.put("network", row.network());
        json.put("count", row.count());
        json.put("last_at", row.last().toString());
        return json;
    }
}
