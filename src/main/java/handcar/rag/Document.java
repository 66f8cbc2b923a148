package handcar.rag;

import module java.base;

import handcar.db.Row;
import handcar.problem.Cursor;

/// A document as staff see it: where it came from and how far it is. `progress` is 0 to 100; `error` says why it could not be
/// read, `warning` what of it could not.
public record Document(
        UUID id,
        Optional<UUID> agentId,
        String title,
        Source source,
        Optional<String> fileName,
        Optional<String> mediaType,
        Optional<String> url,
        Optional<String> language,
        Status status,
        int progress,
        Optional<String> error,
        Optional<String> warning,
        long bytes,
        int passages,
        Optional<String> createdBy,
        Instant createdAt,
        Instant updatedAt) {

    /// Where a document comes from; a guide is this product's own documentation.
    public enum Source {
        FILE,
        URL,
        TEXT,
        GUIDE
    }

    /// How far a document is.
    public enum Status {
        QUEUED,
        READING,
        INDEXING,
        READY,
        FAILED
    }

    static Document of(Row row) {
        return new Document(
                row.uuid("id"),
                row.findUuid("agent_id"),
                row.text("title"),
                Source.valueOf(row.text("source").toUpperCase(Locale.ROOT)),
                row.findText("file_name"),
                row.findText("media_type"),
                row.findText("url"),
                row.findText("language"),
                Status.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
                row.integer("progress"),
                row.findText("error"),
                row.findText("warning"),
                row.number("bytes"),
                row.integer("passages"),
                row.findText("created_by"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    Cursor cursor() {
        return new Cursor(createdAt, id);
    }

    /// The document in JSON.
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", id.toString());
        boolean guide = source == Source.GUIDE;
        shown.put("agent_id", guide ? null : agentId.map(UUID::toString).orElse(null));
        shown.put("title", title);
        shown.put("source", source.name().toLowerCase(Locale.ROOT));
        shown.put("file_name", fileName.orElse(null));
        shown.put("media_type", mediaType.orElse(null));
        shown.put("url", url.orElse(null));
        shown.put("language", language.orElse(null));
        shown.put("status", status.name().toLowerCase(Locale.ROOT));
        shown.put("progress", progress);
        shown.put("error", error.orElse(null));
        warning.ifPresent(sentence -> shown.put("warning", sentence));
        shown.put("bytes", bytes);
        shown.put("passages", passages);
        shown.put("created_by", createdBy.orElse(null));
        shown.put("created_at", createdAt.toString());
        shown.put("updated_at", updatedAt.toString());
        return shown;
    }
}
