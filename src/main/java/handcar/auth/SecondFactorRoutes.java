package handcar.auth;

import module java.base;

import handcar.audit.AuditLog;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.http.ClientAddress;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

/// Sets up one's second factor, takes away somebody's whose device is lost, and says which roles must have one.
public final class SecondFactorRoutes implements HttpService {
    private static final String PATH = "/api/v1/auth/totp";
    private static final String RULES = "/api/v1/auth/rules";
    private static final int LONGEST_CODE = 40;

    private final Auth auth;
    private final Database db;
    private final AuditLog audit;
    private final SecondFactors factors;
    private final Users users;
    private final ClientAddress clients;

    /// What is asked for.
    private enum Action {
        ENROL,
        CONFIRM,
        RECOVERY_CODES
    }

    public SecondFactorRoutes(
            Auth auth,
            Database db,
            AuditLog audit,
            SecondFactors factors,
            Users users,
            ClientAddress clients) {
        this.auth = auth;
        this.db = db;
        this.audit = audit;
        this.factors = factors;
        this.users = users;
        this.clients = clients;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, auth.anyStaff(this::show));
        rules.post(PATH, auth.anyStaff(this::act));
        rules.delete(PATH, auth.anyStaff(this::remove));
        rules.delete("/api/v1/users/{id}/totp", auth.owner(this::removeLost));
        rules.get(RULES, auth.owner(this::rules));
        rules.put(RULES, auth.owner(this::demand));
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        // a program and the admin token have none
        SecondFactors.State state =
                staff.userId()
                        .map(factors::state)
                        .orElse(new SecondFactors.State(Optional.empty(), 0, false));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("enabled", state.since().isPresent());
        body.put("enabled_at", text(state.since()));
        body.put("required", state.required());
        body.put("recovery_codes_left", state.recoveryCodes());
        Responses.ok(req, res, body);
    }

    private void act(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        Action action = body.oneOf("action", Action.ENROL);
        Optional<String> code = body.findText("code", 1, LONGEST_CODE);
        if (action != Action.ENROL && code.isEmpty()) {
            body.fault("code", "is needed: the six digits that the app shows");
        }
        if (action == Action.ENROL) {
            auth.reauthenticate(req, body, staff);
        } else {
            body.allow(Reauthentication.FIELD);
            body.check();
        }
        String address = clients.address(req);
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
        switch (action) {
            case ENROL -> Responses.created(res, enrol(staff));
            case CONFIRM -> Responses.ok(req, res, confirm(staff, code.orElseThrow(), address));
            case RECOVERY_CODES ->
                    Responses.ok(req, res, renew(staff, code.orElseThrow(), address));
        }
    }

    private Map<String, Object> enrol(StaffPrincipal staff) {
        UUID user = person(staff);
        var secret = db.tx(tx -> factors.offer(tx, user));
        return Map.of("secret", secret.reveal(), "uri", Totp.uri(secret, staff.email()));
    }

    private Map<String, Object> confirm(StaffPrincipal staff, String code, String address) {
        return once(
                staff, address, "user.totp_enabled", (tx, user) -> factors.confirm(tx, user, code));
    }

    private Map<String, Object> renew(StaffPrincipal staff, String code, String address) {
        return once(
                staff,
                address,
                "user.recovery_codes_made",
                (tx, user) ->
                        factors.accept(tx, user, code)
                                ? Optional.of(factors.renewRecoveryCodes(tx, user))
                                : Optional.empty());
    }

    private Map<String, Object> once(
            StaffPrincipal staff,
            String address,
            String action,
            BiFunction<Tx, UUID, Optional<List<String>>> step) {
        UUID user = person(staff);
        return Map.of(
                "recovery_codes",
                users.guess(
                        staff,
                        "totp " + user,
                        address,
                        "code",
                        tx -> {
                            Optional<List<String>> codes = step.apply(tx, user);
                            codes.ifPresent(_ -> audit.record(tx, staff, action, user));
                            return codes;
                        }));
    }

    /// Needs a code as well: who only found a page open must not take the second factor away.
    private void remove(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        String code = body.text("code", 1, LONGEST_CODE);
        body.check();
        UUID user = person(staff);
        boolean _ =
                users.guess(
                        staff,
                        "totp " + user,
                        clients.address(req),
                        "code",
                        tx -> {
                            boolean right = factors.accept(tx, user, code);
                            if (right) {
                                boolean _ = factors.remove(tx, user);
                                audit.record(tx, staff, "user.totp_removed", user);
                            }
                            return Optional.of(right).filter(Boolean::booleanValue);
                        });
        Responses.none(res);
    }

    /// For who has lost the device and the recovery codes; their sessions end.
    private void removeLost(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID user = PathParams.uuid(req, "id", "user");
        auth.reauthenticate(req, JsonBody.ifAny(req), staff);
        db.runTx(
                tx -> {
                    if (!factors.remove(tx, user)) {
                        throw Problem.notFound("second factor").get();
                    }
                    UserStore.revokeSessions(tx, user, staff.session());
                    audit.record(tx, staff, "user.totp_removed", user);
                });
        Responses.none(res);
    }

    private void rules(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, shown());
    }

    private void demand(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        List<String> names = body.texts("totp_roles", Role.values().length, 20);
        List<Role> roles =
                Arrays.stream(Role.values()).filter(role -> names.contains(role.wire())).toList();
        if (!body.has("totp_roles") || roles.size() < names.stream().distinct().count()) {
            body.fault("totp_roles", "must be some of viewer, agent, admin, owner");
        }
        auth.reauthenticate(req, body, staff);
        db.runTx(
                tx -> {
                    factors.demand(tx, roles);
                    List<String> wires = roles.stream().map(Role::wire).toList();
                    audit.record(tx, staff, "login_rules.changed", "", Map.of("totp_roles", wires));
                });
        Responses.ok(req, res, shown());
    }

    private Map<String, Object> shown() {
        return Map.of("totp_roles", factors.demanded().stream().map(Role::wire).toList());
    }

    private static UUID person(StaffPrincipal staff) {
        return staff.userId()
                .orElseThrow(
                        () ->
                                new Problem.Forbidden(
                                        "no_password", "Only people have a second factor."));
    }

    private static @Nullable String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }
}
