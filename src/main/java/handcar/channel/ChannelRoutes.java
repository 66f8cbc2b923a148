package handcar.channel;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.channel.MessageSender.Verified;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.net.TrustedHosts;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Our accounts at the providers, for administrators.
public final class ChannelRoutes implements HttpService {
    private final Auth auth;
    private final Database db;
    private final AuditLog audit;
    private final ChannelAccounts accounts;
    private final MessageSenders senders;
    private final ConnectedAccountInput form;
    private final ChannelJson json;

    /// @param agents finds an agent by slug or id
    /// @param trustedHosts private hosts that a typed address may name all the same
    /// @param publicUrl our own address as providers know it
    public ChannelRoutes(
            Auth auth,
            Database db,
            AuditLog audit,
            ChannelAccounts accounts,
            MessageSenders senders,
            Function<String, Optional<UUID>> agents,
            TrustedHosts trustedHosts,
            Optional<String> publicUrl) {
        this.auth = auth;
        this.db = db;
        this.audit = audit;
        this.accounts = accounts;
        this.senders = senders;
        this.form = new ConnectedAccountInput(agents, trustedHosts);
        this.json = new ChannelJson(publicUrl);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/channels", auth.admin(this::list));
        rules.get("/api/v1/channels/kinds", auth.admin(this::kinds));
        rules.get("/api/v1/channels/health", auth.staff(this::health));
        rules.post("/api/v1/channels", auth.admin(this::add));
        rules.get("/api/v1/channels/{id}", auth.admin(this::show));
        rules.patch("/api/v1/channels/{id}", auth.admin(this::change));
        rules.delete("/api/v1/channels/{id}", auth.admin(this::remove));
        rules.post("/api/v1/channels/{id}/verify", auth.admin(this::verify));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Map<String, AccountActivity> activity = AccountActivity.all(db);
        Responses.list(req, res, accounts.listed(), each -> shown(each, activity));
    }

    private void kinds(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.list(req, res, "kind", accounts.providers(), ChannelJson::kind);
    }

    private void health(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.list(req, res, AccountHealth.all(accounts, db), AccountHealth::json);
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, shown(find(req)));
    }

    private void add(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        ChannelProvider provider =
                body.findText("kind", 1, 40)
                        .flatMap(accounts::provider)
                        .orElseThrow(
                                () ->
                                        new Problem.BadFields(
                                                "kind", "must be one of " + kindNames()));
        ConnectedAccount input = form.added(UuidV7.next(), provider.schema(), body);
        ConnectedAccount added =
                db.tx(
                        tx ->
                                changed(
                                        tx,
                                        staff,
                                        "channel.added",
                                        accounts.store()
                                                .add(tx, input)
                                                .orElseThrow(ChannelRoutes::taken)));
        Responses.created(res, shown(added));
    }

    private void change(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = accountId(req);
        JsonBody body = JsonBody.of(req);
        ConnectedAccount changed =
                db.tx(
                        tx -> {
                            ConnectedAccount old = lock(tx, id);
                            AccountSchema schema = provider(old).schema();
                            return changed(
                                    tx,
                                    staff,
                                    "channel.changed",
                                    accounts.store()
                                            .change(tx, form.changed(old, schema, body))
                                            .orElseThrow(ChannelRoutes::taken));
                        });
        Responses.ok(req, res, shown(changed));
    }

    private void remove(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = accountId(req);
        db.runTx(
                tx -> {
                    changed(tx, staff, "channel.removed", lock(tx, id));
                    accounts.store().remove(tx, id);
                });
        Responses.none(res);
    }

    private void verify(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        ChannelAccount account = find(req).account();
        Verified verified =
                senders.of(account.kind()).orElseThrow(Problem.notFound("channel")).verify(account);
        Responses.ok(req, res, Map.of("ok", verified.ok(), "detail", verified.detail()));
    }

    private ConnectedAccount find(ServerRequest req) {
        return accounts.find(PathParams.text(req, "id")).orElseThrow(Problem.notFound("channel"));
    }

    private ConnectedAccount lock(Tx tx, UUID id) {
        return accounts.store().lock(tx, id).orElseThrow(Problem.notFound("channel"));
    }

    /// Notifies every process of a change and records it.
    private ConnectedAccount changed(
            Tx tx, StaffPrincipal staff, String action, ConnectedAccount changed) {
        ChannelAccount account = changed.account();
        UUID id = account.binding().orElseThrow();
        accounts.changed(tx, id);
        audit.record(
                tx,
                staff,
                action,
                id,
                Map.of(
                        "kind", account.kind(),
                        "account", account.id(),
                        "name", changed.name(),
                        "enabled", changed.enabled(),
                        "settings", account.settings(),
                        "secrets", account.secrets().keySet().stream().sorted().toList()));
        return changed;
    }

    private Map<String, Object> shown(ConnectedAccount account) {
        return shown(account, AccountActivity.all(db));
    }

    private Map<String, Object> shown(
            ConnectedAccount account, Map<String, AccountActivity> activity) {
        return json.account(
                account, provider(account), AccountActivity.of(account.account(), activity));
    }

    private ChannelProvider provider(ConnectedAccount account) {
        return accounts.provider(account.kind()).orElseThrow(Problem.notFound("channel"));
    }

    private String kindNames() {
        return String.join(", ", accounts.providers().stream().map(ChannelProvider::kind).toList());
    }

    /// The environment's accounts have no row.
    private static UUID accountId(ServerRequest req) {
        return PathParams.findUuid(PathParams.text(req, "id"))
                .orElseThrow(
                        () ->
                                new Problem.NotFound(
                                        "channel_not_found",
                                        "There is no such channel, or it comes from the environment"
                                                + " and is changed there."));
    }

    private static Problem.Conflict taken() {
        return new Problem.Conflict(
                "channel_exists", "This account is connected already. Change that channel.");
    }
}
