package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditEntries;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;
import handcar.rag.search.SearchHit;
import handcar.rag.search.SearchScope;
import handcar.testing.RandomSeed;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A changed file takes the place of the one with its name: both are found for a moment, never neither.
@SeparateProcess
class ReplacedDocumentsTest {
    private final DocumentsFixture archives = new DocumentsFixture();

    @AfterEach
    void close() {
        archives.close();
    }

    private static DocumentsFixture.File fee(String amount) {
        return DocumentsFixture.File.of("fee.txt", "Our delivery fee is " + amount + " kroner.");
    }

    private String given(Map<String, String> fields, DocumentsFixture.File file) {
        return DocumentsFixture.id(archives.upload(fields, file));
    }

    private List<String> found(SearchScope scope) {
        return found(archives.db, scope);
    }

    private static List<String> found(Database db, SearchScope scope) {
        return new Retriever(db, Optional.empty())
                .search("delivery fee", scope, 20).stream()
                        .map(SearchHit::text)
                        .map(text -> text.replaceAll("(?s)\\D*(\\d+) kroner.*", "$1"))
                        .distinct()
                        .sorted()
                        .toList();
    }

    private boolean isGone(String id) {
        return archives.get("/api/v1/documents/" + id).statusCode() == 404;
    }

    @Test
    void only_the_changed_file_is_found_as_soon_as_it_is_ready() {
        archives.worker.start();
        String first = given(Map.of(), fee("70"));
        archives.settled(first);
        String other = given(Map.of("agent", "shop"), fee("80"));
        archives.settled(other);
        String second = given(Map.of(), fee("90"));
        archives.settled(second);

        assertEquals(List.of("80", "90"), found(SearchScope.everything()));
        assertTrue(isGone(first));
        assertFalse(isGone(other), "another agent's file stays");
    }

    @Test
    void a_changed_file_that_cannot_be_read_leaves_the_older_one() {
        archives.worker.start();
        archives.settled(given(Map.of(), fee("70")));
        byte[] broken = "Our fee is \uFFFD\uFFFD.".getBytes(StandardCharsets.UTF_8);
        String failed = given(Map.of(), new DocumentsFixture.File("file", "fee.txt", broken));

        assertEquals("failed", archives.settled(failed).text("status").orElseThrow());
        assertEquals(List.of("70"), found(SearchScope.everything()));

        archives.settled(given(Map.of(), fee("90")));
        assertEquals(List.of("90"), found(SearchScope.everything()));
        assertTrue(isGone(failed));
    }

    @Test
    void names_that_differ_in_case_or_in_the_form_of_their_letters_are_one_name() {
        archives.worker.start();
        List<String> names = List.of("Geb\u00FChr.txt", "Gebu\u0308hr.txt", "GEB\u00DCHR.TXT");
        for (int at = 0; at < names.size(); at++) {
            String text = "Our delivery fee is 7" + at + " kroner.";
            archives.settled(given(Map.of(), DocumentsFixture.File.of(names.get(at), text)));
            assertEquals(List.of("7" + at), found(SearchScope.everything()), names.get(at));
        }
    }

    @Test
    void a_known_file_that_is_given_under_the_name_of_another_takes_its_place() {
        archives.worker.start();
        String older = given(Map.of(), fee("70"));
        archives.settled(older);
        var newYear = DocumentsFixture.File.of("2027.txt", "Our delivery fee is 90 kroner.");
        String newer = given(Map.of(), newYear);
        archives.settled(newer);
        assertEquals(List.of("70", "90"), found(SearchScope.everything()));

        assertEquals(newer, given(Map.of(), fee("90")));
        assertEquals(
                Optional.of("fee.txt"), archives.settled(newer).text("file_name"), "its new name");
        assertEquals(List.of("90"), found(SearchScope.everything()));
        assertTrue(isGone(older));
    }

    @Test
    void files_without_a_name_of_their_own_stand_beside_each_other() {
        archives.worker.start();
        archives.settled(
                given(
                        Map.of(),
                        DocumentsFixture.File.of("blob", "The delivery fee is 70 kroner.")));
        archives.settled(
                given(
                        Map.of(),
                        DocumentsFixture.File.of("blob", "The delivery fee is 90 kroner.")));

        assertEquals(List.of("70", "90"), found(SearchScope.everything()));
    }

    @Test
    void the_file_that_was_given_last_stays_whichever_is_ready_first() {
        String first = given(Map.of(), fee("70"));
        String second = given(Map.of(), fee("90"));
        var again = archives.upload(Map.of(), fee("70"));
        assertEquals(200, again.statusCode());
        assertEquals(first, DocumentsFixture.id(again));

        archives.worker.start();

        Wait.until("one file is left", () -> isGone(second));
        assertEquals("ready", archives.settled(first).text("status").orElseThrow());
        assertEquals(List.of("70"), found(SearchScope.everything()));
    }

    @Test
    void many_people_who_change_a_file_at_once_leave_one_and_never_none() throws Exception {
        archives.worker.start();
        archives.settled(given(Map.of(), fee("70")));
        Random random = RandomSeed.random();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger none = new AtomicInteger();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> searcher =
                    people.submit(
                            () -> {
                                while (!over.get()) {
                                    none.addAndGet(
                                            found(SearchScope.everything()).isEmpty() ? 1 : 0);
                                }
                            });
            List<Future<?>> uploads = new ArrayList<>();
            for (int person = 0; person < 6; person++) {
                List<String> amounts = random.ints(5, 100, 110).mapToObj(String::valueOf).toList();
                uploads.add(
                        people.submit(
                                () -> amounts.forEach(amount -> given(Map.of(), fee(amount)))));
            }
            for (Future<?> upload : uploads) {
                upload.get();
            }
            String last = given(Map.of(), fee("200"));
            archives.settled(last);
            Wait.until("every job is done", () -> archives.jobs.depths().isEmpty());
            over.set(true);
            searcher.get();
        }

        assertEquals(0, none.get(), "searches that found neither");
        assertEquals(List.of("200"), found(SearchScope.everything()));
        assertEquals(
                1,
                DocumentsFixture.body(archives.get("/api/v1/documents?q=fee"))
                        .at("data")
                        .each()
                        .count());
    }

    @Test
    void a_process_that_is_killed_while_it_replaces_a_file_leaves_one_of_the_two(
            @TempDir Path folder) {
        Database.Address address = TestDatabase.withSchema();
        try (ServerProcess server = new ServerProcess(folder, address);
                Database db = TestDatabase.open(address);
                NotificationBus bells = new NotificationBus(db)) {
            server.start();
            Documents documents = new Documents(db, new JobQueue(db, bells), AuditEntries.log(db));
            add(documents, "70");
            Wait.until("the first is found", () -> found(db, everything()).contains("70"));
            AtomicInteger none = new AtomicInteger();
            for (int amount = 71; amount < 75; amount++) {
                UUID next = add(documents, String.valueOf(amount));
                List<String> before =
                        amount % 2 == 0 ? List.of("queued", "reading") : List.of("queued");
                Wait.until(
                        "it is worked on",
                        () -> none(none, db) && !before.contains(status(documents, next)));
                server.kill();
                assertFalse(found(db, everything()).isEmpty(), "nothing is found after a kill");
                server.start();
                String wanted = String.valueOf(amount);
                Wait.until(
                        "it took the other's place",
                        () -> none(none, db) && found(db, everything()).equals(List.of(wanted)));
            }
            assertEquals(0, none.get(), "searches that found neither");
        }
    }

    private static SearchScope everything() {
        return SearchScope.everything();
    }

    /// Counts a search that finds nothing.
    private static boolean none(AtomicInteger none, Database db) {
        none.addAndGet(found(db, everything()).isEmpty() ? 1 : 0);
        return true;
    }

    private static UUID add(Documents documents, String amount) {
        String text =
                ("Our delivery fee is " + amount + " kroner for a parcel.\n\n").repeat(20_000);
        return documents
                .add(
                        Actor.system(),
                        NewDocument.file(
                                Optional.empty(),
                                "fee.txt",
                                "",
                                text.getBytes(StandardCharsets.UTF_8)))
                .document()
                .id();
    }

    private static String status(Documents documents, UUID id) {
        return documents
                .find(id)
                .map(found -> found.status().name())
                .orElse("gone")
                .toLowerCase(Locale.ROOT);
    }
}
