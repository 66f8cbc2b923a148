package handcar.ops.gateway;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.json.JsonView;
import handcar.llm.cost.PriceList;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Providers, names and prices of models that staff set for the model gateway. Keys of providers are never shown.
public final class GatewaySettingRoutes implements HttpService {
    private final Auth auth;
    private final Database db;
    private final AuditLog audit;
    private final GatewaySettingStore store;
    private final Runnable changed;

    /// @param changed tells the gateway of this replica; others notice within seconds
    public GatewaySettingRoutes(
            Auth auth, Database db, AuditLog audit, GatewaySettingStore store, Runnable changed) {
        this.auth = auth;
        this.db = db;
        this.audit = audit;
        this.store = store;
        this.changed = changed;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/providers", auth.admin(list(GatewaySettingKind.PROVIDER)));
        rules.post("/api/v1/providers", auth.admin(add(GatewaySettingKind.PROVIDER)));
        rules.get("/api/v1/providers/{id}", auth.admin(get(GatewaySettingKind.PROVIDER)));
        rules.patch("/api/v1/providers/{id}", auth.admin(change(GatewaySettingKind.PROVIDER)));
        rules.delete("/api/v1/providers/{id}", auth.admin(remove(GatewaySettingKind.PROVIDER)));
        rules.get("/api/v1/model-aliases", auth.admin(list(GatewaySettingKind.ALIAS)));
        rules.post("/api/v1/model-aliases", auth.admin(add(GatewaySettingKind.ALIAS)));
        rules.get("/api/v1/model-aliases/{id}", auth.admin(get(GatewaySettingKind.ALIAS)));
        rules.patch("/api/v1/model-aliases/{id}", auth.admin(change(GatewaySettingKind.ALIAS)));
        rules.delete("/api/v1/model-aliases/{id}", auth.admin(remove(GatewaySettingKind.ALIAS)));
        rules.get("/api/v1/prices", auth.admin(this::prices));
        rules.post("/api/v1/prices", auth.admin(add(GatewaySettingKind.PRICE)));
        rules.get("/api/v1/prices/{id}", auth.admin(get(GatewaySettingKind.PRICE)));
        rules.patch("/api/v1/prices/{id}", auth.admin(change(GatewaySettingKind.PRICE)));
        rules.delete("/api/v1/prices/{id}", auth.admin(remove(GatewaySettingKind.PRICE)));
    }

    private Auth.CallerHandler<StaffPrincipal> list(GatewaySettingKind kind) {
        return (req, res, staff) -> Responses.list(req, res, store.all(kind), row -> row);
    }

    private Auth.CallerHandler<StaffPrincipal> get(GatewaySettingKind kind) {
        return (req, res, staff) -> Responses.ok(req, res, store.get(kind, id(req, kind)));
    }

    /// The prices that staff set, and the list that comes with this version with the day of which it is.
    private void prices(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Page<Map<String, Object>> page =
                QueryParams.of(req)
                        .pageOrAll(
                                store.all(GatewaySettingKind.PRICE),
                                price -> Cursor.named(String.valueOf(price.get("id"))));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", page.rows());
        body.put("next", page.next().map(Cursor::text).orElse(null));
        body.put(
                "built_in",
                Map.of(
                        "date", PriceList.date().toString(),
                        "models", PriceList.TABLE.keySet().stream().sorted().toList()));
        Responses.ok(req, res, body);
    }

    private Auth.CallerHandler<StaffPrincipal> add(GatewaySettingKind kind) {
        return (req, res, staff) -> {
            JsonBody body = JsonBody.of(req);
            String name = kind.name(body);
            Map<String, Object> fields = kind.fields(body, true);
            Map<String, Secret> secrets = kind.secrets(body, true);
            refuseCircle(kind, name, fields, body);
            body.check();
            UUID id = UuidV7.next();
            Map<String, Object> made =
                    recorded(
                            staff,
                            kind,
                            "added",
                            id,
                            name,
                            tx ->
                                    store.add(tx, kind, id, name, fields, secrets)
                                            .orElseThrow(() -> taken(kind)));
            Responses.created(res, made);
        };
    }

    private void refuseCircle(
            GatewaySettingKind kind, String name, Map<String, Object> fields, JsonBody body) {
        if (kind != GatewaySettingKind.ALIAS) {
            return;
        }
        Map<String, List<String>> aliases = new HashMap<>();
        for (Map<String, Object> each : store.all(kind)) {
            aliases.put(String.valueOf(each.get(kind.nameField())), targets(each));
        }
        aliases.put(name, targets(fields));
        new AliasCircle(aliases)
                .from(name)
                .ifPresent(way -> body.fault("targets", "lead back to the alias: " + way));
    }

    private static List<String> targets(Map<String, Object> fields) {
        return new JsonView(fields)
                .at("targets")
                .each()
                .flatMap(target -> target.text().stream())
                .toList();
    }

    /// Changes something, with its line in the audit log.
    private Map<String, Object> recorded(
            StaffPrincipal staff,
            GatewaySettingKind kind,
            String action,
            UUID id,
            String name,
            Function<Tx, Map<String, Object>> change) {
        Map<String, Object> now =
                db.tx(
                        tx -> {
                            Map<String, Object> json = change.apply(tx);
                            record(tx, staff, kind, action, id, name);
                            return json;
                        });
        changed.run();
        return now;
    }

    private void record(
            Tx tx,
            StaffPrincipal staff,
            GatewaySettingKind kind,
            String action,
            UUID id,
            String name) {
        audit.record(tx, staff, "gateway_" + kind.wire() + "." + action, id, Map.of("name", name));
    }

    private static Problem taken(GatewaySettingKind kind) {
        return new Problem.Conflict(
                kind.wire() + "_exists",
                "There is one by this " + kind.nameField() + " already. Change it instead.");
    }

    private Auth.CallerHandler<StaffPrincipal> change(GatewaySettingKind kind) {
        return (req, res, staff) -> {
            UUID id = id(req, kind);
            Map<String, Object> old = store.get(kind, id);
            JsonBody body = JsonBody.of(req);
            Map<String, Object> fields = kind.fields(body, false);
            Map<String, Secret> secrets = kind.secrets(body, false);
            Object url = fields.getOrDefault("base_url", "");
            if (fields.containsKey("base_url")
                    && !url.equals(old.get("base_url"))
                    && secrets.isEmpty()) {
                body.fault("keys", "are needed again, since the address changes");
            }
            String name = String.valueOf(old.get(kind.nameField()));
            refuseCircle(kind, name, fields, body);
            body.check();
            Map<String, Object> now =
                    recorded(
                            staff,
                            kind,
                            "changed",
                            id,
                            name,
                            tx ->
                                    store.change(tx, kind, id, name, fields, secrets)
                                            .orElseThrow(Problem.notFound(kind.wire())));
            Responses.ok(req, res, now);
        };
    }

    private Auth.CallerHandler<StaffPrincipal> remove(GatewaySettingKind kind) {
        return (req, res, staff) -> {
            UUID id = id(req, kind);
            db.runTx(
                    tx -> {
                        String name =
                                store.remove(tx, kind, id)
                                        .orElseThrow(Problem.notFound(kind.wire()));
                        record(tx, staff, kind, "removed", id, name);
                    });
            changed.run();
            Responses.none(res);
        };
    }

    private static UUID id(ServerRequest req, GatewaySettingKind kind) {
        return PathParams.uuid(req, "id", kind.wire());
    }
}
