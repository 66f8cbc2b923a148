package handcar.channel.evolution;

import handcar.account.Audit;
import handcar.account.Door;
import handcar.account.Staff;
import handcar.channel.Account;
import handcar.channel.Accounts;
import handcar.channel.evolution.Instances.Instance;
import handcar.db.Database;
import handcar.http.Answers;
import handcar.http.Paths;
import handcar.http.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.Map;

/// The phone behind a channel of kind `evolution`, for those who run the installation.
public final class InstanceRoutes implements HttpService {
    private final Door door;
    private final Database db;
    private final Audit audit;
    private final Accounts accounts;
    private final Instances instances;

    public InstanceRoutes(
            Door door, Database db, Audit audit, Accounts accounts, Instances instances) {
        this.door = door;
        this.db = db;
        this.audit = audit;
        this.accounts = accounts;
        this.instances = instances;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/channels/{id}/instance", door.admin(this::create));
        rules.get("/api/v1/channels/{id}/instance", door.admin(this::show));
    }

    private void create(ServerRequest req, ServerResponse res, Staff staff) {
        Account account = account(req);
        Instance made = instances.create(account);
        db.tx(
                tx -> {
                    audit.record(
                            tx,
                            staff,
                            "channel.instance_created",
                            "channel",
                            Paths.text(req, "id"),
                            Map.of("kind", account.kind(), "account", account.id()));
                    return true;
                });
        Answers.created(res, made.json());
    }

    private void show(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, instances.find(account(req)).json());
    }

    private Account account(ServerRequest req) {
        return accounts.named(Paths.text(req, "id"))
                .filter(account -> account.kind().equals(Evolution.KIND))
                .orElseThrow(
                        () ->
                                new Problem.NotFound(
                                        "channel_not_found",
                                        "There is no such channel, or it has no phone to link."));
    }
}
