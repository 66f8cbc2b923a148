package handcar.auth;

import module java.base;

import handcar.audit.AuditLog;
import handcar.db.Database;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.problem.Cursor;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Creates, lists and revokes API keys.
public final class ApiKeyRoutes implements HttpService {
    private static final int MOST_PER_MINUTE = 1_000_000;
    private static final double MOST_USD = 1_000_000;

    private final Auth auth;
    private final Database db;
    private final ApiKeys keys;
    private final AuditLog audit;

    public ApiKeyRoutes(Auth auth, Database db, ApiKeys keys, AuditLog audit) {
        this.auth = auth;
        this.db = db;
        this.keys = keys;
        this.audit = audit;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/api-keys", auth.admin(this::list));
        rules.post("/api/v1/api-keys", auth.admin(this::make));
        rules.delete("/api/v1/api-keys/{id}", auth.admin(this::revoke));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.page(
                req,
                res,
                QueryParams.of(req)
                        .page(keys.all(), all -> new Cursor(all.key().createdAt(), all.key().id())),
                AuthJson::key);
    }

    private void make(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        String name = body.text("name", 1, 100);
        Set<ApiKeyScope> scopes = scopes(body);
        Optional<String> agent = body.findText("agent", 1, 100);
        Optional<Instant> expiresAt = body.findInstant("expires_at");
        if (expiresAt.filter(end -> !end.isAfter(Instant.now())).isPresent()) {
            body.fault("expires_at", "must be in the future");
        }
        ApiKeyLimits limits = limits(body);
        body.check();
        ApiKeys.NewApiKey made =
                db.tx(
                        tx -> {
                            ApiKeys.NewApiKey key =
                                    keys.make(tx, staff, name, scopes, agent, expiresAt, limits);
                            audit.record(
                                    tx,
                                    staff,
                                    "api_key.made",
                                    key.key().id(),
                                    Map.of(
                                            "name",
                                            name,
                                            "scopes",
                                            scopes.stream().map(ApiKeyScope::wire).toList()));
                            return key;
                        });
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
        Responses.created(res, AuthJson.made(made));
    }

    private void revoke(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = PathParams.uuid(req, "id", "API key");
        db.runTx(
                tx -> {
                    String name = keys.revoke(tx, id).orElseThrow(Problem.notFound("API key"));
                    audit.record(tx, staff, "api_key.revoked", id, Map.of("name", name));
                });
        Responses.none(res);
    }

    private static Set<ApiKeyScope> scopes(JsonBody body) {
        Set<ApiKeyScope> scopes = EnumSet.noneOf(ApiKeyScope.class);
        for (String text : body.texts("scopes", ApiKeyScope.values().length, 20)) {
            Arrays.stream(ApiKeyScope.values())
                    .filter(scope -> scope.wire().equals(text))
                    .findFirst()
                    .ifPresentOrElse(
                            scopes::add,
                            () -> body.fault("scopes", "must be some of gateway, chat, staff"));
        }
        if (scopes.isEmpty()) {
            body.fault("scopes", "must name at least one of gateway, chat, staff");
        }
        return scopes;
    }

    private static ApiKeyLimits limits(JsonBody body) {
        OptionalLong perMinute = body.findInteger("requests_per_minute", 1, MOST_PER_MINUTE);
        return new ApiKeyLimits(
                perMinute.isPresent() ? Optional.of((int) perMinute.getAsLong()) : Optional.empty(),
                body.findReal("monthly_budget_usd", 0, MOST_USD).map(ApiKeyRoutes::micro),
                body.findReal("total_budget_usd", 0, MOST_USD).map(ApiKeyRoutes::micro));
    }

    private static long micro(double usd) {
        return Math.round(usd * 1_000_000);
    }
}
