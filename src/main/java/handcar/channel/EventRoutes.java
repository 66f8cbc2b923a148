package handcar.channel;

import handcar.account.Door;
import handcar.account.Staff;
import handcar.http.Answers;
import handcar.http.Body;
import handcar.http.Cursor;
import handcar.http.Page;
import handcar.http.Paths;
import handcar.http.Problem;
import handcar.http.Query;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every webhook received, for staff: what came, what was found in it, and once more what it does.
public final class EventRoutes implements HttpService {
    private static final String ROOT = "/api/v1/webhook-events";

    private final Door door;
    private final EventStore store;
    private final Replay replay;

    EventRoutes(Door door, EventStore store, Replay replay) {
        this.door = door;
        this.store = store;
        this.replay = replay;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROOT, door.staff(this::list));
        rules.get(ROOT + "/{id}", door.staff(this::show));
        rules.post(ROOT + "/{id}/replay", door.admin(this::replay));
    }

    private void list(ServerRequest req, ServerResponse res, Staff staff) {
        Query query = Query.of(req);
        EventStore.Filter filter =
                new EventStore.Filter(
                        query.findText("kind", 50),
                        query.findText("channel_id", 50),
                        query.findText("type", 50));
        Optional<Cursor> before = query.cursor();
        int limit = query.limit();
        query.check();
        Answers.page(
                res,
                Page.of(
                        store.page(filter, before, limit + 1),
                        limit,
                        row -> new Cursor(row.receivedAt(), row.id())),
                EventStore.Kept::json);
    }

    private void show(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, kept(req).json());
    }

    private void replay(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.ifAny(req);
        boolean live = body.findOneOf("mode", Mode.class).orElse(Mode.DRY) == Mode.LIVE;
        body.check();
        EventStore.Kept kept = kept(req);
        List<Effect> effects = live ? replay.live(kept, staff) : replay.dry(kept);
        Answers.ok(
                res,
                Map.of(
                        "mode",
                        live ? "live" : "dry",
                        "found",
                        effects.stream().map(Effect::json).toList()));
    }

    /// Whether anything is done.
    private enum Mode {
        DRY,
        LIVE
    }

    private EventStore.Kept kept(ServerRequest req) {
        return store.find(Paths.uuid(req, "id", EventRoutes::unknown))
                .orElseThrow(EventRoutes::unknown);
    }

    private static Problem.NotFound unknown() {
        return new Problem.NotFound("webhook_event_not_found", "There is no such webhook event.");
    }
}
