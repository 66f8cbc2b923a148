package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.meta.MetaFixture;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.json.Json;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// People write in pieces: what one contact says to one account within the window is answered once, and the window is a row.
@SeparateProcess
final class MessageBurstTest {
    private static final String SECRET = "the-secret-of-the-bursts";

    private final ServerProcess installation;
    private final AtomicInteger names = new AtomicInteger();
    private final FakeOpenAi model = new FakeOpenAi();
    private final FakeServer graph =
            new FakeServer(
                    (request, wire) ->
                            FakeReply.json(
                                            200,
                                            Map.of(
                                                    "messages",
                                                    List.of(
                                                            Map.of(
                                                                    "id",
                                                                    "OUT."
                                                                            + names
                                                                                    .incrementAndGet()))))
                                    .to(request, wire));

    MessageBurstTest(@TempDir Path folder) {
        installation =
                new ServerProcess(folder)
                        .with(model)
                        .with(
                                Map.of(
                                        "MESSAGE_BUFFER_SECONDS",
                                        "3",
                                        "WHATSAPP_APP_SECRET",
                                        SECRET,
                                        "WHATSAPP_ACCESS_TOKEN",
                                        "EAAJB",
                                        "WHATSAPP_BASE_URL",
                                        graph.baseUrl()));
        model.answering(FakeOpenAi::notKnowing);
    }

    @AfterEach
    void close() {
        model.close();
        graph.close();
    }

    private void says(String account, String contact, String text) {
        String body =
                Json.text(
                        Map.of(
                                "object",
                                "whatsapp_business_account",
                                "entry",
                                List.of(
                                        Map.of(
                                                "id",
                                                "1",
                                                "changes",
                                                List.of(change(account, contact, text))))));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(installation.url + "/webhooks/whatsapp"))
                        .header("X-Hub-Signature-256", "sha256=" + MetaFixture.hex(body, SECRET))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(
                    200, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> change(String account, String contact, String text) {
        return Map.of(
                "field",
                "messages",
                "value",
                Map.of(
                        "messaging_product",
                        "whatsapp",
                        "metadata",
                        Map.of("display_phone_number", account, "phone_number_id", account),
                        "contacts",
                        List.of(Map.of("profile", Map.of("name", "Sam"), "wa_id", contact)),
                        "messages",
                        List.of(
                                Map.of(
                                        "from",
                                        contact,
                                        "id",
                                        "wamid." + names.incrementAndGet(),
                                        "timestamp",
                                        Long.toString(Instant.now().getEpochSecond()),
                                        "type",
                                        "text",
                                        "text",
                                        Map.of("body", text)))));
    }

    /// What was sent, by the account it was sent from.
    private String sent(String account) {
        return String.join(
                "\n---\n",
                graph.requests().stream()
                        .filter(request -> request.path().contains("/" + account + "/"))
                        .map(FakeRequest::json)
                        .map(json -> json.at("text").text("body").orElse(""))
                        .toList());
    }

    private long answers() {
        return graph.requests().size();
    }

    @Test
    void threeMessagesASecondApartGetOneAnswerThatAddressesTheThree() {
        try (ServerProcess _ = installation.start()) {
            says("11", "4915100", "Do you deliver?");
            Wait.pause(Duration.ofSeconds(1), "a person types");
            says("11", "4915100", "To Austria?");
            Wait.pause(Duration.ofSeconds(1), "a person types");
            says("11", "4915100", "On Sundays?");
            Wait.until("an answer is sent", this::answers, count -> count > 0);
            Wait.pause(Duration.ofSeconds(4), "no second answer must follow");
            assertEquals(1, answers());
            assertTrue(sent("11").contains("Do you deliver?"), sent("11"));
            assertTrue(sent("11").contains("To Austria?"), sent("11"));
            assertTrue(sent("11").contains("On Sundays?"), sent("11"));
        }
    }

    @Test
    void twoContactsOfTwoAccountsAreNeverMergedNorIsOneContactOfTwo() {
        try (ServerProcess _ = installation.start()) {
            says("11", "4915101", "apples");
            says("22", "4915102", "bananas");
            says("22", "4915101", "cherries");
            Wait.until("three answers are sent", this::answers, count -> count == 3);
            assertEquals(1, sent("11").lines().count());
            assertTrue(sent("11").contains("apples"), sent("11"));
            assertEquals(
                    List.of("bananas", "cherries"),
                    List.of("apples", "bananas", "cherries").stream()
                            .filter(sent("22")::contains)
                            .toList());
        }
    }

    @Test
    void aKillInsideTheWindowDelaysTheAnswerAndNothingIsLost() {
        ServerProcess first = installation.start();
        says("11", "4915103", "Is it red?");
        says("11", "4915103", "Or blue?");
        first.kill();
        assertEquals(0, answers());
        try (ServerProcess _ = installation.start()) {
            Wait.until("an answer is sent", this::answers, count -> count > 0);
            Wait.pause(Duration.ofSeconds(4), "no second answer must follow");
            assertEquals(1, answers());
            assertTrue(sent("11").contains("Is it red?"), sent("11"));
            assertTrue(sent("11").contains("Or blue?"), sent("11"));
        }
    }
}
