package handcar.rag.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.db.Migrations;
import handcar.jobs.Job;
import handcar.jobs.JobResult;
import handcar.json.JsonView;
import handcar.rag.ReindexJob;
import handcar.rag.Retriever;
import handcar.rag.RetrieverFixture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A library that a version before 0016 indexed: it is found before, while and after its entries are written again, and so it
/// is after the way back to that version.
class UpgradeTest {
    private static final int FIRST_NEW_STEP = 16;

    /// Each document by its title, and a question that it answers.
    private static final Map<String, List<String>> LIBRARY =
            Map.of(
                    "zh", List.of("我们的商店每天早上九点开门，晚上六点关门。", "商店几点开门？"),
                    "ja", List.of("ご注文の商品は三日以内に発送いたします。", "商品はいつ発送されますか"),
                    "th",
                            List.of(
                                    "ค่าจัดส่งภายในประเทศห้าสิบบาท ใช้เวลาสามวันทำการ",
                                    "ค่าจัดส่งเท่าไหร่"),
                    "ko", List.of("배송비는 고객님이 부담합니다.", "배송비는 누가 내나요?"),
                    "en", List.of("The lamp B-1037 is made of brass.", "What is B-1037 made of?"),
                    "de",
                            List.of(
                                    "Die Lieferung nach Malta kostet zwölf Euro.",
                                    "Lieferung Malta"));

    private final RetrieverFixture library = new RetrieverFixture();
    private final Migrations migrations = new Migrations(library.db.source());
    private final int newer =
            Math.toIntExact(
                    migrations.status().stream()
                            .filter(step -> step.number() >= FIRST_NEW_STEP)
                            .count());

    @AfterEach
    void close() {
        library.close();
    }

    @Test
    void isFoundBeforeWhileAndAfterItIsIndexedAgain() {
        migrations.down(newer);
        LIBRARY.forEach((title, document) -> library.add(title, document.getFirst()));
        migrations.up();
        everyQuestionFindsItsDocument("before");
        for (int done = 0; done < LIBRARY.size(); done++) {
            UUID next = library.index.outdated(library.db).orElseThrow();
            library.db.runTx(tx -> library.index.add(tx, next));
            everyQuestionFindsItsDocument("after " + (done + 1));
        }
        assertEquals(Optional.empty(), library.index.outdated(library.db));
    }

    @Test
    void twoReplicasWriteEachEntryOnce() throws Exception {
        migrations.down(newer);
        LIBRARY.forEach((title, document) -> library.add(title, document.getFirst()));
        migrations.up();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<JobResult> job = () -> new ReindexJob(library.db).run(job());
            for (Future<JobResult> done : threads.invokeAll(List.of(job, job))) {
                assertEquals(new JobResult.Done(), done.get());
            }
        }
        everyQuestionFindsItsDocument("after");
        assertEquals(
                List.of(String.valueOf(LIBRARY.size())),
                library.column("SELECT count(*) FROM passage_terms WHERE current"));
    }

    @Test
    void theWayBackAndForthAgainKeepsEverythingFound() {
        LIBRARY.forEach((title, document) -> library.add(title, document.getFirst()));
        assertEquals(newer, migrations.down(newer).size());
        migrations.up();
        everyQuestionFindsItsDocument("after");
    }

    private static Job job() {
        return new Job(
                UUID.randomUUID(),
                ReindexJob.KIND,
                Optional.of("library"),
                new JsonView(Map.of()),
                1,
                12,
                UUID.randomUUID());
    }

    private void everyQuestionFindsItsDocument(String when) {
        Retriever retriever = new Retriever(library.db, Optional.empty());
        LIBRARY.forEach(
                (title, document) ->
                        assertEquals(
                                List.of(title),
                                retriever
                                        .search(document.getLast(), SearchScope.everything(), 1)
                                        .stream()
                                        .map(SearchHit::title)
                                        .toList(),
                                when));
    }
}
