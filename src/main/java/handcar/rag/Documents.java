package handcar.rag;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.text.Sha256;

/// The documents of the installation: taken in, listed, given up. Reading them is the work of [IngestJob]; what is asked
/// here is a row and a job in one transaction.
public final class Documents {
    private final Database db;
    private final JobQueue jobs;
    private final AuditLog audit;
    private final DocumentStore store;

    /// A document, and whether it was there already.
    public record Added(Document document, boolean known) {}

    public Documents(Database db, JobQueue jobs, AuditLog audit) {
        this.db = db;
        this.jobs = jobs;
        this.audit = audit;
        this.store = new DocumentStore(db);
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
        Optional<UUID> id = store.add(tx, document, sha256, Optional.of(by.name()));
        if (id.isPresent()) {
            ingest(tx, id.get());
            return new Added(store.find(tx, id.get()).orElseThrow(), false);
        }
        Document same = store.same(tx, document.agent(), sha256);
        if (store.giveAgain(tx, same.id(), document)) {
            ingest(tx, same.id());
            return new Added(store.find(tx, same.id()).orElseThrow(), true);
        }
        return new Added(same, true);
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

    /// One document.
    public Optional<Document> find(UUID id) {
        return store.find(id);
    }

    /// How many characters its text has; zero until it is read.
    public long characters(UUID id) {
        return store.characters(id);
    }

    /// The text that passages and citations point into; empty until it is read.
    public Optional<String> text(UUID id) {
        return store.text(id);
    }

    /// Documents that fit, newest first. An agent's include those that every agent may use.
    public Page<Document> list(
            Optional<Document.Status> status,
            Optional<UUID> agent,
            Optional<String> q,
            Optional<Cursor> before,
            int limit) {
        return Page.of(store.list(status, agent, q, before, limit + 1), limit, Document::cursor);
    }

    /// Passages in JSON, in their order, those after the ordinal `after` (-1 for all).
    List<Map<String, Object>> passages(UUID id, int after, int limit) {
        return store.passages(id, after, limit);
    }

    /// Gives a document up, with its passages and whatever was to be done for it; false if there is none.
    public boolean delete(Actor by, UUID id) {
        return db.tx(
                tx -> {
                    Optional<Document> document = store.find(tx, id);
                    jobs.withdraw(tx, IngestJob.KIND, id);
                    boolean deleted = store.delete(tx, id);
                    if (deleted) {
                        record(tx, by, "document.deleted", document.orElseThrow());
                    }
                    return deleted;
                });
    }

    /// Splits and indexes it again; an address is fetched again. Empty if there is none.
    public Optional<Document> reindex(Actor by, UUID id) {
        return db.tx(
                tx -> {
                    if (!store.queue(tx, id)) {
                        return Optional.empty();
                    }
                    ingest(tx, id);
                    Document document = store.find(tx, id).orElseThrow();
                    record(tx, by, "document.reindexed", document);
                    return Optional.of(document);
                });
    }
}
