package handcar.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Said;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChannelRoutesTest {
    private final ChannelRoutesFixture depot = new ChannelRoutesFixture();

    @BeforeAll
    void listen() {
        depot.bells.start();
    }

    @AfterAll
    void close() {
        depot.close();
    }

    @Test
    void theFormOfEachKindIsAskedFor() {
        JsonView kind = get("/api/v1/channels/kinds").body().at("data").at(0);
        assertEquals(Optional.of("pigeon"), kind.text("kind"));
        assertTrue(kind.isTrue("webhook"));
        assertEquals(Optional.of("Ring number"), kind.at("account").text("label"));
        assertTrue(kind.at("secrets").at(0).isTrue("required"));
    }

    @Test
    void anAccountIsConnectedAndItsSecretsAreNeverShownAgain() {
        Said made = add("a1", Map.of("token", "s3cret-token", "webhook_secret", "s3cret-cry"));
        assertEquals(201, made.status(), made.toString());
        String id = made.body().text("id").orElseThrow();
        assertEquals(
                Optional.of(ChannelRoutesFixture.PUBLIC + "/webhooks/pigeon/" + id),
                made.body().text("webhook_url"));
        assertTrue(made.body().isTrue("door_open"));
        assertTrue(made.body().at("secrets").isTrue("token"));
        assertFalse(made.body().at("secrets").isTrue("former_webhook_secret"));
        assertEquals(
                Optional.of(ChannelRoutesFixture.AGENT.toString()), made.body().text("agent_id"));
        Said shown = get("/api/v1/channels/" + id);
        String all = made + shown.toString() + get("/api/v1/channels");
        assertFalse(all.contains("s3cret"), all);
        assertFalse(records(id).contains("s3cret"), records(id));
        assertTrue(records(id).contains("channel.added"));
        assertEquals(
                List.of("s3cret-cry"),
                depot.accounts
                        .enabled("pigeon", Optional.of(UUID.fromString(id)))
                        .orElseThrow()
                        .webhookSecrets());
    }

    @Test
    void everythingMissingOrWrongIsNamedAtOnce() {
        assertEquals(List.of("kind"), post(Map.of("kind", "raven")).badFields());
        assertEquals(List.of("account", "secrets.token"), sorted(post(Map.of("kind", "pigeon"))));
        assertEquals(
                List.of("agent", "secrets.key", "secrets.token", "settings.wings"),
                sorted(
                        post(
                                Map.of(
                                        "kind",
                                        "pigeon",
                                        "account",
                                        "x",
                                        "agent",
                                        "nobody",
                                        "settings",
                                        Map.of("wings", "2"),
                                        "secrets",
                                        Map.of("key", "k", "token", "a\r\nX-Other: b")))));
    }

    @Test
    void aTypedAddressLeadsToThePublicInternetOrWhereTheConfigurationAllows() {
        for (String url :
                List.of(
                        "http://127.0.0.1:5432",
                        "http://169.254.169.254/latest/meta-data",
                        "https://user:pass@loft.example",
                        "ftp://loft.example",
                        "http://[::1]/",
                        "http://postgres:5432",
                        "http://evolution.railway.internal:8080",
                        "http://2130706433/",
                        "http://coop:5432",
                        "http://coop/",
                        "https://coop/",
                        "http://model.internal:8080",
                        "not an address")) {
            assertEquals(List.of("settings.base_url"), lofted("b0", url).badFields(), url);
        }
        assertEquals(201, lofted("b1", "https://loft.example/api").status());
        assertEquals(201, lofted("b2", "http://loft.internal:8080").status());
        assertEquals(201, lofted("b3", "http://coop:8080/api").status());
    }

    @Test
    void aChangeKeepsWhatItDoesNotMentionAndANewWebhookSecretKeepsTheFormerOneGood() {
        String id = id(add("c1", Map.of("token", "good", "webhook_secret", "one")));
        Said changed =
                patch(id, Map.of("name", "Homer", "secrets", Map.of("webhook_secret", "two")));
        assertEquals(200, changed.status(), changed.toString());
        assertEquals(Optional.of("Homer"), changed.body().text("name"));
        assertTrue(changed.body().at("secrets").isTrue("former_webhook_secret"));
        assertEquals(List.of("two", "one"), proofs(id));
        assertTrue(verify(id).body().isTrue("ok"), "the token is still there");
        Map<String, Object> none = new HashMap<>();
        none.put("former_webhook_secret", null);
        patch(id, Map.of("secrets", none));
        assertEquals(List.of("two"), proofs(id));
        assertEquals(
                List.of("secrets.token"),
                patch(id, Map.of("secrets", Map.of("token", ""))).badFields());
        patch(id, Map.of("enabled", false));
        assertEquals(
                Optional.empty(),
                depot.accounts.enabled("pigeon", Optional.of(UUID.fromString(id))));
    }

    @Test
    void verifyingAsksTheProvider() {
        assertTrue(verify(id(add("d1", Map.of("token", "good")))).body().isTrue("ok"));
        Said bad = verify(id(add("d2", Map.of("token", "stale"))));
        assertFalse(bad.body().isTrue("ok"));
        assertEquals(
                Optional.of("The pigeon did not come back. Check the token."),
                bad.body().text("detail"));
        assertFalse(verify("env-pigeon").body().isTrue("ok"));
        assertEquals(404, verify(UUID.randomUUID().toString()).status());
    }

    @Test
    void theEnvironmentsAccountIsShownAndChangedOnlyThere() {
        Said shown = get("/api/v1/channels/env-pigeon");
        assertEquals(Optional.of("environment"), shown.body().text("source"));
        assertEquals(
                Optional.of(ChannelRoutesFixture.PUBLIC + "/webhooks/pigeon"),
                shown.body().text("webhook_url"));
        assertFalse(shown.toString().contains("env-proof"));
        assertEquals(404, patch("env-pigeon", Map.of("name", "x")).status());
        assertEquals(404, delete("env-pigeon").status());
    }

    @Test
    void oneAccountIsConnectedOnce() {
        String id = id(add("e1", Map.of("token", "good")));
        String other = id(add("e2", Map.of("token", "good")));
        assertEquals(409, add("e1", Map.of("token", "good")).status());
        assertEquals(409, patch(other, Map.of("account", "e1")).status());
        assertEquals(204, delete(id).status());
        assertEquals(404, delete(id).status());
        assertEquals(404, get("/api/v1/channels/" + id).status());
        assertEquals(200, patch(other, Map.of("account", "e1")).status());
        assertTrue(records(id).contains("channel.removed"));
    }

    @Test
    void aSecretDoesNotFollowTheAccountToAnotherServer() {
        Said made = lofted("f1", "https://loft.example/api");
        String id = id(made);
        List<String> needed = List.of("secrets.token");
        for (String elsewhere :
                List.of(
                        "https://other.example/api",
                        "https://loft.example:8443/api",
                        "http://loft.example/api",
                        "")) {
            Said refused = patch(id, Map.of("settings", Map.of("base_url", elsewhere)));
            assertEquals(needed, refused.badFields(), elsewhere);
        }
        assertTrue(verify(id).body().isTrue("ok"), "nothing has changed");
        assertEquals(
                200,
                patch(id, Map.of("settings", Map.of("base_url", "https://LOFT.example/v2")))
                        .status());
        assertEquals(
                200,
                patch(
                                id,
                                Map.of(
                                        "settings",
                                        Map.of("base_url", "https://other.example/api"),
                                        "secrets",
                                        Map.of("token", "good")))
                        .status());
    }

    private Said add(String account, Map<String, String> secrets) {
        return post(
                Map.of(
                        "kind",
                        "pigeon",
                        "name",
                        "Pigeon " + account,
                        "account",
                        account,
                        "agent",
                        "dora",
                        "secrets",
                        secrets));
    }

    private Said lofted(String account, String url) {
        return post(
                Map.of(
                        "kind",
                        "pigeon",
                        "account",
                        account,
                        "settings",
                        Map.of("base_url", url),
                        "secrets",
                        Map.of("token", "good")));
    }

    private List<String> proofs(String id) {
        return depot.accounts
                .enabled("pigeon", Optional.of(UUID.fromString(id)))
                .orElseThrow()
                .webhookSecrets();
    }

    private String records(String id) {
        return AuditEntries.newest(depot.audit, 100).stream()
                .filter(entry -> entry.subjectId().equals(id))
                .map(entry -> entry.action() + Json.text(entry.details()))
                .toList()
                .toString();
    }

    private static List<String> sorted(Said said) {
        return said.badFields().stream().sorted().toList();
    }

    private static String id(Said said) {
        return said.body().text("id").orElseThrow(() -> new AssertionError(said));
    }

    private Said get(String path) {
        return depot.caller.get(path, TestClient.ADMIN);
    }

    private Said post(Map<String, ?> body) {
        return depot.caller.post("/api/v1/channels", body, TestClient.ADMIN);
    }

    private Said patch(String id, Map<String, ?> body) {
        return depot.caller.send("PATCH", "/api/v1/channels/" + id, body, TestClient.ADMIN);
    }

    private Said verify(String id) {
        return depot.caller.post("/api/v1/channels/" + id + "/verify", Map.of(), TestClient.ADMIN);
    }

    private Said delete(String id) {
        return depot.caller.send("DELETE", "/api/v1/channels/" + id, Map.of(), TestClient.ADMIN);
    }
}
