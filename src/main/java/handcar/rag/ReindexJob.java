package handcar.rag;

import module java.base;

import handcar.db.Database;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.rag.search.SearchIndex;

/// Writes the index of words again for documents that an older version of Handcar indexed, one document a transaction: a
/// document is found by its old entries or by its new ones, and an interrupted job goes on where it stopped.
public final class ReindexJob implements JobHandler {
    public static final String KIND = "reindex-words";

    /// Longer than [#PATIENCE] and the indexing of the largest document together.
    public static final Duration LEASE = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Database db;
    private final SearchIndex index = new SearchIndex();

    public ReindexJob(Database db) {
        this.db = db;
    }

    /// There is one such job for all documents; it is enqueued at a start that finds outdated documents.
    public static JobRequest job() {
        return JobRequest.of(KIND).about("library").tries(12);
    }

    @Override
    public JobResult run(Job job) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            Optional<UUID> document = index.outdated(db);
            if (document.isEmpty()) {
                return new JobResult.Done();
            }
            db.runTx(tx -> index.add(tx, document.get()));
        }
        return new JobResult.Again(Duration.ZERO);
    }
}
