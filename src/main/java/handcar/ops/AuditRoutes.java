package handcar.ops;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.Role;
import handcar.auth.StaffPrincipal;
import handcar.db.Database;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.jobs.JobQueue;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes of the audit log and of the dead jobs.
public final class AuditRoutes implements HttpService {
    private final Auth auth;
    private final Database db;
    private final AuditLog audit;
    private final JobQueue jobs;

    public AuditRoutes(Auth auth, Database db, AuditLog audit, JobQueue jobs) {
        this.auth = auth;
        this.db = db;
        this.audit = audit;
        this.jobs = jobs;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/audit", auth.admin(this::audit));
        rules.get("/api/v1/audit/check", auth.admin(this::check));
        rules.get("/api/v1/jobs/dead", auth.staff(this::dead));
        rules.post("/api/v1/jobs/{id}/retry", auth.staff(Role.AGENT, this::retry));
    }

    private void audit(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        int limit = query.limit();
        AuditLog.Filter filter =
                new AuditLog.Filter(
                        query.findText("action", 100),
                        query.findUuid("actor_id"),
                        query.findText("subject_type", 100),
                        query.findText("subject_id", 200),
                        query.findInstant("since"),
                        query.findInstant("until"),
                        query.cursor());
        query.check();
        Responses.page(
                req,
                res,
                Page.of(
                        audit.find(filter, limit + 1),
                        limit,
                        entry -> new Cursor(entry.createdAt(), entry.id())),
                AuditRoutes::entry);
    }

    private void check(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        AuditLog.Check check = audit.verify();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("intact", check.intact());
        body.put("rows", check.rows());
        body.put("broken_at", check.brokenAt().orElse(null));
        body.put("lost_newest", check.lostNewest());
        Responses.ok(req, res, body);
    }

    private void dead(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        int limit = query.limit();
        Optional<Cursor> cursor = query.cursor();
        query.check();
        Responses.page(
                req,
                res,
                Page.of(
                        jobs.dead(cursor.map(Cursor::at), cursor.map(Cursor::id), limit + 1),
                        limit,
                        letter -> new Cursor(letter.diedAt(), letter.id())),
                AuditRoutes::letter);
    }

    private void retry(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = PathParams.uuid(req, "id", "job");
        if (!jobs.retry(id)) {
            throw Problem.notFound("job").get();
        }
        db.runTx(tx -> audit.record(tx, staff, "job.retried", id));
        Responses.accepted(res, Map.of("id", id.toString(), "state", "waiting"));
    }

    private static Map<String, Object> entry(AuditLog.Entry entry) {
        Map<String, Object> actor = new LinkedHashMap<>();
        actor.put("kind", entry.actor().kind());
        actor.put("id", entry.actor().id().map(UUID::toString).orElse(null));
        actor.put("name", entry.actor().name());
        // the subject of a log-in that failed under an unknown name has no id
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("type", entry.subjectType());
        subject.put("id", entry.subjectId().isEmpty() ? null : entry.subjectId());
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", entry.id().toString());
        shape.put("created_at", entry.createdAt().toString());
        shape.put("actor", actor);
        shape.put("action", entry.action());
        shape.put("subject", subject);
        shape.put("details", entry.details());
        return shape;
    }

    private static Map<String, Object> letter(JobQueue.DeadLetter letter) {
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
}
