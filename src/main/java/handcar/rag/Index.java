package handcar.rag;

import handcar.db.Db;

import java.util.UUID;

/// What passages are found by. Deleting passages or documents, by whatever way, takes their entries and the statistics
/// along in the same transaction; only adding has to be asked for.
public final class Index {
    private final IndexStore store = new IndexStore();

    /// Indexes the passages that the document has now, instead of those it had; call it in the transaction that wrote
    /// them, as late as possible: documents are added one after the other, and the next waits for the commit. How many
    /// passages there are; zero when the document is gone.
    public int add(Db db, UUID documentId) {
        if (!store.hold(db, documentId)) {
            return 0;
        }
        store.forget(db, documentId);
        return store.add(db, documentId);
    }
}
