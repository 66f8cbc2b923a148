package handcar.webhooks;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.problem.Problem;
import handcar.webhooks.WebhookDeliveries.DeliveryKey;
import handcar.webhooks.WebhookDeliveries.DeliveryLogEntry;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes by which admins manage subscriptions.
public final class SubscriptionRoutes implements HttpService {
    private static final int LONGEST_KEEP_HOURS = 168;

    private final Auth auth;
    private final Database db;
    private final AuditLog audit;
    private final SubscriptionStore store;
    private final WebhookDeliveries posts;
    private final WebhookClient client;

    SubscriptionRoutes(
            Auth auth,
            Database db,
            AuditLog audit,
            SubscriptionStore store,
            WebhookDeliveries posts,
            WebhookClient client) {
        this.auth = auth;
        this.db = db;
        this.audit = audit;
        this.store = store;
        this.posts = posts;
        this.client = client;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/subscriptions", auth.admin(this::list));
        rules.post("/api/v1/subscriptions", auth.admin(this::add));
        rules.get("/api/v1/subscriptions/{id}", auth.admin(this::show));
        rules.patch("/api/v1/subscriptions/{id}", auth.admin(this::change));
        rules.delete("/api/v1/subscriptions/{id}", auth.admin(this::remove));
        rules.post("/api/v1/subscriptions/{id}/rotate", auth.admin(this::rotate));
        rules.get("/api/v1/subscriptions/{id}/events", auth.admin(this::events));
        rules.post("/api/v1/subscriptions/{id}/events/{event}/resend", auth.admin(this::resend));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.list(req, res, store.all(), Subscription::json);
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, find(id(req)).json());
    }

    /// Stores the subscription before the challenge is sent: the receiver may need the key to verify the challenge.
    private void add(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        SubscriptionInput input = SubscriptionInput.of(JsonBody.of(req), true, client::fault);
        Subscription made = db.tx(tx -> add(tx, staff, input));
        boolean wanted = input.enabled().orElse(false);
        Optional<String> fault =
                wanted ? client.challenge(made, made.url()) : Optional.<String>empty();
        Subscription now = wanted && fault.isEmpty() ? db.tx(tx -> enable(tx, staff, made)) : made;
        Map<String, Object> json = now.jsonWithKey();
        json.put("fault", fault.orElse(null));
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
        Responses.created(res, json);
    }

    private Subscription add(Tx tx, StaffPrincipal staff, SubscriptionInput input) {
        Subscription made =
                store.add(tx, input)
                        .orElseThrow(
                                () ->
                                        new Problem.Conflict(
                                                "too_many_subscriptions",
                                                "Remove a subscription that is not used first."));
        Map<String, Object> details = Map.of("url", made.url(), "events", made.types());
        audit.record(tx, staff, "subscription.added", made.id(), details);
        return made;
    }

    private Subscription enable(Tx tx, StaffPrincipal staff, Subscription made) {
        Subscription now =
                store.change(tx, made, SubscriptionInput.ENABLED)
                        .orElseThrow(SubscriptionRoutes::changedMeanwhile);
        audit.record(tx, staff, "subscription.enabled", made.id());
        return now;
    }

    private void change(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Subscription old = find(id(req));
        SubscriptionInput input = SubscriptionInput.of(JsonBody.of(req), false, client::fault);
        String url = input.url().orElse(old.url());
        if (!old.leadsTo(url) && input.key().filter(old::isKey).isEmpty()) {
            throw new Problem.BadFields(
                    "secret",
                    "is needed again, since the address leads to another server: write the present"
                            + " signing key, or make a new subscription");
        }
        if (input.enabled().orElse(old.enabled()) && !(old.enabled() && url.equals(old.url()))) {
            client.challenge(old, url)
                    .ifPresent(
                            why -> {
                                throw new Problem.BadFields("url", why);
                            });
        }
        Responses.ok(req, res, db.tx(tx -> change(tx, staff, old, input)).json());
    }

    private Subscription change(
            Tx tx, StaffPrincipal staff, Subscription old, SubscriptionInput input) {
        Subscription now =
                store.change(tx, old, input).orElseThrow(SubscriptionRoutes::changedMeanwhile);
        Map<String, Object> details =
                Map.of("url", now.url(), "events", now.types(), "enabled", now.enabled());
        audit.record(tx, staff, "subscription.changed", old.id(), details);
        return now;
    }

    /// A challenge proves one address; what somebody else wrote while it was open is not overwritten.
    private static Problem changedMeanwhile() {
        return new Problem.Conflict(
                "subscription_changed",
                "The subscription was changed or removed meanwhile. Read it and try again.");
    }

    private void remove(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = id(req);
        db.runTx(
                tx -> {
                    String url = store.remove(tx, id).orElseThrow(Problem.notFound("subscription"));
                    audit.record(tx, staff, "subscription.removed", id, Map.of("url", url));
                });
        Responses.none(res);
    }

    private void rotate(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = id(req);
        JsonBody body = JsonBody.ifAny(req);
        Duration keep =
                Duration.ofHours(
                        body.findInteger("keep_former_hours", 0, LONGEST_KEEP_HOURS).orElse(24));
        body.check();
        Subscription rotated =
                db.tx(
                        tx -> {
                            Subscription now =
                                    store.rotate(tx, id, keep)
                                            .orElseThrow(Problem.notFound("subscription"));
                            audit.record(tx, staff, "subscription.rotated", id);
                            return now;
                        });
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
        Responses.ok(req, res, rotated.jsonWithKey());
    }

    private void events(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = find(id(req)).id();
        QueryParams query = QueryParams.of(req);
        Optional<String> state = query.findText("state", 20);
        if (state.filter(one -> !List.of("waiting", "accepted", "failed").contains(one))
                .isPresent()) {
            query.fault("state", "must be waiting, accepted or failed");
        }
        int limit = query.limit();
        Optional<Cursor> before = query.cursor();
        query.check();
        Responses.page(
                req,
                res,
                Page.of(
                        posts.page(id, state, before, limit + 1),
                        limit,
                        post -> new Cursor(post.createdAt(), post.event())),
                DeliveryLogEntry::json);
    }

    private void resend(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Subscription to = find(id(req));
        UUID event = PathParams.uuid(req, "event", "event");
        if (!to.enabled()) {
            throw new Problem.Conflict("subscription_disabled", "Enable the subscription first.");
        }
        db.runTx(
                tx -> {
                    if (!posts.again(tx, new DeliveryKey(to.id(), event))) {
                        throw Problem.notFound("event").get();
                    }
                });
        Responses.accepted(res, Map.of("event_id", event.toString(), "state", "waiting"));
    }

    private Subscription find(UUID id) {
        return store.find(id).orElseThrow(Problem.notFound("subscription"));
    }

    private static UUID id(ServerRequest req) {
        return PathParams.uuid(req, "id", "subscription");
    }
}
