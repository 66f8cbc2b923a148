package handcar.channel.evolution;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.evolution.EvolutionInstances.Instance;
import handcar.db.Database;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The phone behind a channel of kind `evolution`, for those who run the installation.
public final class EvolutionInstanceRoutes implements HttpService {
    private final Auth auth;
    private final Database db;
    private final AuditLog audit;
    private final ChannelAccounts accounts;
    private final EvolutionInstances instances;

    public EvolutionInstanceRoutes(
            Auth auth,
            Database db,
            AuditLog audit,
            ChannelAccounts accounts,
            EvolutionInstances instances) {
        this.auth = auth;
        this.db = db;
        this.audit = audit;
        this.accounts = accounts;
        this.instances = instances;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/channels/{id}/instance", auth.admin(this::create));
        rules.get("/api/v1/channels/{id}/instance", auth.admin(this::show));
    }

    private void create(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        ChannelAccount account = account(req);
        Instance made = instances.create(account);
        db.runTx(
                tx ->
                        audit.record(
                                tx,
                                staff,
                                "channel.instance_created",
                                PathParams.text(req, "id"),
                                Map.of("kind", account.kind(), "account", account.id())));
        Responses.created(res, made.json());
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, instances.find(account(req)).json());
    }

    private ChannelAccount account(ServerRequest req) {
        return accounts.named(PathParams.text(req, "id"))
                .filter(account -> account.kind().equals(EvolutionProvider.KIND))
                .orElseThrow(
                        () ->
                                new Problem.NotFound(
                                        "channel_not_found",
                                        "There is no such channel, or it has no phone to link."));
    }
}
