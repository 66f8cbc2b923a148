package handcar.channel;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.channel.AccountActivity.Seen;
import handcar.channel.MessageSender.Verified;
import handcar.db.Database;
import handcar.db.UuidV7;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Our accounts at the providers, for those who run the installation.
public final class ChannelRoutes implements HttpService {
    private final Auth auth;
    private final Database db;
    private final AuditLog audit;
    private final ChannelAccounts accounts;
    private final MessageSenders senders;
    private final ConnectedAccountInput form;
    private final ChannelJson json;
    private final AccountActivity activity;

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
            Set<String> trustedHosts,
            Optional<String> publicUrl) {
        this.auth = auth;
        this.db = db;
        this.audit = audit;
        this.accounts = accounts;
        this.senders = senders;
        this.form = new ConnectedAccountInput(agents, trustedHosts);
        this.json = new ChannelJson(publicUrl);
        this.activity = new AccountActivity(db);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/channels", auth.admin(this::list));
        rules.get("/api/v1/channels/kinds", auth.admin(this::kinds));
        rules.post("/api/v1/channels", auth.admin(this::add));
        rules.get("/api/v1/channels/{id}", auth.admin(this::show));
        rules.patch("/api/v1/channels/{id}", auth.admin(this::change));
        rules.delete("/api/v1/channels/{id}", auth.admin(this::remove));
        rules.post("/api/v1/channels/{id}/verify", auth.admin(this::verify));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Map<String, Seen> seen = activity.now();
        List<Map<String, Object>> all =
                Stream.concat(
                                accounts.fromEnvironment().stream()
                                        .map(each -> environment(each, seen)),
                                accounts.bindings().stream()
                                        .filter(each -> accounts.provider(each.kind()).isPresent())
                                        .map(each -> binding(each, seen)))
                        .toList();
        Responses.list(req, res, all, each -> each);
    }

    private void kinds(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.list(req, res, accounts.providers(), ChannelJson::kind);
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, shown(PathParams.text(req, "id")));
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
        ConnectedAccount binding = form.filled(UuidV7.next(), provider, body);
        db.runTx(
                tx -> {
                    if (!accounts.store().add(tx, binding)) {
                        throw taken();
                    }
                    accounts.changed(tx, binding.id());
                    audit.record(tx, staff, "channel.added", binding.id(), told(binding));
                });
        Responses.created(res, shown(binding.id().toString()));
    }

    private void change(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = PathParams.uuid(req, "id", ChannelRoutes::fixed);
        JsonBody body = JsonBody.of(req);
        db.runTx(
                tx -> {
                    ConnectedAccount old =
                            accounts.store().hold(tx, id).orElseThrow(ChannelRoutes::none);
                    ConnectedAccount now = form.changed(old, provider(old.kind()).schema(), body);
                    if (!accounts.store().change(tx, now)) {
                        throw taken();
                    }
                    accounts.changed(tx, id);
                    audit.record(tx, staff, "channel.changed", id, told(now));
                });
        Responses.ok(req, res, shown(id.toString()));
    }

    private void remove(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = PathParams.uuid(req, "id", ChannelRoutes::fixed);
        db.runTx(
                tx -> {
                    ConnectedAccount old =
                            accounts.store().hold(tx, id).orElseThrow(ChannelRoutes::none);
                    accounts.store().remove(tx, id);
                    accounts.changed(tx, id);
                    audit.record(tx, staff, "channel.removed", id, told(old));
                });
        Responses.none(res);
    }

    private void verify(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        ChannelAccount account = account(PathParams.text(req, "id"));
        Verified verified =
                senders.of(account.kind()).orElseThrow(ChannelRoutes::none).verify(account);
        Responses.ok(req, res, Map.of("ok", verified.ok(), "detail", verified.detail()));
    }

    private ChannelAccount account(String id) {
        return environment(id)
                .or(() -> binding(id).map(ConnectedAccount::asAccount))
                .orElseThrow(ChannelRoutes::none);
    }

    private Map<String, Object> shown(String id) {
        Map<String, Seen> seen = activity.now();
        return environment(id)
                .map(account -> environment(account, seen))
                .or(() -> binding(id).map(binding -> binding(binding, seen)))
                .orElseThrow(ChannelRoutes::none);
    }

    private Optional<ChannelAccount> environment(String id) {
        return accounts.fromEnvironment().stream()
                .filter(each -> id.equals(ChannelJson.ENVIRONMENT + each.kind()))
                .findFirst();
    }

    /// From the table and not from memory: who just changed it must see the change.
    private Optional<ConnectedAccount> binding(String id) {
        return PathParams.findUuid(id).flatMap(uuid -> accounts.store().find(db, uuid));
    }

    private Map<String, Object> environment(ChannelAccount account, Map<String, Seen> seen) {
        return json.environment(account, provider(account.kind()), seen(seen, account));
    }

    private Map<String, Object> binding(ConnectedAccount binding, Map<String, Seen> seen) {
        return json.binding(binding, provider(binding.kind()), seen(seen, binding.asAccount()));
    }

    private static Seen seen(Map<String, Seen> seen, ChannelAccount account) {
        return seen.getOrDefault(AccountActivity.key(account), Seen.NOTHING);
    }

    private ChannelProvider provider(String kind) {
        return accounts.provider(kind).orElseThrow(ChannelRoutes::none);
    }

    private String kindNames() {
        return String.join(", ", accounts.providers().stream().map(ChannelProvider::kind).toList());
    }

    private static Map<String, Object> told(ConnectedAccount binding) {
        return Map.of(
                "kind", binding.kind(),
                "account", binding.account(),
                "name", binding.name(),
                "enabled", binding.enabled(),
                "settings", binding.settings(),
                "secrets", ChannelJson.names(binding));
    }

    private static Problem.NotFound none() {
        return new Problem.NotFound("channel_not_found", "There is no such channel.");
    }

    /// The environment's accounts have no row.
    private static Problem.NotFound fixed() {
        return new Problem.NotFound(
                "channel_not_found",
                "There is no such channel, or it comes from the environment and is changed there.");
    }

    private static Problem.Conflict taken() {
        return new Problem.Conflict(
                "channel_exists", "This account is connected already. Change that channel.");
    }
}
