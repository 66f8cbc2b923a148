package handcar.rag;

import module java.base;

import handcar.db.ColumnArrays;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Row;
import handcar.db.UuidV7;
import handcar.problem.Cursor;
import handcar.rag.extract.ExtractedText;
import handcar.text.Language;

/// The rows of documents and their passages.
final class DocumentStore {
    private final Database db;

    DocumentStore(Database db) {
        this.db = db;
    }

    /// What a document is read from. `original` is empty when it was read before.
    record Raw(
            UUID id,
            String title,
            String source,
            String fileName,
            String mediaType,
            Optional<String> url,
            Optional<byte[]> original) {
        static Raw of(Row row) {
            return new Raw(
                    row.uuid("id"),
                    row.text("title"),
                    row.text("source"),
                    row.findText("file_name").orElse(""),
                    row.findText("media_type").orElse(""),
                    row.findText("url"),
                    row.findBytes("original"));
        }
    }

    Optional<UUID> add(Db tx, NewDocument document, String sha256, Optional<String> createdBy) {
        return tx.named("rag.add-document")
                .with("id", UuidV7.next())
                .with("agent", document.agent().orElse(null))
                .with("title", document.title())
                .with("source", document.source())
                .with("file_name", document.fileName().orElse(null))
                .with("media_type", document.mediaType().orElse(null))
                .with("url", document.url().orElse(null))
                .with("original", document.original().orElse(null))
                .with("content", document.content().orElse(null))
                .with("sha256", sha256)
                .with("bytes", document.size())
                .with("created_by", createdBy.orElse(null))
                .first(row -> row.uuid("id"));
    }

    Document same(Db tx, Optional<UUID> agent, String sha256) {
        return tx.named("rag.same-document")
                .with("agent", agent.orElse(null))
                .with("sha256", sha256)
                .only(Document::of);
    }

    boolean giveAgain(Db tx, UUID id, NewDocument document) {
        return tx.named("rag.give-again")
                        .with("id", id)
                        .with("original", document.original().orElse(null))
                        .with("content", document.content().orElse(null))
                        .change()
                > 0;
    }

    Optional<Document> find(Db tx, UUID id) {
        return tx.named("rag.document").with("id", id).first(Document::of);
    }

    Optional<Document> find(UUID id) {
        return find(db, id);
    }

    long characters(UUID id) {
        return db.named("rag.document-text-length")
                .with("id", id)
                .first(row -> row.number("characters"))
                .orElse(0L);
    }

    Optional<String> text(UUID id) {
        return db.named("rag.document-text").with("id", id).first(row -> row.text("content"));
    }

    List<Document> list(
            Optional<Document.Status> status,
            Optional<UUID> agent,
            Optional<String> q,
            Optional<Cursor> before,
            int limit) {
        return db.named("rag.documents")
                .with("status", status.orElse(null))
                .with("agent", agent.orElse(null))
                .with("q", q.orElse(null))
                .with("before_at", before.map(Cursor::at).orElse(null))
                .with("before_id", before.map(Cursor::id).orElse(null))
                .with("limit", limit)
                .list(Document::of);
    }

    boolean delete(Db tx, UUID id) {
        return tx.named("rag.delete-document").with("id", id).change() > 0;
    }

    boolean queue(Db tx, UUID id) {
        return tx.named("rag.queue-document").with("id", id).change() > 0;
    }

    Optional<Raw> begin(UUID id) {
        return db.named("rag.begin-document").with("id", id).first(Raw::of);
    }

    void keepText(
            Raw document, ExtractedText content, String title, Language language, long bytes) {
        db.named("rag.keep-text")
                .with("id", document.id())
                .with("content", content.text())
                .with("title", title)
                .with("media_type", content.kind().mediaType())
                .with("language", language.code())
                .with("bytes", bytes)
                .change();
    }

    /// Keeps the document from being deleted until the transaction ends.
    void hold(Db tx, UUID id) {
        tx.named("rag.keep-document").with("id", id).list(row -> row.uuid("id"));
    }

    void progress(UUID id, int progress) {
        db.named("rag.document-progress").with("id", id).with("progress", progress).change();
    }

    void dropPassages(Db tx, UUID document) {
        tx.named("rag.drop-passages").with("document", document).change();
    }

    void addPassages(Db tx, UUID document, List<Passage> passages) {
        tx.named("rag.add-passages")
                .with("document", document)
                .with("ids", ColumnArrays.whole(passages, _ -> UuidV7.next()))
                .with("ordinals", ColumnArrays.whole(passages, Passage::ordinal))
                .with("starts", ColumnArrays.whole(passages, Passage::start))
                .with("ends", ColumnArrays.whole(passages, Passage::end))
                .with("headings", ColumnArrays.whole(passages, Passage::heading))
                .with("texts", ColumnArrays.whole(passages, Passage::text))
                .with("languages", ColumnArrays.whole(passages, p -> p.language().configuration()))
                .change();
    }

    void ready(Db tx, UUID id, int passages) {
        tx.named("rag.document-ready").with("id", id).with("passages", passages).change();
    }

    void failed(Db tx, UUID id, String error) {
        tx.named("rag.document-failed").with("id", id).with("error", error).change();
    }

    List<Map<String, Object>> passages(UUID document, int after, int limit) {
        return db.named("rag.passages")
                .with("document", document)
                .with("after", after)
                .with("limit", limit)
                .list(
                        row ->
                                Map.of(
                                        "id", row.uuid("id").toString(),
                                        "ordinal", row.integer("ordinal"),
                                        "start", row.integer("start_at"),
                                        "end", row.integer("end_at"),
                                        "heading", row.findText("heading").orElse(""),
                                        "text", row.text("text"),
                                        "language", row.text("language")));
    }
}
