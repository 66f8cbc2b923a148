package handcar.channel.outbound;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.problem.Cursor;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The outbox and its dead letters, for staff.
public final class DeliveryRoutes implements HttpService {
    private static final String ROOT = "/api/v1/deliveries";

    private final Auth auth;
    private final DeliveryAdmin staffActions;

    public DeliveryRoutes(Auth auth, DeliveryAdmin staffActions) {
        this.auth = auth;
        this.staffActions = staffActions;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROOT, auth.staff(this::list));
        rules.get(ROOT + "/{id}", auth.staff(this::show));
        rules.post(ROOT + "/{id}/retry", auth.staff(this::retry));
        rules.post(ROOT + "/{id}/settle", auth.staff(this::settle));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        DeliveryStore.Filter filter =
                new DeliveryStore.Filter(
                        query.findOneOf("state", Delivery.State.class),
                        query.findText("channel", 50),
                        query.findUuid("conversation"));
        Optional<Cursor> before = query.cursor();
        int limit = query.limit();
        query.check();
        Responses.page(req, res, staffActions.page(filter, before, limit), Delivery::json);
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, staffActions.get(id(req)).json());
    }

    private void retry(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.ifAny(req);
        boolean confirmed = body.flag("confirm", false);
        body.check();
        Responses.accepted(res, staffActions.retry(id(req), confirmed, staff).json());
    }

    private void settle(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        boolean arrived = body.oneOf("state", Verdict.SENT) == Verdict.SENT;
        body.check();
        Responses.ok(req, res, staffActions.settle(id(req), arrived, staff).json());
    }

    /// What somebody found out.
    private enum Verdict {
        SENT,
        REFUSED
    }

    private static UUID id(ServerRequest req) {
        return PathParams.uuid(req, "id", "delivery");
    }
}
