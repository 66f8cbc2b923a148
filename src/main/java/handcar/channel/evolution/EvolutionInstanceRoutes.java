package handcar.channel.evolution;

import module java.base;

import handcar.auth.StaffPrincipal;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelContext;
import handcar.channel.evolution.EvolutionInstances.Instance;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Staff's routes for the phone behind a channel of kind `evolution`.
public final class EvolutionInstanceRoutes implements HttpService {
    private final ChannelContext context;
    private final EvolutionInstances instances;

    public EvolutionInstanceRoutes(ChannelContext context, EvolutionInstances instances) {
        this.context = context;
        this.instances = instances;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/channels/{id}/instance", context.auth().admin(this::create));
        rules.get("/api/v1/channels/{id}/instance", context.auth().admin(this::show));
    }

    private void create(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        ChannelAccount account = account(req);
        Instance instance = instances.create(account);
        context.db()
                .runTx(
                        tx ->
                                context.audit()
                                        .record(
                                                tx,
                                                staff,
                                                "channel.instance_created",
                                                PathParams.text(req, "id"),
                                                Map.of(
                                                        "kind",
                                                        account.kind(),
                                                        "account",
                                                        account.id())));
        Responses.created(res, instance.json());
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, instances.find(account(req)).json());
    }

    private ChannelAccount account(ServerRequest req) {
        return context.accounts()
                .named(PathParams.text(req, "id"))
                .filter(account -> account.kind().equals(EvolutionProvider.KIND))
                .orElseThrow(
                        () ->
                                new Problem.NotFound(
                                        "channel_not_found",
                                        "There is no such channel, or it has no phone to link."));
    }
}
