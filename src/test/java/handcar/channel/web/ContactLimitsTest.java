package handcar.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How much is kept of a contact; what is too much is refused with its name, and what was known stays.
class ContactLimitsTest {
    private static final String CHATS = "/api/v1/chat/conversations";

    private static TestServer shop;
    private static String key;

    @BeforeAll
    static void open() {
        shop = new TestServer(Map.of());
        key =
                shop.caller
                        .post(
                                "/api/v1/api-keys",
                                Map.of("name", "site", "scopes", List.of("chat")),
                                TestClient.ADMIN)
                        .body()
                        .text("key")
                        .orElseThrow();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Said begin(Map<String, Object> visitor, String token) {
        return shop.caller.post(CHATS, Map.of("visitor", visitor), token);
    }

    private static Map<String, Object> fields(String prefix, int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> prefix + i, i -> i));
    }

    private static String fault(Said said) {
        assertEquals(422, said.status());
        return said.body()
                .at("error")
                .at("details")
                .at("fields")
                .text("visitor.attributes")
                .orElseThrow();
    }

    @Test
    void aNameShowsAsItIsWritten() {
        String begun =
                begin(Map.of("name", "Ada\u0007\r\n\u202Enimda\u202C Z"), key)
                        .body()
                        .at("conversation")
                        .text("id")
                        .orElseThrow();
        JsonView shown = shop.caller.get("/api/v1/conversations/" + begun, TestClient.ADMIN).body();
        assertEquals("Ada nimda Z", shown.at("contact").text("name").orElseThrow());
    }

    @Test
    void theErrorSaysWhichBoundItIs() {
        assertTrue(
                fault(begin(Map.of("attributes", fields("a", 51)), ""))
                        .contains("at most 50 fields, and these are 51"));
        assertTrue(
                fault(begin(Map.of("attributes", Map.of("a", "x".repeat(11_000))), ""))
                        .contains("at most 10240 bytes"));
        assertEquals(422, begin(Map.of("name", "x".repeat(201)), "").status());
    }

    @Test
    void whatIsKnownCountsAsWell() {
        for (String prefix : List.of("a", "b")) {
            Map<String, Object> visitor =
                    Map.of("external_id", "customer-1", "attributes", fields(prefix, 25));
            assertEquals(201, begin(visitor, key).status());
        }
        Said refused =
                begin(Map.of("external_id", "customer-1", "attributes", fields("c", 1)), key);
        assertTrue(fault(refused).contains("these are 51, with those that the contact has"));
        JsonView kept =
                begin(Map.of("external_id", "customer-1", "attributes", Map.of("a0", "new")), key)
                        .body();
        String id = kept.at("conversation").text("id").orElseThrow();
        JsonView contact =
                shop.caller
                        .get("/api/v1/conversations/" + id, TestClient.ADMIN)
                        .body()
                        .at("contact");
        assertEquals(50, contact.at("attributes").fields().size());
        assertEquals("new", contact.at("attributes").text("a0").orElseThrow());
    }
}
