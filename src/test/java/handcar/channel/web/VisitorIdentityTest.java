package handcar.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.net.HmacSignatures;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whose visitor somebody is: proven by their website's server, or only claimed.
class VisitorIdentityTest {
    private static final String ROOT = "/api/v1/chat/conversations";
    private static TestServer shop;
    private static TestClient caller;

    @BeforeAll
    static void open() {
        shop = new TestServer(Map.of());
        caller = shop.caller;
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Said makeSecret(String agent) {
        return caller.post(
                "/api/v1/agents/" + agent + "/identity-secret", Map.of(), TestClient.ADMIN);
    }

    private static String sign(String secret, String id) {
        return HmacSignatures.hex(secret, id.getBytes(StandardCharsets.UTF_8));
    }

    private static Said open(String agent, Map<String, Object> visitor) {
        return caller.post(ROOT, Map.of("agent", agent, "visitor", visitor), "");
    }

    private static JsonView contact(Said opened) {
        String id = opened.body().at("conversation").text("id").orElseThrow();
        return caller.get("/api/v1/conversations/" + id, TestClient.ADMIN).body().at("contact");
    }

    @Test
    void aSignatureOfTheWebsitesServerProvesWhoItIs() {
        String agent = caller.agent("Signed");
        String secret = makeSecret(agent).body().text("secret").orElseThrow();
        Map<String, Object> proven =
                Map.of("external_id", "crm-77", "identity", sign(secret, "crm-77"));
        JsonView contact = contact(open(agent, proven));
        assertEquals("crm-77", contact.text("external_id").orElseThrow());
        assertTrue(contact.text("claimed_external_id").isEmpty());
        assertTrue(contact.at("verified").isTrue("external_id"));
        assertEquals(
                contact.text("id"), contact(open(agent, proven)).text("id"), "the same person");

        JsonView claimed = contact(open(agent, Map.of("external_id", "crm-77")));
        assertEquals("crm-77", claimed.text("claimed_external_id").orElseThrow());
        assertTrue(!claimed.at("verified").isTrue("external_id"));
        assertTrue(!claimed.text("id").equals(contact.text("id")), "somebody else");
    }

    @Test
    void aWrongProofIsRefusedAndSaysWhy() {
        String agent = caller.agent("Strict");
        String other = makeSecret(caller.agent("Other")).body().text("secret").orElseThrow();
        Said none = open(agent, Map.of("external_id", "crm-1", "identity", sign(other, "crm-1")));
        assertEquals(List.of("visitor.identity"), none.badFields());
        String secret = makeSecret(agent).body().text("secret").orElseThrow();
        for (Map<String, Object> visitor :
                List.<Map<String, Object>>of(
                        Map.of("external_id", "crm-1", "identity", sign(other, "crm-1")),
                        Map.of("external_id", "crm-1", "identity", sign(secret, "crm-2")),
                        Map.of("external_id", "crm-1", "identity", "x"),
                        Map.of("identity", sign(secret, "crm-1")))) {
            Said refused = open(agent, visitor);
            assertEquals(422, refused.status(), visitor.toString());
            assertEquals(List.of("visitor.identity"), refused.badFields());
        }
    }

    @Test
    void aNewSecretLeavesTheFormerOneADay() {
        String agent = caller.agent("Rotating");
        String former = makeSecret(agent).body().text("secret").orElseThrow();
        String present = makeSecret(agent).body().text("secret").orElseThrow();
        for (String secret : List.of(former, present)) {
            Map<String, Object> visitor =
                    Map.of("external_id", "crm-9", "identity", sign(secret, "crm-9"));
            assertEquals(201, open(agent, visitor).status());
        }
        shop.update("UPDATE identity_secrets SET former_until = now()");
        assertEquals(
                422,
                open(agent, Map.of("external_id", "crm-9", "identity", sign(former, "crm-9")))
                        .status());
        assertEquals(
                204,
                caller.send(
                                "DELETE",
                                "/api/v1/agents/" + agent + "/identity-secret",
                                Map.of(),
                                TestClient.ADMIN)
                        .status());
        assertEquals(
                422,
                open(agent, Map.of("external_id", "crm-9", "identity", sign(present, "crm-9")))
                        .status());
    }

    /// Without it nobody's claim is checked any more, so it is not for a page that was left open; ending a key is.
    @Test
    void removingTheSecretNeedsThePresentPasswordAndRevokingAKeyDoesNot() {
        String agent = caller.agent("Guarded");
        String path = "/api/v1/agents/" + agent + "/identity-secret";
        assertEquals(201, makeSecret(agent).status());
        Map<String, Object> admin =
                Map.of(
                        "email",
                        "identity@shop.example",
                        "role",
                        "admin",
                        "password",
                        "plum-harvest-lantern-42");
        assertEquals(201, caller.post("/api/v1/users", admin, TestClient.ADMIN).status());
        Map<String, Object> login =
                Map.of("email", "identity@shop.example", "password", "plum-harvest-lantern-42");
        String token =
                caller.post("/api/v1/auth/login", login, "")
                        .body()
                        .text("access_token")
                        .orElseThrow();
        shop.update("UPDATE sessions SET created_at = created_at - interval '11 minutes'");
        Said asked = caller.send("DELETE", path, Map.of(), token);
        assertEquals(422, asked.status());
        assertEquals(List.of("current_password"), asked.badFields());
        Map<String, Object> proof = Map.of("current_password", "plum-harvest-lantern-42");
        assertEquals(204, caller.send("DELETE", path, proof, token).status());

        Map<String, Object> key = Map.of("name", "old", "scopes", List.of("chat"));
        String id =
                caller.post("/api/v1/api-keys", key, TestClient.ADMIN)
                        .body()
                        .text("id")
                        .orElseThrow();
        assertEquals(
                204, caller.send("DELETE", "/api/v1/api-keys/" + id, Map.of(), token).status());
    }
}
