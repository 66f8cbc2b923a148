package handcar.rag;

import module java.base;

import handcar.db.ColumnArrays;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Row;
import handcar.db.UuidV7;
import handcar.rag.extract.ExtractedText;
import handcar.rag.extract.FileType;
import handcar.text.Language;

import org.jspecify.annotations.Nullable;

/// The rows of documents and their passages while a document is read and indexed.
final class IngestStore {
    private final Database db;

    IngestStore(Database db) {
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

    /// What was read of a document before.
    Optional<ExtractedText> read(UUID id, FileType kind) {
        return db.named("rag.document-text")
                .with("id", id)
                .first(
                        row ->
                                new ExtractedText(
                                        kind,
                                        Optional.empty(),
                                        row.text("content"),
                                        row.integers("page_starts"),
                                        row.findText("warning")));
    }

    Optional<Raw> begin(UUID id) {
        return db.named("rag.begin-document").with("id", id).first(Raw::of);
    }

    void keepText(
            Raw document, ExtractedText content, String title, Language language, long bytes) {
        db.named("rag.keep-text")
                .with("id", document.id())
                .with("content", content.text())
                .with("page_starts", pageStarts(content))
                .with("warning", content.warning())
                .with("title", title)
                .with("media_type", content.kind().mediaType())
                .with("language", language.code())
                .with("bytes", bytes)
                .change();
    }

    private static Integer @Nullable [] pageStarts(ExtractedText content) {
        return content.pages().isEmpty() ? null : content.pages().toArray(Integer[]::new);
    }

    /// The language of most other documents of its agent; [Language#OTHER] when there are none.
    Language usualLanguage(UUID id) {
        return db.named("rag.usual-language")
                .with("id", id)
                .first(row -> Language.ofCode(row.text("language")))
                .orElse(Language.OTHER);
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
}
