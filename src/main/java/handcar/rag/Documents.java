package handcar.rag;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.db.Database;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.text.Sha256;

/// The documents of the installation: adds, lists and deletes them. [IngestJob] reads them; the row and its job are written in
/// one transaction.
public final class Documents {
    private final Database db;
    private final JobQueue jobs;
    private final AuditLog audit;

    /// A document, and whether it was there already.
    public record Added(Document document, boolean known) {}

    public Documents(Database db, JobQueue jobs, AuditLog audit) {
        this.db = db;
        this.jobs = jobs;
        this.audit = audit;
    }

    /// Adds a document. One that was added before for the same agent is returned as it is; one that failed is read again.
    public Added add(Actor by, NewDocument document) {
        return db.tx(
                tx -> {
                    Added added = add(tx, by, document);
                    if (!added.known()) {
                        record(tx, by, "document.added", added.document());
                    }
                    return added;
                });
    }

    private Added add(Tx tx, Actor by, NewDocument document) {
        String sha256 = fingerprint(document);
        Optional<Added> added = Optional.empty();
        // the same document may be replaced between the two statements
        while (added.isEmpty()) {
            added = insert(tx, by, document, sha256).or(() -> again(tx, document, sha256));
        }
        return added.get();
    }

    private Optional<Added> insert(Tx tx, Actor by, NewDocument document, String sha256) {
        Optional<Document> added =
                tx.named("rag.add-document")
                        .with("id", UuidV7.next())
                        .with("agent", document.agent())
                        .with("title", document.title())
                        .with("source", document.source())
                        .with("file_name", document.fileName())
                        .with("media_type", document.mediaType())
                        .with("url", document.url())
                        .with("original", document.original())
                        .with("content", document.content())
                        .with("sha256", sha256)
                        .with("bytes", document.size())
                        .with("created_by", by.name())
                        .first(Document::of);
        added.ifPresent(queued -> ingest(tx, queued.id()));
        return added.map(queued -> new Added(queued, false));
    }

    private Optional<Added> again(Tx tx, NewDocument document, String sha256) {
        Optional<Document> same =
                tx.named("rag.same-document")
                        .with("agent", document.agent())
                        .with("sha256", sha256)
                        .first(Document::of);
        if (same.isEmpty()) {
            return Optional.empty();
        }
        Optional<Document> again =
                giveAgain(tx, same.get(), document).or(() -> takeName(tx, same.get(), document));
        again.ifPresent(queued -> ingest(tx, queued.id()));
        return Optional.of(new Added(again.orElse(same.get()), true));
    }

    private static Optional<Document> giveAgain(Tx tx, Document same, NewDocument document) {
        return tx.named("rag.give-again")
                .with("id", same.id())
                .with("original", document.original())
                .with("content", document.content())
                .first(Document::of);
    }

    private static Optional<Document> takeName(Tx tx, Document same, NewDocument document) {
        return tx.named("rag.take-name")
                .with("id", same.id())
                .with("file_name", document.fileName())
                .with("title", document.title())
                .first(Document::of);
    }

    private void ingest(Tx tx, UUID id) {
        jobs.enqueue(tx, JobRequest.of(IngestJob.KIND).about(id));
    }

    private void record(Tx tx, Actor by, String action, Document document) {
        audit.record(tx, by, action, document.id(), Map.of("title", document.title()));
    }

    /// The same text under another title is another document, the same file under another name is not.
    private static String fingerprint(NewDocument document) {
        String url = document.url().map(address -> "url " + address).orElse("");
        String text = document.content().map(said -> document.title() + "\0" + said).orElse("");
        return Sha256.hex(
                document.original().orElseGet(() -> new byte[0]),
                (url + text).getBytes(StandardCharsets.UTF_8));
    }

    /// Makes the guide consist of these pages: adds those that are missing, then deletes all others.
    public void keepGuide(List<NewDocument> pages) {
        pages.forEach(page -> add(Actor.system(), page));
        Set<String> wanted = fingerprints(pages);
        db.named("rag.guide-pages")
                .list(row -> Map.entry(row.uuid("id"), row.text("sha256")))
                .forEach(
                        page -> {
                            if (!wanted.contains(page.getValue())) {
                                delete(Actor.system(), page.getKey());
                            }
                        });
    }

    /// Whether the guide consists of these pages and all of them have been read.
    public boolean hasGuide(List<NewDocument> pages) {
        return fingerprints(pages)
                .equals(
                        db
                                .named("rag.guide-pages")
                                .list(
                                        row ->
                                                isFinished(row.text("status"))
                                                        ? row.text("sha256")
                                                        : "")
                                .stream()
                                .collect(Collectors.toSet()));
    }

    private static boolean isFinished(String status) {
        return Set.of("ready", "failed").contains(status);
    }

    private static Set<String> fingerprints(List<NewDocument> pages) {
        return pages.stream().map(Documents::fingerprint).collect(Collectors.toSet());
    }

    /// A document; empty if there is none.
    public Optional<Document> find(UUID id) {
        return db.named("rag.document").with("id", id).first(Document::of);
    }

    /// How many characters its text has; zero until it is read.
    public long characters(UUID id) {
        return db.named("rag.document-text-length")
                .with("id", id)
                .first(row -> row.number("characters"))
                .orElse(0L);
    }

    /// The documents that match, newest first. An agent's include those that every agent may use.
    public Page<Document> list(
            Optional<Document.Status> status,
            Optional<UUID> agent,
            Optional<String> q,
            Optional<Cursor> before,
            int limit) {
        List<Document> found =
                db.named("rag.documents")
                        .with("status", status)
                        .with("agent", agent)
                        .with("q", q)
                        .with("before_at", before.map(Cursor::at))
                        .with("before_id", before.map(Cursor::id))
                        .with("limit", limit + 1)
                        .list(Document::of);
        return Page.of(found, limit, Document::cursor);
    }

    /// The JSON of a document's passages in their order, those after the ordinal `after` (-1 for all).
    List<Map<String, Object>> passages(UUID id, int after, int limit) {
        return db.named("rag.passages")
                .with("document", id)
                .with("after", after)
                .with("limit", limit)
                .list(Documents::passage);
    }

    private static Map<String, Object> passage(Row row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", row.uuid("id").toString());
        shown.put("ordinal", row.integer("ordinal"));
        shown.put("start", row.integer("start_at"));
        shown.put("end", row.integer("end_at"));
        row.findNumber("page").ifPresent(page -> shown.put("page", page));
        shown.put("heading", row.findText("heading").orElse(""));
        shown.put("text", row.text("text"));
        shown.put("language", row.text("language"));
        return shown;
    }

    /// Deletes a document with its passages and its job; false if there is none.
    public boolean delete(Actor by, UUID id) {
        return db.tx(
                tx -> {
                    Optional<Document> deleted =
                            tx.named("rag.delete-document").with("id", id).first(Document::of);
                    jobs.withdraw(tx, IngestJob.KIND, id);
                    deleted.ifPresent(document -> record(tx, by, "document.deleted", document));
                    return deleted.isPresent();
                });
    }

    /// Splits and indexes it again; an address is fetched again. Empty if there is none.
    public Optional<Document> reindex(Actor by, UUID id) {
        return db.tx(
                tx -> {
                    Optional<Document> queued =
                            tx.named("rag.queue-document").with("id", id).first(Document::of);
                    queued.ifPresent(
                            document -> {
                                ingest(tx, id);
                                record(tx, by, "document.reindexed", document);
                            });
                    return queued;
                });
    }
}
