package handcar.inbox;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.chat.StaffActor;
import handcar.db.Database;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes of filters of the inbox that staff keep under a name. One is for all of staff, or private to who made it.
public final class SavedViewRoutes implements HttpService {
    private static final String ROOT = "/api/v1/saved-views";

    /// All of them are sent to each desk at once.
    private static final int MOST = 200;

    private static final int LONGEST_NAME = 60;

    private final Auth auth;
    private final Database db;
    private final AuditLog audit;
    private final ConversationListRoutes lists;

    public SavedViewRoutes(Auth auth, Database db, AuditLog audit, ConversationListRoutes lists) {
        this.auth = auth;
        this.db = db;
        this.audit = audit;
        this.lists = lists;
    }

    private static Map<String, Object> json(Row row) {
        return Map.of(
                "id", row.uuid("id").toString(),
                "name", row.text("name"),
                "filter", row.object("filter"),
                "private", row.findText("author_id").isPresent());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROOT, auth.staff(this::list));
        rules.post(ROOT, auth.staff(this::add));
        rules.delete(ROOT + "/{id}", auth.staff(this::remove));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        List<Map<String, Object>> all =
                db.named("inbox.saved-views")
                        .with("author", StaffActor.of(staff).name())
                        .list(SavedViewRoutes::json);
        Responses.list(req, res, all, each -> each);
    }

    private void add(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        String name = body.name("name", LONGEST_NAME);
        JsonBody filter = body.body("filter");
        // what the list does not know is refused here, and what `me` is, it says when it is asked
        var _ = lists.filter(filter, staff);
        boolean isPrivate = body.flag("private", false);
        body.check();
        UUID id = UuidV7.next();
        Map<String, Object> added =
                db.tx(
                        tx -> {
                            Map<String, Object> json =
                                    tx.named("inbox.add-saved-view")
                                            .with("id", id)
                                            .with("name", name)
                                            .with("filter", Jsonb.of(filter.all()))
                                            .with(
                                                    "author",
                                                    isPrivate ? StaffActor.of(staff).name() : null)
                                            .with("most", MOST)
                                            .first(SavedViewRoutes::json)
                                            .orElseThrow(() -> taken(name));
                            record(tx, staff, "added", id, name);
                            return json;
                        });
        Responses.created(res, added);
    }

    private static Problem taken(String name) {
        return new Problem.Conflict(
                "view_taken",
                "There is a view " + name + " already, or there are " + MOST + " views.");
    }

    private void remove(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = PathParams.uuid(req, "id", "saved view");
        db.runTx(
                tx -> {
                    String name =
                            tx.named("inbox.remove-saved-view")
                                    .with("id", id)
                                    .with("author", StaffActor.of(staff).name())
                                    .first(row -> row.text("name"))
                                    .orElseThrow(Problem.notFound("saved view"));
                    record(tx, staff, "removed", id, name);
                });
        Responses.none(res);
    }

    private void record(Tx tx, StaffPrincipal staff, String action, UUID id, String name) {
        audit.record(tx, staff, "saved_view." + action, id, Map.of("name", name));
    }
}
