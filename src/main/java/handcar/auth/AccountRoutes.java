package handcar.auth;

import module java.base;

import handcar.auth.Invitations.Invitation;
import handcar.auth.Invitations.Invited;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// How somebody comes to an account, and back into it: invitations, new passwords, and codes by mail. What strangers ask for is
/// answered alike, whether there is such an account or not.
public final class AccountRoutes implements HttpService {
    private static final String INVITATIONS = "/api/v1/auth/invitations";
    private static final String RESET = "/api/v1/auth/password-reset";
    private static final int LONGEST_CODE = 200;

    private final Auth auth;
    private final Invitations invitations;
    private final StaffMailJob mails;
    private final LoginMethods methods;
    private final Users users;
    private final AuthRoutes log;

    /// @param log answers who has logged in
    public AccountRoutes(
            Auth auth,
            Invitations invitations,
            StaffMailJob mails,
            LoginMethods methods,
            Users users,
            AuthRoutes log) {
        this.auth = auth;
        this.invitations = invitations;
        this.mails = mails;
        this.methods = methods;
        this.users = users;
        this.log = log;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/auth/methods", auth.open(this::methods));
        rules.get(INVITATIONS, auth.owner(this::list));
        rules.post(INVITATIONS, auth.owner(this::invite));
        rules.delete(INVITATIONS + "/{id}", auth.owner(this::remove));
        rules.post(INVITATIONS + "/accept", auth.open(this::accept));
        rules.post(
                RESET, auth.open((req, res) -> mail(req, res, MailedCodes.Purpose.PASSWORD_RESET)));
        rules.post(RESET + "/confirm", auth.open(this::reset));
        rules.post(
                "/api/v1/auth/email-code",
                auth.open((req, res) -> mail(req, res, MailedCodes.Purpose.LOG_IN)));
    }

    private void methods(ServerRequest req, ServerResponse res) {
        Responses.ok(req, res, Map.of("password", true, "email", mails.canSend()));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.list(req, res, invitations.open(), AccountRoutes::json);
    }

    private void invite(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        String email = AuthRoutes.email(body);
        String name = body.findName("name", 100).orElse(email);
        Role role = body.findOneOf("role", Role.class).orElse(Role.AGENT);
        auth.reauthenticate(req, body, staff);
        Invited made = invitations.invite(staff, email, name, role);
        Map<String, Object> shape = json(made.invitation());
        shape.put("mailed", made.link().isEmpty());
        made.link().ifPresent(link -> shape.put("link", link));
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
        Responses.created(res, shape);
    }

    private void remove(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        invitations.remove(staff, PathParams.uuid(req, "id", "invitation"));
        Responses.none(res);
    }

    private void accept(ServerRequest req, ServerResponse res) {
        JsonBody body = JsonBody.of(req);
        String code = body.text("code", 1, LONGEST_CODE);
        Optional<String> name = body.findName("name", 100);
        String password = body.text("password", PasswordHasher.SHORTEST, PasswordHasher.LONGEST);
        body.check();
        LoginSource from = log.source(req);
        log.opened(
                req,
                res,
                invitations.accept(
                        code, name, password, (tx, user) -> methods.welcome(tx, user, from)));
    }

    /// The same answer, as fast, for every address: the account is looked up by the job that mails.
    private void mail(ServerRequest req, ServerResponse res, MailedCodes.Purpose purpose) {
        JsonBody body = JsonBody.of(req);
        String email = AuthRoutes.email(body);
        body.check();
        if (!mails.canSend()) {
            throw new Problem.Conflict(
                    "no_mail", "No mail server is set here. An owner can set a new password.");
        }
        users.limitMails(email, log.source(req).address());
        mails.sendCode(purpose, email);
        Responses.accepted(
                res,
                Map.of(
                        "message",
                        "If there is an account with this address, a mail is on its way."));
    }

    private void reset(ServerRequest req, ServerResponse res) {
        JsonBody body = JsonBody.of(req);
        String code = body.text("code", 1, LONGEST_CODE);
        String next = body.text("new_password", PasswordHasher.SHORTEST, PasswordHasher.LONGEST);
        body.check();
        users.resetPassword(code, next);
        Responses.none(res);
    }

    private static Map<String, Object> json(Invitation one) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", one.id().toString());
        shape.put("email", one.email());
        shape.put("name", one.name());
        shape.put("role", one.role().wire());
        shape.put("invited_by", one.invitedBy());
        shape.put("created_at", one.createdAt().toString());
        shape.put("expires_at", one.expiresAt().toString());
        return shape;
    }
}
