package handcar.rag.search;

import module java.base;

import handcar.db.Db;
import handcar.db.Tx;
import handcar.jobs.JobQueue;

/// Writes the index that passages are found by. When passages or documents are deleted, the database deletes their entries and
/// updates the statistics in the same transaction; only adding has to be requested.
public final class SearchIndex {
    private final Optional<JobQueue> embedding;

    /// An index of words.
    public SearchIndex() {
        this.embedding = Optional.empty();
    }

    /// An index of words, and of vectors as soon as [EmbeddingJob] has run.
    public SearchIndex(JobQueue jobs) {
        this.embedding = Optional.of(jobs);
    }

    /// A document that an older version indexed; empty when there is none.
    public Optional<UUID> outdated(Db db) {
        return db.named("rag.outdated-document").first(row -> row.uuid("document_id"));
    }

    /// Indexes the document's present passages instead of its former ones. Call it in the transaction that wrote them, as late
    /// as possible: documents are indexed one after the other, and the next waits for the commit. Returns the number of
    /// passages; zero when the document was deleted.
    public int add(Tx tx, UUID document) {
        boolean exists =
                tx.named("rag.hold-document")
                        .with("document", document)
                        .first(_ -> true)
                        .isPresent();
        if (!exists) {
            return 0;
        }
        tx.named("rag.forget-document").with("document", document).change();
        embedding.ifPresent(jobs -> jobs.enqueue(tx, EmbeddingJob.job()));
        return Math.toIntExact(tx.named("rag.index-document").with("document", document).change());
    }
}
