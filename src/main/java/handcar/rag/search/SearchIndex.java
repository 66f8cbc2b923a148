package handcar.rag.search;

import module java.base;

import handcar.db.Tx;
import handcar.jobs.JobQueue;

/// What passages are found by. Deleting passages or documents, by whatever way, takes their entries and the statistics
/// along in the same transaction; only adding has to be asked for.
public final class SearchIndex {
    private final IndexStore store = new IndexStore();
    private final Optional<JobQueue> embedding;

    /// An index of words.
    public SearchIndex() {
        this.embedding = Optional.empty();
    }

    /// An index of words and, as soon as [EmbeddingJob] comes round, of vectors.
    public SearchIndex(JobQueue jobs) {
        this.embedding = Optional.of(jobs);
    }

    /// Indexes the passages that the document has now, instead of those it had; call it in the transaction that wrote
    /// them, as late as possible: documents are added one after the other, and the next waits for the commit. How many
    /// passages there are; zero when the document is gone.
    public int add(Tx tx, UUID documentId) {
        if (!store.hold(tx, documentId)) {
            return 0;
        }
        store.forget(tx, documentId);
        embedding.ifPresent(jobs -> jobs.enqueue(tx, EmbeddingJob.job()));
        return store.add(tx, documentId);
    }
}
