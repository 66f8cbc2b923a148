package handcar.channel.whatsapp;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ProviderTraffic;
import handcar.channel.meta.MetaFixture;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Pictures, places and ads through a whole server with a model.
final class WordlessRoundTripTest {
    private static final String NOTICE = "I can only read text";

    private static final FakeServer META =
            new FakeServer(
                    FakeReply.json(200, Map.of("messages", List.of(Map.of("id", "wamid.out")))));
    private static final FakeOpenAi MODEL = new FakeOpenAi();
    private static final TestServer SHOP =
            new TestServer(
                    Map.of(
                            "WHATSAPP_PHONE_NUMBER_ID",
                            WhatsAppFixture.NUMBER,
                            "WHATSAPP_APP_SECRET",
                            WhatsAppFixture.SECRET,
                            "WHATSAPP_ACCESS_TOKEN",
                            "EAAJB",
                            "WHATSAPP_BASE_URL",
                            META.baseUrl(),
                            "OPENAI_API_KEY",
                            "sk-test",
                            "OPENAI_BASE_URL",
                            MODEL.baseUrl(),
                            "MESSAGE_BUFFER_SECONDS",
                            "1"));

    @AfterAll
    static void close() {
        SHOP.close();
        META.close();
        MODEL.close();
    }

    private static void send(String customer, String json) throws Exception {
        Map<String, Object> message = new HashMap<>(Json.object(json));
        message.put("from", customer);
        message.put("id", "wamid." + UUID.randomUUID());
        message.put("timestamp", Long.toString(Instant.now().getEpochSecond()));
        String body = WhatsAppFixture.change("messages", Map.of("messages", List.of(message)));
        assertEquals(
                200,
                ProviderTraffic.post(
                                SHOP,
                                "/webhooks/whatsapp",
                                MetaFixture.signed(body, WhatsAppFixture.SECRET))
                        .statusCode());
    }

    private static JsonView conversation(String customer) {
        return SHOP.caller
                .get("/api/v1/conversations?channel=whatsapp&limit=50", ADMIN)
                .body()
                .at("data")
                .each()
                .filter(
                        each ->
                                each.at("contact")
                                        .text("external_id")
                                        .filter(customer::equals)
                                        .isPresent())
                .findFirst()
                .orElseGet(() -> new JsonView(null));
    }

    private static List<JsonView> said(String customer) {
        return conversation(customer)
                .text("id")
                .map(
                        id ->
                                SHOP.caller
                                        .get("/api/v1/conversations/" + id + "/messages", ADMIN)
                                        .body()
                                        .at("data")
                                        .each()
                                        .toList())
                .orElse(List.of());
    }

    private static long from(String customer, String author) {
        return said(customer).stream()
                .filter(message -> message.text("author").filter(author::equals).isPresent())
                .count();
    }

    private static List<String> asked() {
        return MODEL.requests().stream()
                .map(request -> request.json().at("messages").each().toList())
                .filter(messages -> !messages.isEmpty())
                .map(messages -> messages.getLast().text("content").orElse(""))
                .toList();
    }

    @Test
    void aPictureIsToldOnceAndAskedOfNobody() throws Exception {
        String ann = "15550100301";
        send(ann, "{\"type\": \"image\", \"image\": {\"id\": \"5\"}}");
        Wait.until("the customer is told", () -> from(ann, "system"), count -> count == 1);
        send(ann, "{\"type\": \"location\", \"location\": {\"latitude\": 1, \"longitude\": 2}}");
        send(ann, "{\"type\": \"text\", \"text\": {\"body\": \"Is that far?\"}}");
        Wait.until("the words are answered", () -> from(ann, "agent"), count -> count == 1);
        assertEquals(1, from(ann, "system"));
        assertTrue(asked().contains("Is that far?"), asked().toString());
        assertTrue(
                asked().stream().noneMatch(text -> text.startsWith("[image")), asked().toString());
        assertEquals(
                1,
                META.requests().stream()
                        .filter(request -> request.text().contains(ann))
                        .filter(request -> request.text().contains(NOTICE))
                        .count());
    }

    @Test
    void anUnknownTypeWaitsForStaffWithItsPayload() throws Exception {
        String ben = "15550100302";
        send(ben, "{\"type\": \"hologram\", \"hologram\": {\"id\": \"h-7\"}}");
        Wait.until("the customer is told", () -> from(ben, "system"), count -> count == 1);
        JsonView message = said(ben).getFirst();
        assertEquals(
                "[sent something this channel cannot show: hologram]",
                message.text("content").orElse(""));
        assertTrue(conversation(ben).text("waiting_since").isPresent());
        assertTrue(
                SHOP.caller
                        .get(
                                "/api/v1/conversations/"
                                        + conversation(ben).text("id").orElseThrow()
                                        + "/messages/"
                                        + message.text("id").orElseThrow()
                                        + "/original",
                                ADMIN)
                        .body()
                        .text("content")
                        .orElse("")
                        .contains("h-7"));
    }

    @Test
    void theModelReadsTheAdBesideTheQuestion() throws Exception {
        String eve = "15550100303";
        send(
                eve,
                """
                {"type": "text", "text": {"body": "Is it still available?"},
                 "referral": {"source_type": "ad", "headline": "Tessel lamp, 19 €"}}
                """);
        Wait.until("the question is answered", () -> from(eve, "agent"), count -> count == 1);
        assertTrue(
                asked().contains("[From an ad: Tessel lamp, 19 €]\nIs it still available?"),
                asked().toString());
        assertEquals(0, from(eve, "system"));
    }
}
