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

/// Creates, lists, changes and revokes API keys.
public final class ApiKeyRoutes implements HttpService {
    private static final int MOST_PER_MINUTE = 1_000_000;
    private static final int MOST_TOKENS = 1_000_000_000;
    private static final int MOST_MODELS = 100;
    private static final int MOST_SECONDS = 31_536_000;
    private static final double MOST_USD = 1_000_000;

    private final Auth auth;
    private final Database db;
    private final ApiKeys keys;
    private final AuditLog audit;
    private final Function<String, Optional<UUID>> agents;

    /// @param agents an agent's id by its slug or id
    public ApiKeyRoutes(
            Auth auth,
            Database db,
            ApiKeys keys,
            AuditLog audit,
            Function<String, Optional<UUID>> agents) {
        this.auth = auth;
        this.db = db;
        this.keys = keys;
        this.audit = audit;
        this.agents = agents;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/api-keys", auth.admin(this::list));
        rules.post("/api/v1/api-keys", auth.admin(this::make));
        rules.patch("/api/v1/api-keys/{id}", auth.admin(this::change));
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
        String name = body.name("name", 100);
        Set<ApiKeyScope> scopes = scopes(body);
        Optional<UUID> agent = agent(body, scopes);
        Optional<Instant> expiresAt = body.findInstant("expires_at");
        if (expiresAt.filter(end -> !end.isAfter(Instant.now())).isPresent()) {
            body.fault("expires_at", "must be in the future");
        }
        ApiKeyLimits limits = limits(body, ApiKeyLimits.NONE);
        auth.reauthenticate(req, body, staff);
        ApiKeys.NewApiKey made =
                db.tx(
                        tx -> {
                            ApiKeys.NewApiKey key =
                                    keys.make(
                                            tx,
                                            staff,
                                            name,
                                            scopes,
                                            agent.map(UUID::toString),
                                            expiresAt,
                                            limits);
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

    private void change(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = PathParams.uuid(req, "id", "API key");
        ApiKeys.KeyWithCost old =
                keys.all().stream()
                        .filter(each -> each.key().id().equals(id))
                        .findFirst()
                        .orElseThrow(Problem.notFound("API key"));
        JsonBody body = JsonBody.of(req);
        if (body.has("scopes")) {
            body.fault("scopes", "cannot be changed; make another key");
        }
        String name = body.findName("name", 100).orElse(old.key().name());
        ApiKeyLimits limits = limits(body, old.key().limits());
        auth.reauthenticate(req, body, staff);
        ApiKey now =
                db.tx(
                        tx -> {
                            ApiKey key =
                                    keys.change(tx, id, name, limits)
                                            .orElseThrow(Problem.notFound("API key"));
                            audit.record(tx, staff, "api_key.changed", id, Map.of("name", name));
                            return key;
                        });
        Responses.ok(
                req,
                res,
                AuthJson.key(
                        new ApiKeys.KeyWithCost(now, old.monthMicroUsd(), old.everMicroUsd())));
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

    /// The only agent with which the key begins conversations. What else a key does is not bound to one.
    private Optional<UUID> agent(JsonBody body, Set<ApiKeyScope> scopes) {
        Optional<String> wanted = body.findText("agent", 1, 100);
        if (wanted.isPresent() && !scopes.contains(ApiKeyScope.CHAT)) {
            body.fault("agent", "is for keys of the scope chat");
        } else if (wanted.isPresent() && scopes.contains(ApiKeyScope.STAFF)) {
            body.fault("agent", "does not bind a key of the scope staff; make two keys");
        }
        Optional<UUID> found = wanted.flatMap(agents);
        if (wanted.isPresent() && found.isEmpty()) {
            body.fault("agent", "is not known");
        }
        return found;
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

    /// The limits in a body; those that it does not mention stay as they were, and null takes one away.
    private static ApiKeyLimits limits(JsonBody body, ApiKeyLimits old) {
        return new ApiKeyLimits(
                whole(body, "requests_per_minute", MOST_PER_MINUTE, old.requestsPerMinute()),
                whole(body, "tokens_per_minute", MOST_TOKENS, old.tokensPerMinute()),
                usd(body, "monthly_budget_usd", old.monthlyMicroUsd()),
                usd(body, "total_budget_usd", old.totalMicroUsd()),
                body.mentions("allowed_models")
                        ? body.texts("allowed_models", MOST_MODELS, 200)
                        : old.allowedModels(),
                whole(body, "cache_seconds", MOST_SECONDS, old.cacheSeconds()));
    }

    private static Optional<Integer> whole(
            JsonBody body, String field, int most, Optional<Integer> old) {
        if (!body.mentions(field)) {
            return old;
        }
        OptionalLong found = body.findInteger(field, 1, most);
        return found.isPresent() ? Optional.of((int) found.getAsLong()) : Optional.empty();
    }

    private static Optional<Long> usd(JsonBody body, String field, Optional<Long> old) {
        return body.mentions(field)
                ? body.findReal(field, 0, MOST_USD).map(ApiKeyRoutes::micro)
                : old;
    }

    private static long micro(double usd) {
        return Math.round(usd * 1_000_000);
    }
}
