package handcar.webhooks;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.problem.Problem;
import handcar.webhooks.WebhookDeliveries.Name;
import handcar.webhooks.WebhookDeliveries.Post;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes by which admins manage subscriptions.
public final class SubscriptionRoutes implements HttpService {
    private static final int LONGEST_URL = 2_000;
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
        Responses.list(req, res, store.all(), SubscriptionRoutes::json);
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, json(find(id(req))));
    }

    /// Stores the subscription before the challenge is sent: the receiver may need the key to verify the challenge.
    private void add(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        String url = body.text("url", 1, LONGEST_URL).strip();
        client.fault(url).filter(_ -> body.has("url")).ifPresent(why -> body.fault("url", why));
        String name = body.findText("name", 0, 100).orElse("");
        List<String> types = types(body);
        boolean wanted = body.flag("enabled", true);
        body.check();
        Subscription made = Subscription.fresh(UuidV7.next(), name, url, types);
        db.runTx(
                tx -> {
                    if (!store.add(tx, made)) {
                        throw new Problem.Conflict(
                                "too_many_subscriptions", "Remove one that is not used first.");
                    }
                    audit.record(
                            tx,
                            staff,
                            "subscription.added",
                            made.id(),
                            Map.of("url", url, "events", types));
                });
        Optional<String> fault = wanted ? client.challenge(made) : Optional.empty();
        if (wanted && fault.isEmpty()) {
            db.runTx(tx -> enable(staff, tx, made.id()));
        }
        Map<String, Object> json = json(find(made.id()));
        json.put("secret", made.key().written().reveal());
        json.put("fault", fault.orElse(null));
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
        Responses.created(res, json);
    }

    private void enable(StaffPrincipal staff, Tx tx, UUID id) {
        Subscription now = store.hold(tx, id).orElseThrow(SubscriptionRoutes::none);
        store.change(tx, now.changed(now.name(), now.url(), now.types(), true));
        audit.record(tx, staff, "subscription.enabled", id);
    }

    private void change(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = id(req);
        JsonBody body = JsonBody.of(req);
        Subscription old = find(id);
        String url = body.findText("url", 1, LONGEST_URL).map(String::strip).orElse(old.url());
        if (body.has("url")) {
            client.fault(url).ifPresent(why -> body.fault("url", why));
        }
        String name = body.findText("name", 0, 100).orElse(old.name());
        List<String> types = body.has("events") ? types(body) : old.types();
        boolean enabled = body.flag("enabled", old.enabled());
        body.check();
        Subscription wanted = old.changed(name, url, types, enabled);
        if (enabled && (!old.enabled() || !url.equals(old.url()))) {
            client.challenge(wanted)
                    .ifPresent(
                            why -> {
                                throw new Problem.BadFields("url", why);
                            });
        }
        db.runTx(
                tx -> {
                    // read again under the lock: the keys may have been rotated meanwhile
                    Subscription now = store.hold(tx, id).orElseThrow(SubscriptionRoutes::none);
                    store.change(tx, now.changed(name, url, types, enabled));
                    audit.record(
                            tx,
                            staff,
                            "subscription.changed",
                            id,
                            Map.of("url", url, "events", types, "enabled", enabled));
                });
        Responses.ok(req, res, json(find(id)));
    }

    private void remove(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = id(req);
        db.runTx(
                tx -> {
                    Subscription old = store.hold(tx, id).orElseThrow(SubscriptionRoutes::none);
                    store.remove(tx, id);
                    audit.record(tx, staff, "subscription.removed", id, Map.of("url", old.url()));
                });
        Responses.none(res);
    }

    private void rotate(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = id(req);
        JsonBody body = JsonBody.ifAny(req);
        long hours = body.findInteger("keep_former_hours", 0, LONGEST_KEEP_HOURS).orElse(24);
        body.check();
        Subscription rotated =
                db.tx(
                        tx -> {
                            Subscription now =
                                    store.hold(tx, id)
                                            .orElseThrow(SubscriptionRoutes::none)
                                            .rotated(Duration.ofHours(hours));
                            store.change(tx, now);
                            audit.record(tx, staff, "subscription.rotated", id);
                            return now;
                        });
        Map<String, Object> json = json(rotated);
        json.put("secret", rotated.key().written().reveal());
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
        Responses.ok(req, res, json);
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
                Post::json);
    }

    private void resend(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Subscription to = find(id(req));
        UUID event = PathParams.uuid(req, "event", SubscriptionRoutes::noEvent);
        if (!to.enabled()) {
            throw new Problem.Conflict("subscription_disabled", "Enable the subscription first.");
        }
        db.runTx(
                tx -> {
                    if (!posts.again(tx, new Name(to.id(), event))) {
                        throw noEvent();
                    }
                });
        Responses.accepted(res, Map.of("event_id", event.toString(), "state", "waiting"));
    }

    private static List<String> types(JsonBody body) {
        List<String> types =
                body.texts("events", EventType.all().size(), 40).stream().distinct().toList();
        if (types.isEmpty() || !EventType.all().containsAll(types)) {
            body.fault("events", "must be some of " + String.join(", ", EventType.all()));
        }
        return types;
    }

    private Subscription find(UUID id) {
        return store.find(db, id).orElseThrow(SubscriptionRoutes::none);
    }

    private static UUID id(ServerRequest req) {
        return PathParams.uuid(req, "id", SubscriptionRoutes::none);
    }

    private static Map<String, Object> json(Subscription subscription) {
        Map<String, Object> json = new HashMap<>();
        json.put("id", subscription.id().toString());
        json.put("name", subscription.name());
        json.put("url", subscription.url());
        json.put("events", subscription.types());
        json.put("enabled", subscription.enabled());
        json.put("failing_since", time(subscription.failingSince()));
        json.put("disabled_reason", subscription.disabledReason().orElse(null));
        json.put(
                "former_key_until",
                subscription.signsTwice() ? time(subscription.formerUntil()) : null);
        json.put("created_at", subscription.createdAt().toString());
        json.put("updated_at", subscription.updatedAt().toString());
        return json;
    }

    private static @org.jspecify.annotations.Nullable String time(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }

    private static Problem.NotFound none() {
        return new Problem.NotFound("subscription_not_found", "There is no such subscription.");
    }

    private static Problem.NotFound noEvent() {
        return new Problem.NotFound("event_not_found", "This subscription was owed no such event.");
    }
}
