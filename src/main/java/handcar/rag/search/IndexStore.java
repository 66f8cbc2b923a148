package handcar.rag.search;

import module java.base;

import handcar.db.Db;

/// The statements that write the index.
final class IndexStore {
    /// Whether the document exists; it is locked until the transaction ends.
    boolean hold(Db db, UUID document) {
        return db.named("rag.hold-document")
                .with("document", document)
                .first(row -> row.uuid("id"))
                .isPresent();
    }

    void forget(Db db, UUID document) {
        db.named("rag.forget-document").with("document", document).change();
    }

    int add(Db db, UUID document) {
        return Math.toIntExact(db.named("rag.index-document").with("document", document).change());
    }
}
