package handcar.channel;

import handcar.account.Door;
import handcar.account.Staff;
import handcar.http.Answers;
import handcar.http.Body;
import handcar.http.Cursor;
import handcar.http.Paths;
import handcar.http.Query;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.Optional;
import java.util.UUID;

/// The outbox and its dead letters, for staff.
public final class DeliveryRoutes implements HttpService {
    private static final String ROOT = "/api/v1/deliveries";

    private final Door door;
    private final DeliveryDesk desk;

    public DeliveryRoutes(Door door, DeliveryDesk desk) {
        this.door = door;
        this.desk = desk;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROOT, door.staff(this::list));
        rules.get(ROOT + "/{id}", door.staff(this::show));
        rules.post(ROOT + "/{id}/retry", door.staff(this::retry));
        rules.post(ROOT + "/{id}/settle", door.staff(this::settle));
    }

    private void list(ServerRequest req, ServerResponse res, Staff staff) {
        Query query = Query.of(req);
        DeliveryStore.Filter filter =
                new DeliveryStore.Filter(
                        query.findOneOf("state", Delivery.State.class),
                        query.findText("channel", 50),
                        query.findUuid("conversation"));
        Optional<Cursor> before = query.cursor();
        int limit = query.limit();
        query.check();
        Answers.page(res, desk.page(filter, before, limit), Delivery::json);
    }

    private void show(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, desk.get(id(req)).json());
    }

    private void retry(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.ifAny(req);
        boolean confirmed = body.flag("confirm", false);
        body.check();
        Answers.accepted(res, desk.retry(id(req), confirmed, staff).json());
    }

    private void settle(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.of(req);
        boolean arrived = body.oneOf("state", Verdict.SENT) == Verdict.SENT;
        body.check();
        Answers.ok(res, desk.settle(id(req), arrived, staff).json());
    }

    /// What somebody found out.
    private enum Verdict {
        SENT,
        REFUSED
    }

    private static UUID id(ServerRequest req) {
        return Paths.uuid(req, "id", DeliveryDesk::unknown);
    }
}
