package handcar.account;

import handcar.db.Database;
import handcar.http.Answers;
import handcar.http.Body;
import handcar.http.Cursor;
import handcar.http.Paths;
import handcar.http.Problem;
import handcar.http.Query;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// Keys for programs.
public final class KeyRoutes implements HttpService {
    private static final int MOST_PER_MINUTE = 1_000_000;
    private static final double MOST_USD = 1_000_000;

    private final Door door;
    private final Database db;
    private final ApiKeys keys;
    private final Audit audit;

    public KeyRoutes(Door door, Database db, ApiKeys keys, Audit audit) {
        this.door = door;
        this.db = db;
        this.keys = keys;
        this.audit = audit;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/api-keys", door.admin(this::list));
        rules.post("/api/v1/api-keys", door.admin(this::make));
        rules.delete("/api/v1/api-keys/{id}", door.admin(this::revoke));
    }

    private void list(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.page(
                res,
                Query.of(req)
                        .page(keys.all(), all -> new Cursor(all.key().createdAt(), all.key().id())),
                AccountJson::key);
    }

    private void make(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.of(req);
        String name = body.text("name", 1, 100);
        Set<Scope> scopes = scopes(body);
        Optional<String> agent = body.findText("agent", 1, 100);
        Optional<Instant> expiresAt = body.findInstant("expires_at");
        if (expiresAt.filter(end -> !end.isAfter(Instant.now())).isPresent()) {
            body.fault("expires_at", "must be in the future");
        }
        KeyLimits limits = limits(body);
        body.check();
        ApiKeys.Made made =
                db.tx(
                        tx -> {
                            ApiKeys.Made key =
                                    keys.make(tx, staff, name, scopes, agent, expiresAt, limits);
                            audit.record(
                                    tx,
                                    staff,
                                    "api_key.made",
                                    "api_key",
                                    key.key().id(),
                                    Map.of(
                                            "name",
                                            name,
                                            "scopes",
                                            scopes.stream().map(Scope::wire).toList()));
                            return key;
                        });
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
        Answers.created(res, AccountJson.made(made));
    }

    private void revoke(ServerRequest req, ServerResponse res, Staff staff) {
        UUID id = Paths.uuid(req, "id", KeyRoutes::noKey);
        db.tx(
                tx -> {
                    String name = keys.revoke(tx, id).orElseThrow(KeyRoutes::noKey);
                    audit.record(tx, staff, "api_key.revoked", "api_key", id, Map.of("name", name));
                    return true;
                });
        Answers.none(res);
    }

    private static Set<Scope> scopes(Body body) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String text : body.texts("scopes", Scope.values().length, 20)) {
            Arrays.stream(Scope.values())
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

    private static KeyLimits limits(Body body) {
        OptionalLong perMinute = body.findInteger("requests_per_minute", 1, MOST_PER_MINUTE);
        return new KeyLimits(
                perMinute.isPresent() ? Optional.of((int) perMinute.getAsLong()) : Optional.empty(),
                body.findReal("monthly_budget_usd", 0, MOST_USD).map(KeyRoutes::micro),
                body.findReal("total_budget_usd", 0, MOST_USD).map(KeyRoutes::micro));
    }

    private static long micro(double usd) {
        return Math.round(usd * 1_000_000);
    }

    private static Problem.NotFound noKey() {
        return new Problem.NotFound("api_key_not_found", "There is no such API key.");
    }
}
