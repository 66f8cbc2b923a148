package handcar.channel.inbound;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The webhook log, for staff: every webhook received, what was found in it, and its replay.
public final class WebhookLogRoutes implements HttpService {
    private static final String ROOT = "/api/v1/webhook-events";

    private final Auth auth;
    private final WebhookStore store;
    private final WebhookReplay replay;

    WebhookLogRoutes(Auth auth, WebhookStore store, WebhookReplay replay) {
        this.auth = auth;
        this.store = store;
        this.replay = replay;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROOT, auth.staff(this::list));
        rules.get(ROOT + "/{id}", auth.staff(this::show));
        rules.post(ROOT + "/{id}/replay", auth.admin(this::replay));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        WebhookStore.Filter filter =
                new WebhookStore.Filter(
                        query.findText("kind", 50),
                        query.findText("channel_id", 50),
                        query.findText("type", 50));
        Optional<Cursor> before = query.cursor();
        int limit = query.limit();
        query.check();
        Responses.page(
                req,
                res,
                Page.of(
                        store.page(filter, before, limit + 1),
                        limit,
                        row -> new Cursor(row.receivedAt(), row.id())),
                WebhookLogEntry::json);
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, entry(req).json());
    }

    private void replay(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.ifAny(req);
        boolean live = body.findOneOf("mode", Mode.class).orElse(Mode.DRY) == Mode.LIVE;
        body.check();
        WebhookLogEntry entry = entry(req);
        List<EventEffect> effects = live ? replay.live(entry, staff) : replay.dry(entry);
        Responses.ok(
                req,
                res,
                Map.of(
                        "mode",
                        live ? "live" : "dry",
                        "found",
                        effects.stream().map(EventEffect::json).toList()));
    }

    /// Whether the effects stay.
    private enum Mode {
        DRY,
        LIVE
    }

    private WebhookLogEntry entry(ServerRequest req) {
        return store.find(PathParams.uuid(req, "id", "webhook event"))
                .orElseThrow(Problem.notFound("webhook event"));
    }
}
