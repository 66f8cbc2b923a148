package handcar.inbox;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.chat.MessageInput;
import handcar.chat.StaffActor;
import handcar.db.Database;
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

/// The routes of texts that staff write often. One is for all of staff, or private to who made it. Their variables are those of
/// [ReplyVariables], filled in when a reply is sent.
public final class SavedReplyRoutes implements HttpService {
    private static final String ROOT = "/api/v1/saved-replies";

    /// All of them are sent to each desk at once.
    private static final int MOST = 1_000;

    /// What can be typed after a slash.
    private static final Pattern SHORTCUT = Pattern.compile("[\\p{L}\\p{N}_-]{1,40}");

    private final Auth auth;
    private final Database db;
    private final AuditLog audit;

    public SavedReplyRoutes(Auth auth, Database db, AuditLog audit) {
        this.auth = auth;
        this.db = db;
        this.audit = audit;
    }

    /// The JSON of one.
    private static Map<String, Object> json(Row row) {
        return Map.of(
                "id", row.uuid("id").toString(),
                "shortcut", row.text("shortcut"),
                "content", row.text("content"),
                "private", row.findText("author_id").isPresent(),
                "updated_at", row.instant("updated_at").toString());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROOT, auth.staff(this::list));
        rules.post(ROOT, auth.staff(this::add));
        rules.patch(ROOT + "/{id}", auth.staff(this::change));
        rules.delete(ROOT + "/{id}", auth.staff(this::remove));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        List<Map<String, Object>> all =
                db.named("inbox.saved-replies")
                        .with("author", StaffActor.of(staff).name())
                        .list(SavedReplyRoutes::json);
        Responses.list(req, res, all, each -> each);
    }

    private void add(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        if (!body.has("shortcut")) {
            body.fault("shortcut", "is required");
        }
        Optional<String> shortcut = shortcut(body);
        String content = body.text("content", 1, MessageInput.LONGEST);
        boolean isPrivate = body.flag("private", false);
        body.check();
        UUID id = UuidV7.next();
        Map<String, Object> added =
                db.tx(
                        tx -> {
                            Map<String, Object> json =
                                    tx.named("inbox.add-saved-reply")
                                            .with("id", id)
                                            .with("shortcut", shortcut.orElseThrow())
                                            .with("content", content)
                                            .with(
                                                    "author",
                                                    isPrivate ? StaffActor.of(staff).name() : null)
                                            .with("most", MOST)
                                            .first(SavedReplyRoutes::json)
                                            .orElseThrow(() -> refused(tx, shortcut.orElseThrow()));
                            record(tx, staff, "added", id, shortcut.orElseThrow());
                            return json;
                        });
        Responses.created(res, added);
    }

    private static Problem refused(Tx tx, String shortcut) {
        long all = tx.named("inbox.count-saved-replies").only(row -> row.number("whole"));
        return all >= MOST
                ? new Problem.Conflict(
                        "too_many_saved_replies",
                        "There are " + MOST + " saved replies. Remove one that is not used first.")
                : taken(shortcut);
    }

    private static Problem taken(String shortcut) {
        return new Problem.Conflict(
                "shortcut_taken", "There is a saved reply /" + shortcut + " already.");
    }

    private static Optional<String> shortcut(JsonBody body) {
        Optional<String> shortcut =
                body.findText("shortcut", 1, 41)
                        .map(text -> text.startsWith("/") ? text.substring(1) : text);
        if (shortcut.filter(text -> !SHORTCUT.matcher(text).matches()).isPresent()) {
            body.fault("shortcut", "must be 1 to 40 letters, digits, - or _");
        }
        return shortcut;
    }

    private void change(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = PathParams.uuid(req, "id", "saved reply");
        JsonBody body = JsonBody.of(req);
        Optional<String> shortcut = shortcut(body);
        Optional<String> content = body.findText("content", 1, MessageInput.LONGEST);
        Optional<Boolean> isPrivate = body.findFlag("private");
        body.check();
        String author = StaffActor.of(staff).name();
        Map<String, Object> changed =
                db.tx(
                        tx -> {
                            boolean taken =
                                    tx.named("inbox.is-shortcut-taken")
                                            .with("id", id)
                                            .with("shortcut", shortcut)
                                            .with("private", isPrivate)
                                            .with("author", author)
                                            .only(row -> row.flag("taken"));
                            if (taken) {
                                throw taken(shortcut.orElse(""));
                            }
                            Map<String, Object> json =
                                    tx.named("inbox.change-saved-reply")
                                            .with("id", id)
                                            .with("shortcut", shortcut)
                                            .with("content", content)
                                            .with("private", isPrivate)
                                            .with("author", author)
                                            .first(SavedReplyRoutes::json)
                                            .orElseThrow(Problem.notFound("saved reply"));
                            record(tx, staff, "changed", id, String.valueOf(json.get("shortcut")));
                            return json;
                        });
        Responses.ok(req, res, changed);
    }

    private void remove(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = PathParams.uuid(req, "id", "saved reply");
        db.runTx(
                tx -> {
                    String shortcut =
                            tx.named("inbox.remove-saved-reply")
                                    .with("id", id)
                                    .with("author", StaffActor.of(staff).name())
                                    .first(row -> row.text("shortcut"))
                                    .orElseThrow(Problem.notFound("saved reply"));
                    record(tx, staff, "removed", id, shortcut);
                });
        Responses.none(res);
    }

    private void record(Tx tx, StaffPrincipal staff, String action, UUID id, String shortcut) {
        audit.record(tx, staff, "saved_reply." + action, id, Map.of("shortcut", shortcut));
    }
}
