package handcar.rag;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.db.Tx;
import handcar.jobs.JobQueue;

/// Lets a changed file take the place of the one with the same name that the same agent had. The older one is found until the
/// newer one is ready, and is deleted in the transaction that makes it so: a search finds one of the two at any time. A newer
/// one that cannot be read leaves the older one alone.
final class DocumentVersions {
    private final JobQueue jobs;
    private final AuditLog audit;

    record Version(UUID id, String title) {}

    DocumentVersions(JobQueue jobs, AuditLog audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    /// Waits until no other file of this name is becoming ready. False when a file of the same name that was given later can
    /// be found already: this one is not to be found any more.
    boolean hold(Tx tx, UUID document) {
        boolean _ = tx.named("rag.hold-name").with("id", document).first(_ -> true).isPresent();
        return tx.named("rag.is-outdated").with("id", document).first(_ -> true).isEmpty();
    }

    /// The files that this one replaces, kept from others until the transaction ends.
    List<Version> older(Tx tx, UUID document) {
        return tx.named("rag.older-versions")
                .with("id", document)
                .list(row -> new Version(row.uuid("id"), row.text("title")));
    }

    /// Deletes them with their passages and the jobs that wait for them.
    void replace(Tx tx, UUID newer, List<Version> older) {
        for (Version version : older) {
            delete(tx, version.id);
            audit.record(
                    tx,
                    Actor.system(),
                    "document.replaced",
                    version.id,
                    Map.of("title", version.title, "by", newer.toString()));
        }
    }

    /// Deletes a document that a later one has overtaken.
    void drop(Tx tx, UUID outdated) {
        delete(tx, outdated)
                .ifPresent(
                        document ->
                                audit.record(
                                        tx,
                                        Actor.system(),
                                        "document.outdated",
                                        outdated,
                                        Map.of("title", document.title())));
    }

    private Optional<Document> delete(Tx tx, UUID document) {
        Optional<Document> deleted =
                tx.named("rag.delete-document").with("id", document).first(Document::of);
        jobs.withdraw(tx, IngestJob.KIND, document);
        return deleted;
    }
}
