package handcar.rag.search;

import module java.base;

import handcar.db.Database;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.llm.Embedder;
import handcar.rag.search.VectorStore.Unembedded;

/// The job that gives every passage a vector of the configured model: new passages, and all of them when the model or its
/// dimension changed. It saves one batch at a time, so that an interrupted job goes on where it stopped.
public final class EmbeddingJob implements JobHandler {
    /// The kind of its jobs.
    public static final String KIND = "embed-passages";

    /// Longer than [#PATIENCE] and the longest call to a provider together.
    public static final Duration LEASE = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /// Passages a call; providers take up to a hundred, or some eight thousand tokens.
    private static final int BATCH = 32;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database db;
    private final Embedder embedder;
    private final VectorStore store;
    private final EmbeddingQualityCheck trust;

    public EmbeddingJob(Database db, Embedder embedder) {
        this.db = db;
        this.embedder = embedder;
        this.store = new VectorStore(embedder);
        this.trust = new EmbeddingQualityCheck(db, embedder, store);
    }

    /// There is one such job for all passages; enqueuing it while it waits changes nothing. It is also enqueued at start,
    /// because the model may have changed.
    public static JobRequest job() {
        return JobRequest.of(KIND).about("library").tries(12);
    }

    @Override
    public JobResult run(Job job) {
        boolean _ = store.index(db);
        Instant end = Instant.now().plus(PATIENCE);
        UUID last = BEFORE_ALL;
        while (Instant.now().isBefore(end)) {
            List<Unembedded> batch = store.unembedded(db, last, BATCH);
            if (!batch.isEmpty()) {
                keep(batch, embedder.embed(batch.stream().map(Unembedded::text).toList()));
                last = batch.getLast().passage();
            } else if (last.equals(BEFORE_ALL)) {
                trust.measureIfGrown();
                return new JobResult.Done();
            } else {
                last = BEFORE_ALL; // new passages may have a lower id
            }
        }
        return new JobResult.Again(Duration.ZERO);
    }

    private void keep(List<Unembedded> batch, List<float[]> vectors) {
        db.runTx(
                tx -> {
                    for (int at = 0; at < batch.size(); at++) {
                        store.keep(tx, batch.get(at).passage(), vectors.get(at));
                    }
                });
    }
}
