package handcar.rag;

import module java.base;

import handcar.db.Database;
import handcar.db.Db;

/// The stored texts behind citations: a quote is compared with them before it is shown, and read from them when a
/// citation is opened. All positions count code points of the document's text.
public final class CitationSources {
    /// What is shown before and after a quote, for the reader to judge it.
    private static final int AROUND = 600;

    private final Database db;

    /// A quote where it stands.
    public record Excerpt(
            String title, Optional<String> url, String before, String quote, String after) {}

    public CitationSources(Database db) {
        this.db = db;
    }

    /// Whether exactly this stands there now: a document may have been replaced or deleted while an answer was written.
    public boolean stands(Db tx, UUID document, int start, int end, String quote) {
        return tx.named("rag.quote-stands")
                .with("document", document)
                .with("start", start)
                .with("length", end - start)
                .with("quote", quote)
                .first(_ -> true)
                .isPresent();
    }

    /// A stretch of a document with what stands around it; empty when the document is gone.
    public Optional<Excerpt> excerpt(UUID document, int start, int end) {
        int from = Math.max(0, start - AROUND);
        return db.named("rag.excerpt")
                .with("document", document)
                .with("from", from)
                .with("lead", start - from)
                .with("start", start)
                .with("length", end - start)
                .with("end", end)
                .with("around", AROUND)
                .first(
                        row ->
                                new Excerpt(
                                        row.text("title"),
                                        row.findText("url"),
                                        row.text("before"),
                                        row.text("quote"),
                                        row.text("after")));
    }
}
