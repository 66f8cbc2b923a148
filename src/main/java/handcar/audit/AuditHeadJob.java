package handcar.audit;

import module java.base;

import handcar.db.Database;
import handcar.db.Jsonb;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Checks the audit log once a day and sends its head where the database's administrator cannot change it: to the log, and to
/// the subscriptions of `audit.head`. A later chain that does not hold this head under this number was rewritten or cut.
public final class AuditHeadJob implements JobHandler {
    /// The kind of its job.
    public static final String KIND = "audit_head";

    private static final Duration PAUSE = Duration.ofDays(1);
    private static final Logger LOG = System.getLogger(AuditHeadJob.class.getName());

    private final Database db;
    private final AuditLog audit;

    public AuditHeadJob(Database db, AuditLog audit) {
        this.db = db;
        this.audit = audit;
    }

    /// The job, due tomorrow unless it is due sooner already.
    public static JobRequest standing() {
        return JobRequest.of(KIND).about("head").dueAt(Instant.now().plus(PAUSE));
    }

    @Override
    public JobResult run(Job job) {
        AuditLog.Check check = audit.verify();
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("intact", check.intact());
        head.put("rows", check.rows());
        head.put("broken_at", check.brokenAt().orElse(null));
        head.put("lost_newest", check.lostNewest());
        audit.head()
                .ifPresent(
                        newest -> {
                            head.put("seq", newest.seq());
                            head.put("hash", newest.hash());
                        });
        StringJoiner line = new StringJoiner(" ", "audit.head ", "");
        head.forEach((name, value) -> line.add(name + "=" + value));
        LOG.log(check.intact() ? Level.INFO : Level.ERROR, line.toString());
        db.named("audit.tell-audit-head").with("details", Jsonb.of(head)).list(_ -> true);
        return new JobResult.Again(PAUSE);
    }
}
