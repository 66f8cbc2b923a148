package handcar.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.ContractServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;

/// What holds everywhere: shapes, ids, times, lists, request ids, errors, CORS, limits; asked of the whole server.
final class GeneralContractTest {
    private static final String NOBODY = "01890000-0000-7000-8000-000000000000";
    private static final Set<String> TYPES =
            Set.of(
                    "invalid",
                    "unauthorized",
                    "forbidden",
                    "not_found",
                    "method_not_allowed",
                    "conflict",
                    "too_large",
                    "unsupported_media_type",
                    "rate_limited");

    private final ContractServer site = ContractServer.shared();

    static void assertRefused(int status, String type, ContractServer.Said said) {
        assertEquals(status, said.status(), said.text());
        assertError(said);
        assertEquals(type, said.error().text("type").orElse(""), said.text());
    }

    static void assertError(ContractServer.Said said) {
        assertEquals("application/json", said.header("Content-Type"));
        Set<String> names = said.body().fields().keySet();
        if (said.body().text("type").isPresent()) {
            // Anthropic's clients know an error by it
            assertEquals("error", said.body().text("type").get());
            assertEquals(Set.of("type", "error"), names);
        } else {
            assertEquals(Set.of("error"), names);
        }
        JsonView error = said.error();
        assertEquals(
                Set.of("code", "type", "message", "details", "request_id"),
                error.fields().keySet());
        assertTrue(TYPES.contains(error.text("type").orElse("")), said.text());
        assertTrue(error.text("code").orElse("").matches("[a-z][a-z0-9_]+"), said.text());
        assertTrue(error.text("message").isPresent(), said.text());
        assertEquals(said.header("X-Request-ID"), error.text("request_id").orElse(""));
    }

    /// Names are snake_case, ids UUIDs of version 7, times RFC 3339 in UTC with `Z`.
    private static void assertShape(String where, JsonView json) {
        json.fields()
                .forEach(
                        (name, value) -> {
                            assertTrue(name.matches("[a-z][a-z0-9_]*"), where + " " + name);
                            if (value instanceof String text && name.endsWith("_at")) {
                                assertTrue(
                                        text.matches(
                                                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z"),
                                        where + " " + name + " " + text);
                            }
                            if (value instanceof String text
                                    && (name.equals("id")
                                            || name.matches(
                                                    ".*(document|conversation|agent|message|passage)_id"))) {
                                assertEquals(
                                        7, UUID.fromString(text).version(), where + " " + name);
                            }
                            // what visitors and jobs bring along keeps its own names
                            if (!name.equals("attributes") && !name.equals("payload")) {
                                assertShape(where, json.at(name));
                            }
                        });
        json.each().forEach(each -> assertShape(where, each));
    }

    @Test
    void everyAnswerHasTheShapesOfTheContract() {
        ContractServer.Guest guest = site.guest();
        site.post(guest.path("/messages"), "{\"content\":\"What is Handcar?\"}", guest.token());
        for (String path :
                List.of(
                        "/api/v1/agents",
                        "/api/v1/agents/guide",
                        "/api/v1/documents",
                        "/api/v1/search?q=upload+a+document",
                        "/api/v1/conversations",
                        "/api/v1/conversations/" + guest.id(),
                        "/api/v1/conversations/" + guest.id() + "/messages",
                        "/api/v1/contacts",
                        "/api/v1/users",
                        "/api/v1/api-keys",
                        "/api/v1/audit",
                        "/api/v1/audit/check",
                        "/api/v1/jobs/dead",
                        "/api/v1/auth/me",
                        "/health",
                        "/health/detailed",
                        "/health/startup",
                        "/health/readiness")) {
            ContractServer.Said said = site.get(path);
            assertEquals(200, said.status(), path + " " + said.text());
            assertEquals("application/json", said.header("Content-Type"), path);
            assertShape(path, said.body());
        }
        assertShape("guest", site.get(guest.path(""), guest.token()).body());
        assertShape("guest", site.get(guest.path("/messages"), guest.token()).body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/agents",
                "/api/v1/documents",
                "/api/v1/search?q=how+do+I+connect",
                "/api/v1/conversations",
                "/api/v1/contacts",
                "/api/v1/users",
                "/api/v1/api-keys",
                "/api/v1/audit",
                "/api/v1/jobs/dead"
            })
    void everyListHasALimitAndACursor(String path) {
        String more = path + (path.contains("?") ? "&" : "?");
        ContractServer.Said whole = site.get(path);
        assertEquals(Set.of("data", "next"), whole.body().fields().keySet());
        for (String bad : List.of("0", "201", "-1", "x", "1.5", "99999999999999999999")) {
            ContractServer.Said said = site.get(more + "limit=" + bad);
            assertRefused(422, "invalid", said);
            assertEquals(List.of("limit"), said.badFields());
        }
        assertEquals(200, site.get(more + "limit=200").status());
        assertTrue(site.get(more + "limit=1").rows() <= 1);
        if (!path.contains("search")) {
            assertEquals(List.of("cursor"), site.get(more + "cursor=x").badFields());
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        for (int i = 0; i < 3; i++) {
            site.guest();
            site.post("/api/v1/agents", "{\"name\":\"Paged " + UUID.randomUUID() + "\"}");
            site.post("/api/v1/api-keys", "{\"name\":\"paged\",\"scopes\":[\"chat\"]}");
        }
        for (String path :
                List.of(
                        "/api/v1/agents",
                        "/api/v1/documents",
                        "/api/v1/conversations",
                        "/api/v1/contacts",
                        "/api/v1/api-keys",
                        "/api/v1/audit")) {
            Set<String> seen = new HashSet<>();
            int rows = 0;
            String cursor = "";
            do {
                ContractServer.Said page = site.get(path + "?limit=2" + cursor);
                assertEquals(200, page.status(), page.text());
                page.body()
                        .at("data")
                        .each()
                        .forEach(row -> seen.add(row.text("id").orElseThrow()));
                rows += (int) page.rows();
                cursor = page.body().text("next").map(next -> "&cursor=" + next).orElse("");
            } while (!cursor.isEmpty() && rows < 1_000);
            assertEquals(rows, seen.size(), path);
            assertTrue(rows >= 3, path + " has " + rows);
        }
    }

    @Test
    void everyAnswerCarriesARequestId() {
        for (String path :
                List.of(
                        "/",
                        "/health",
                        "/api/v1/nothing",
                        "/api/v1/agents",
                        "/openapi.json",
                        "/s/x/y.js")) {
            assertTrue(site.get(path).header("X-Request-ID").length() > 8, path);
        }
        for (String mine : List.of("a", "order 66/№".replace("№", "#"), "~".repeat(128))) {
            assertEquals(
                    mine, site.get("/health", "", "X-Request-ID", mine).header("X-Request-ID"));
        }
        String long_ = "x".repeat(129);
        assertNotEquals(
                long_, site.get("/health", "", "X-Request-ID", long_).header("X-Request-ID"));
        assertRefused(404, "not_found", site.get("/api/v1/no", "", "X-Request-ID", "mine-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api", "/api/", "/api/v1", "/api/v2/agents", "/api/v1/nothing/at/all",
                        "/v1/nothing",
                "/v1/", "/webhooks/nobody", "/webhooks/", "/api/v1/agents/x/y/z", "/nowhere",
                        "/ws/chat",
                "/api/v1/stats", "/webhooks/whatsapp", "/webhooks/web"
            })
    void anUnknownPathIsAJson404(String path) {
        assertRefused(404, "not_found", site.get(path));
        assertRefused(404, "not_found", site.post(path, "{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/api/v1/conversations",
        "DELETE,/api/v1/search",
        "POST,/api/v1/contacts",
        "PATCH,/api/v1/documents/" + NOBODY,
        "GET,/api/v1/auth/login",
        "DELETE,/api/v1/chat/conversations",
        "POST,/health",
        "POST,/openapi.json",
        "POST,/"
    })
    void aWrongMethodIs405AndNamesTheRightOnes(String method, String path) {
        ContractServer.Said said = site.send(method, path, ContractServer.ADMIN);
        assertRefused(405, "method_not_allowed", said);
        assertFalse(said.header("Allow").isEmpty());
        assertFalse(said.header("Allow").contains(method), said.header("Allow"));
    }

    @Test
    void whatIsNotThereIs404InItsOwnWords() {
        Map<String, String> codes =
                Map.of(
                        "/api/v1/conversations/", "conversation_not_found",
                        "/api/v1/documents/", "document_not_found",
                        "/api/v1/agents/", "agent_not_found",
                        "/api/v1/users/", "user_not_found");
        codes.forEach(
                (path, code) -> {
                    for (String id :
                            List.of(NOBODY, "x", "%00", "..%2f..", "%F0%9F%A6%8A", "1-1-1-1-1")) {
                        ContractServer.Said said = site.get(path + id);
                        assertTrue(
                                Set.of(400, 404).contains(said.status()), path + id + said.text());
                        assertError(said);
                    }
                    assertEquals(code, site.get(path + NOBODY).code());
                });
    }

    @Test
    void onlyListedPagesMayReadTheChatAndNobodyWhatStaffSee() {
        for (String path : List.of("/api/v1/chat/agent", "/v1/models")) {
            ContractServer.Said ours = site.get(path, "", "Origin", "https://shop.example");
            assertEquals("https://shop.example", ours.header("Access-Control-Allow-Origin"), path);
            assertEquals("", ours.header("Access-Control-Allow-Credentials"), path);
            assertTrue(ours.header("Access-Control-Expose-Headers").contains("X-Request-ID"));
            ContractServer.Said theirs = site.get(path, "", "Origin", "https://evil.example");
            assertEquals("", theirs.header("Access-Control-Allow-Origin"), path);
        }
        for (String path :
                List.of("/api/v1/agents", "/api/v1/auth/me", "/health/detailed", "/metrics")) {
            ContractServer.Said staffs =
                    site.get(path, ContractServer.ADMIN, "Origin", "https://shop.example");
            assertEquals("", staffs.header("Access-Control-Allow-Origin"), path);
        }
        ContractServer.Said error =
                site.get("/api/v1/chat/no", "", "Origin", "https://shop.example");
        assertEquals("https://shop.example", error.header("Access-Control-Allow-Origin"));
        ContractServer.Said preflight =
                site.send(
                        site.request(
                                        "/api/v1/chat/conversations",
                                        "",
                                        "Origin",
                                        "https://shop.example",
                                        "Access-Control-Request-Method",
                                        "POST")
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertEquals(204, preflight.status());
        assertTrue(preflight.header("Access-Control-Allow-Methods").contains("POST"));
        assertTrue(preflight.header("Access-Control-Allow-Headers").contains("Authorization"));
    }
}
