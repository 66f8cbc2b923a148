package handcar.channel.outbound;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Staff see the outbox and decide what no machine may: over HTTP, on a channel nobody connected, where everything is
/// refused.
class DeliveryAdminTest {
    private static final TestServer SHOP = new TestServer(Map.of());
    private static final String ROOT = "/api/v1/deliveries";

    private final String conversation = refused();

    @AfterAll
    static void close() {
        SHOP.close();
    }

    /// A staff member's message in a conversation that no provider carries.
    private static String refused() {
        String id = SHOP.caller.guest("house").id();
        SHOP.update("UPDATE conversations SET channel = 'owl' WHERE id = '" + id + "'");
        SHOP.caller.post(
                "/api/v1/conversations/" + id + "/replies", Map.of("content", "hello"), ADMIN);
        Wait.until("the delivery is refused", () -> state(id), "refused"::equals);
        return id;
    }

    private static JsonView part(String conversation) {
        Said page = SHOP.caller.get(ROOT + "?conversation=" + conversation, ADMIN);
        return page.body().at("data").at(0);
    }

    private static String state(String conversation) {
        return part(conversation).text("state").orElse("");
    }

    private Said act(String deed, Map<String, Object> body) {
        String id = part(conversation).text("id").orElseThrow();
        return SHOP.caller.post(ROOT + "/" + id + "/" + deed, body, ADMIN);
    }

    private void become(String state) {
        SHOP.update(
                "UPDATE deliveries SET state = '"
                        + state
                        + "' WHERE conversation_id = '"
                        + conversation
                        + "'");
    }

    private String mark() {
        return SHOP.caller
                .get("/api/v1/conversations/" + conversation + "/messages", ADMIN)
                .body()
                .at("data")
                .at(0)
                .at("delivery")
                .text("status")
                .orElse("");
    }

    @Test
    void whatIsInTheOutboxCanBeFoundAndRead() {
        JsonView part = part(conversation);
        String id = part.text("id").orElseThrow();
        assertEquals("owl", part.text("channel").orElse(""));
        assertEquals("hello", part.text("text").orElse(""));
        assertTrue(part.text("error").orElse("").contains("owl"));
        assertEquals(part.fields(), SHOP.caller.get(ROOT + "/" + id, ADMIN).body().fields());
        assertEquals(
                List.of("refused"),
                SHOP.caller
                        .get(ROOT + "?state=refused&channel=owl&limit=1", ADMIN)
                        .body()
                        .at("data")
                        .each()
                        .map(each -> each.text("state").orElse(""))
                        .toList());
        assertEquals(422, SHOP.caller.get(ROOT + "?state=flying", ADMIN).status());
        assertEquals(404, SHOP.caller.get(ROOT + "/" + conversation, ADMIN).status());
        assertEquals(404, SHOP.caller.get(ROOT + "/x", ADMIN).status());
        assertEquals(401, SHOP.caller.get(ROOT, "").status());
    }

    @Test
    void whatWasRefusedIsTriedAgainWhenSomebodyWants() {
        Said said = act("retry", Map.of());
        assertEquals(202, said.status());
        assertEquals("queued", said.body().text("state").orElse(""));
        Wait.until(
                "the delivery is refused again",
                () -> part(conversation),
                part -> state(conversation).equals("refused"));
        assertEquals(1, part(conversation).number("attempts").orElse(0));
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgainByMistake() {
        become("unknown");
        assertEquals("may_have_arrived", act("retry", Map.of()).code());
        assertEquals(409, act("retry", Map.of("confirm", false)).status());
        assertEquals(422, act("retry", Map.of("confirm", "yes")).status());
        assertEquals("unknown", state(conversation));
        assertEquals(202, act("retry", Map.of("confirm", true)).status());
    }

    @Test
    void anUnknownIsSettledByAPersonAndTheMessageSaysSo() {
        become("unknown");
        assertEquals(422, act("settle", Map.of("state", "read")).status());
        assertEquals(200, act("settle", Map.of("state", "sent")).status());
        assertEquals("sent", mark());
        assertEquals("not_unknown", act("settle", Map.of("state", "refused")).code());
        assertEquals("not_retryable", act("retry", Map.of("confirm", true)).code());
        become("unknown");
        assertEquals(200, act("settle", Map.of("state", "refused")).status());
        assertEquals("refused", mark());
        JsonView log =
                SHOP.caller.get("/api/v1/audit?action=delivery.settled_as_sent", ADMIN).body();
        assertTrue(log.at("data").at(0).isPresent());
    }
}
