package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditEntries;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.http.MemoryBudget;
import handcar.http.MemoryPressure;
import handcar.jobs.JobQueue;
import handcar.jobs.JobSpec;
import handcar.jobs.JobWorker;
import handcar.jobs.NotificationBus;
import handcar.rag.search.SearchIndex;
import handcar.testing.Wait;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;

/// Documents worked on while connections are few and somebody deletes them.
class ConcurrentDocumentsTest {
    private final DocumentsFixture archives = new DocumentsFixture();

    @AfterEach
    void close() {
        archives.close();
    }

    @Test
    void two_large_texts_at_once_need_no_more_connections_than_two() throws Exception {
        Database.Address address = TestDatabase.withSchema();
        try (Database small = new Database(address, 2, new SimpleMeterRegistry());
                Database beside = TestDatabase.open(address);
                NotificationBus bells = new NotificationBus(small)) {
            new Migrations(small.source()).up();
            JobQueue jobs = new JobQueue(small, bells);
            Documents documents = new Documents(small, jobs, AuditEntries.log(small));
            for (String word : List.of("ship", "plane")) {
                documents.add(
                        Actor.system(), NewDocument.text(Optional.empty(), word, large(word)));
            }
            IngestJob ingest =
                    new IngestJob(
                            small,
                            jobs,
                            new SearchIndex(),
                            new WebPageFetcher(archives.outgoing),
                            new MemoryBudget(() -> MemoryPressure.NONE),
                            AuditEntries.log(small));
            JobWorker worker =
                    new JobWorker(
                            jobs,
                            bells,
                            JobSpec.of(
                                    IngestJob.KIND, IngestJob.CONCURRENCY, IngestJob.LEASE, ingest),
                            () -> true);
            worker.start();
            JobQueue look = new JobQueue(beside, bells);
            Wait.until("every job is done", Duration.ofMinutes(1), () -> look.depths().isEmpty());
            boolean _ = worker.stop(Instant.now().plusSeconds(5));
        }
    }

    @Test
    void a_document_deleted_while_it_is_indexed_again_is_gone() throws Exception {
        String id =
                DocumentsFixture.id(
                        archives.upload(Map.of(), DocumentsFixture.File.of("e.txt", "Delete me.")));
        archives.worker.start();
        archives.settled(id);
        try (Connection lexicon = archives.db.source().getConnection();
                java.sql.Statement statement = lexicon.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(5215573)");
            archives.post("/api/v1/documents/" + id + "/reindex", Map.of());
            // the passages are being replaced, and wait for the lexicon
            Wait.pause(Duration.ofSeconds(1), "the job reaches the lock on the lexicon");
            BlockingQueue<Integer> answered = new LinkedBlockingQueue<>();
            Thread.ofVirtual()
                    .start(
                            () ->
                                    answered.add(
                                            archives.delete("/api/v1/documents/" + id)
                                                    .statusCode()));
            Wait.pause(Duration.ofMillis(500), "the deletion reaches the lock of the job");
            statement.execute("SELECT pg_advisory_unlock(5215573)");
            assertEquals(204, answered.poll(20, TimeUnit.SECONDS));
        }
        Wait.pause(Duration.ofMillis(300), "no job must follow");
        assertEquals(List.of(), archives.jobs.depths());
    }

    private static String large(String by) {
        return ("The parcel goes to Japan by " + by + " and takes nine days. ").repeat(20_000);
    }
}
