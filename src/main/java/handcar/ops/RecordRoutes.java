package handcar.ops;

import handcar.account.Audit;
import handcar.account.Door;
import handcar.account.Role;
import handcar.account.Staff;
import handcar.db.Database;
import handcar.http.Answers;
import handcar.http.Cursor;
import handcar.http.Page;
import handcar.http.Paths;
import handcar.http.Problem;
import handcar.http.Query;
import handcar.work.Jobs;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What was done, and what could not be done: the audit log and the dead letters.
public final class RecordRoutes implements HttpService {
    private final Door door;
    private final Database db;
    private final Audit audit;
    private final Jobs jobs;

    public RecordRoutes(Door door, Database db, Audit audit, Jobs jobs) {
        this.door = door;
        this.db = db;
        this.audit = audit;
        this.jobs = jobs;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/audit", door.admin(this::audit));
        rules.get("/api/v1/audit/check", door.admin(this::check));
        rules.get("/api/v1/jobs/dead", door.staff(this::dead));
        rules.post("/api/v1/jobs/{id}/retry", door.staff(Role.AGENT, this::retry));
    }

    private void audit(ServerRequest req, ServerResponse res, Staff staff) {
        Query query = Query.of(req);
        int limit = query.limit();
        var cursor = query.cursor();
        Audit.Filter filter =
                new Audit.Filter(
                        query.findText("action", 100),
                        query.findUuid("actor_id"),
                        query.findText("subject_type", 100),
                        query.findText("subject_id", 200),
                        query.findInstant("since"),
                        query.findInstant("until"),
                        cursor.map(Cursor::at),
                        cursor.map(Cursor::id));
        query.check();
        Answers.page(
                res,
                Page.of(
                        audit.find(filter, limit + 1),
                        limit,
                        entry -> new Cursor(entry.createdAt(), entry.id())),
                RecordRoutes::entry);
    }

    private void check(ServerRequest req, ServerResponse res, Staff staff) {
        Audit.Check check = audit.verify();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("intact", check.intact());
        body.put("links", check.links());
        body.put("broken_at", check.brokenAt().orElse(null));
        Answers.ok(res, body);
    }

    private void dead(ServerRequest req, ServerResponse res, Staff staff) {
        Query query = Query.of(req);
        int limit = query.limit();
        Optional<Cursor> cursor = query.cursor();
        query.check();
        Answers.page(
                res,
                Page.of(
                        jobs.dead(cursor.map(Cursor::at), cursor.map(Cursor::id), limit + 1),
                        limit,
                        letter -> new Cursor(letter.diedAt(), letter.id())),
                RecordRoutes::letter);
    }

    private void retry(ServerRequest req, ServerResponse res, Staff staff) {
        UUID id = Paths.uuid(req, "id", RecordRoutes::noJob);
        if (!jobs.retry(id)) {
            throw noJob();
        }
        db.tx(
                tx -> {
                    audit.record(tx, staff, "job.retried", "job", id, Map.of());
                    return true;
                });
        Answers.accepted(res, Map.of("id", id.toString(), "state", "waiting"));
    }

    private static Map<String, Object> entry(Audit.Entry entry) {
        Map<String, Object> actor = new LinkedHashMap<>();
        actor.put("kind", entry.actor().kind());
        actor.put("id", entry.actor().id().map(UUID::toString).orElse(null));
        actor.put("name", entry.actor().name());
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", entry.id().toString());
        shape.put("created_at", entry.createdAt().toString());
        shape.put("actor", actor);
        shape.put("action", entry.action());
        shape.put("subject", subject(entry));
        shape.put("details", entry.details());
        return shape;
    }

    /// A log-in that failed under an unknown name is about no one we know.
    private static Map<String, Object> subject(Audit.Entry entry) {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("type", entry.subjectType());
        subject.put("id", entry.subjectId().isEmpty() ? null : entry.subjectId());
        return subject;
    }

    private static Map<String, Object> letter(Jobs.DeadLetter letter) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", letter.id().toString());
        shape.put("kind", letter.kind());
        shape.put("subject", letter.subject().orElse(null));
        shape.put("payload", letter.payload());
        shape.put("attempts", letter.attempts());
        shape.put("error", letter.error());
        shape.put("created_at", letter.createdAt().toString());
        shape.put("died_at", letter.diedAt().toString());
        return shape;
    }

    private static Problem.NotFound noJob() {
        return new Problem.NotFound("job_not_found", "There is no dead job of this id.");
    }
}
