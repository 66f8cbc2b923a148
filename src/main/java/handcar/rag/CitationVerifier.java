package handcar.rag;

import module java.base;

import handcar.db.Database;
import handcar.db.Db;

/// Checks that a citation's quote stands in the document's stored text, and reads what stands around it when a citation is
/// opened. Positions are code points of the document's text.
public final class CitationVerifier {
    /// Code points that are shown before and after a quote, so that a reader can judge it.
    private static final int AROUND = 600;

    private final Database db;

    /// A quote with the text before and after it.
    public record Excerpt(
            String title, Optional<String> url, String before, String quote, String after) {}

    public CitationVerifier(Database db) {
        this.db = db;
    }

    /// Whether the document has exactly this text at this place now: it may have been replaced or deleted while an answer was
    /// written. It cannot be changed until the transaction ends.
    public boolean isVerbatim(Db tx, UUID document, int start, int end, String quote) {
        return tx.named("rag.quote-stands")
                .with("document", document)
                .with("start", start)
                .with("length", end - start)
                .with("quote", quote)
                .first(_ -> true)
                .isPresent();
    }

    /// The page, counted from 1, on which this place of the document is; empty when the document has no pages.
    public Optional<Integer> page(Db db, UUID document, int start) {
        return db.named("rag.page-of")
                .with("document", document)
                .with("start", start)
                .first(row -> row.integer("page"));
    }

    /// A part of a document with the text around it; empty when the document was deleted.
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
