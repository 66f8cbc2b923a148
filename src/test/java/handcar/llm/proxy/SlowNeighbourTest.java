package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// One program has 64 calls that hang. Another program and a customer who ask the same model are served as before.
@Isolated("measures time")
final class SlowNeighbourTest {
    private static final int HANGING = 64;
    private static final int CALLS = 100;

    /// Many times what a call takes, and much less than the hanging ones.
    private static final Duration UNNOTICED = Duration.ofMillis(250);

    private static final System.Logger LOG = System.getLogger(SlowNeighbourTest.class.getName());

    private final GatewayFixture shop =
            new GatewayFixture(
                    Map.of(
                            "GATEWAY_TIMEOUT_SECONDS", "120",
                            "OPENAI_MODEL", "gpt-4o",
                            "MESSAGE_BUFFER_SECONDS", "0"));

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void hangingCallsOfOneProgramAreNobodyElsesTrouble() throws Exception {
        FakeReply usual = shop.openAi.usual();
        shop.openAi.usual(
                (request, wire) ->
                        (request.text().contains("hang") ? FakeReply.silence() : usual)
                                .to(request, wire));
        shop.openAi.answering(FakeOpenAi::notKnowing);
        String slow = shop.key(Map.of());
        calls();
        Duration before = calls();
        Duration answeredBefore = answer();
        try (ExecutorService program = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> hanging = new ArrayList<>();
            for (int i = 0; i < HANGING; i++) {
                hanging.add(program.submit(() -> hang(slow)));
            }
            Wait.until(
                    "all calls hang",
                    () ->
                            shop.openAi.requests().stream()
                                            .filter(request -> request.text().contains("hang"))
                                            .count()
                                    == HANGING);
            Duration meanwhile = calls();
            Duration answered = answer();
            LOG.log(
                    System.Logger.Level.INFO,
                    "p99 {0} before, {1} meanwhile; a customer''s answer {2} and {3}",
                    before,
                    meanwhile,
                    answeredBefore,
                    answered);
            assertTrue(
                    meanwhile.compareTo(before.multipliedBy(3).plus(UNNOTICED)) < 0,
                    "p99 " + meanwhile + ", before " + before);
            assertTrue(
                    answered.compareTo(answeredBefore.multipliedBy(3).plus(UNNOTICED)) < 0,
                    "answered in " + answered + ", before " + answeredBefore);
            assertTrue(hanging.stream().noneMatch(Future::isDone), "they hang to the end");
            program.shutdownNow();
        }
    }

    private int hang(String key) throws IOException, InterruptedException {
        String body = Json.text(GatewayFixture.asking("gpt-4o", Map.of("user", "hang")));
        return shop.client
                .send(
                        shop.request(GatewayFixture.CHAT, body, key),
                        java.net.http.HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /// The 99th percentile of another program's calls.
    private Duration calls() {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            long from = System.nanoTime();
            assertEquals(200, shop.chat(GatewayFixture.question("gpt-4o")).status());
            nanos.add(System.nanoTime() - from);
        }
        return Duration.ofNanos(nanos.stream().sorted().skip(CALLS - 2).findFirst().orElseThrow());
    }

    /// How long a customer waits for the model's answer.
    private Duration answer() {
        TestClient caller = shop.shop.caller;
        Guest guest = caller.guest("house");
        int asked = shop.openAi.requests().size();
        long from = System.nanoTime();
        caller.ask(guest, "Do you repair umbrellas?");
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        assertTrue(shop.openAi.requests().size() > asked, "the model was asked");
        return took;
    }
}
