package handcar.contract;

import static handcar.contract.GeneralContractTest.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.ContractServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;

/// "Doors" and "Staff", as far as there are rooms behind them.
final class StaffContractTest {
    private final ContractServer site = ContractServer.shared();

    private static String id(ContractServer.Said said) {
        return said.body().text("id").orElseThrow(() -> new AssertionError(said.text()));
    }

    @Test
    void everyOtherRouteIsClosedToForgers() {
        ContractServer.Guest guest = site.guest();
        for (AuthorizationMatrix.Operation operation : AuthorizationMatrix.operations()) {
            if (operation.allows(AuthorizationMatrix.Caller.STRANGER)
                    || operation.least() == AuthorizationMatrix.Least.SIGNATURE) {
                continue;
            }
            String path = operation.path().replaceAll("\\{[^}]*}", guest.id().toString());
            for (String token :
                    List.of(
                            "",
                            "x",
                            ContractServer.ADMIN + "x",
                            "hc_forged",
                            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJvd25lciIsInJvbGUiOiJvd25lciJ9.",
                            guest.token() + "x")) {
                assertRefused(401, "unauthorized", site.send(operation.method(), path, token));
            }
        }
    }

    @Test
    void peopleLogInRefreshOnceAndLogOut() {
        String email = "p" + UUID.randomUUID() + "@shop.example";
        String password = "correct horse battery";
        String who = "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"";
        assertEquals(201, site.post("/api/v1/users", who + ",\"role\":\"viewer\"}").status());
        assertRefused(409, "conflict", site.post("/api/v1/users", who + "}"));
        ContractServer.Said in = site.post("/api/v1/auth/login", who + "}", "");
        assertEquals(200, in.status(), in.text());
        assertEquals(3600, in.body().number("expires_in").orElseThrow());
        String access = in.body().text("access_token").orElseThrow();
        assertEquals("viewer", site.get("/api/v1/auth/me", access).body().text("role").orElse(""));
        assertEquals(200, site.get("/api/v1/agents", access).status());
        assertRefused(403, "forbidden", site.get("/api/v1/users", access));
        assertRefused(403, "forbidden", site.post("/api/v1/agents", "{\"name\":\"x\"}", access));
        String refresh =
                "{\"refresh_token\":\"" + in.body().text("refresh_token").orElse("") + "\"}";
        ContractServer.Said next = site.post("/api/v1/auth/refresh", refresh, "");
        assertEquals(200, next.status(), next.text());
        assertRefused(401, "unauthorized", site.post("/api/v1/auth/refresh", refresh, ""));
        String family =
                "{\"refresh_token\":\"" + next.body().text("refresh_token").orElse("") + "\"}";
        assertRefused(401, "unauthorized", site.post("/api/v1/auth/refresh", family, ""));
    }

    @Test
    void wrongPasswordsAreRefusedAndSoonCounted() {
        String wrong = "{\"email\":\"nobody@shop.example\",\"password\":\"wrong wrong wrong\"}";
        for (int i = 0; i < 5; i++) {
            assertRefused(401, "unauthorized", site.post("/api/v1/auth/login", wrong, ""));
        }
        ContractServer.Said sixth = site.post("/api/v1/auth/login", wrong, "");
        assertRefused(429, "rate_limited", sixth);
        assertTrue(Integer.parseInt(sixth.header("Retry-After")) > 0);
        assertEquals(
                List.of("password"),
                site.post("/api/v1/users", "{\"email\":\"a@b.c\",\"password\":\"short\"}")
                        .badFields());
    }

    @Test
    void aKeyIsShownOnceScopedAndRevocable() {
        ContractServer.Said made =
                site.post("/api/v1/api-keys", "{\"name\":\"site\",\"scopes\":[\"chat\"]}");
        assertEquals(201, made.status(), made.text());
        String key = made.body().text("key").orElseThrow();
        assertTrue(key.startsWith("hc_"));
        assertTrue(!site.get("/api/v1/api-keys").text().contains(key));
        assertRefused(403, "forbidden", site.get("/api/v1/agents", key));
        assertEquals(201, site.post("/api/v1/chat/conversations", "{}", key).status());
        assertEquals(
                204,
                site.send("DELETE", "/api/v1/api-keys/" + id(made), ContractServer.ADMIN).status());
        assertRefused(401, "unauthorized", site.post("/api/v1/chat/conversations", "{}", key));
        assertEquals(
                List.of("scopes"),
                site.post("/api/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"all\"]}").badFields());
    }

    @Test
    void agentsAreMadeChangedCopiedTriedAndRemoved() {
        String name = "Dora " + UUID.randomUUID();
        ContractServer.Said made = site.post("/api/v1/agents", "{\"name\":\"" + name + "\"}");
        assertEquals(201, made.status(), made.text());
        String path = "/api/v1/agents/" + id(made);
        String slug = made.body().text("slug").orElseThrow();
        assertEquals(made.body(), site.get("/api/v1/agents/" + slug).body());
        assertRefused(
                409,
                "conflict",
                site.post("/api/v1/agents", "{\"name\":\"x\",\"slug\":\"" + slug + "\"}"));
        ContractServer.Said changed =
                site.send(
                        "PATCH",
                        path,
                        ContractServer.ADMIN,
                        "application/json",
                        "{\"tone\":\"warm\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals("warm", changed.body().text("tone").orElse(""), changed.text());
        ContractServer.Said copy = site.post(path + "/clone", "");
        assertEquals(201, copy.status(), copy.text());
        site.know(slug, "Delivery", "The shop delivers bicycles within two days.");
        JsonView tried =
                site.post(path + "/test", "{\"message\":\"When do you deliver bicycles?\"}").body();
        assertTrue(
                tried.text("answer").isPresent() && tried.at("passages").at(0).isPresent(),
                tried.toString());
        assertTrue(
                tried.fields().containsKey("prompt")
                        && tried.fields().containsKey("cost_micro_usd"));
        assertEquals(204, site.send("DELETE", path, ContractServer.ADMIN).status());
        assertEquals(404, site.get(path).status());
    }

    @Test
    void documentsAreAddedReadSearchedAndRemoved() throws InterruptedException {
        String word = "quokka" + UUID.randomUUID().toString().substring(0, 8);
        ContractServer.Said made =
                site.post(
                        "/api/v1/documents",
                        "{\"title\":\"Animals\",\"text\":\"The "
                                + word
                                + " lives on Rottnest Island.\",\"agent\":\"guide\"}");
        assertEquals(201, made.status(), made.text());
        String path = "/api/v1/documents/" + id(made);
        JsonView document =
                Wait.until(
                        "the document is ready",
                        () -> site.get(path).body(),
                        now -> now.text("status").orElse("").equals("ready"));
        assertEquals(100, document.number("progress").orElse(0));
        JsonView hit = site.get("/api/v1/search?agent=guide&limit=3&q=" + word).row(0);
        for (String field :
                List.of(
                        "passage_id",
                        "document_id",
                        "title",
                        "text",
                        "score",
                        "lexical_score",
                        "vector_score",
                        "start",
                        "end")) {
            assertTrue(hit.fields().containsKey(field), field);
        }
        assertEquals(
                1, site.get("/api/v1/documents?status=ready&agent=guide&q=Animals&limit=1").rows());
        assertEquals(List.of("q"), site.get("/api/v1/search").badFields());
        assertEquals(List.of("status"), site.get("/api/v1/documents?status=lost").badFields());
        assertEquals(202, site.post(path + "/reindex", "").status());
        assertEquals(204, site.send("DELETE", path, ContractServer.ADMIN).status());
        assertEquals("document_not_found", site.get(path).code());
        ContractServer.Said file =
                site.upload(
                        "hours.txt",
                        "We are open.".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(201, file.status(), file.text());
    }

    @Test
    void theInboxSteersAConversation() {
        ContractServer.Guest guest = site.guest();
        String path = "/api/v1/conversations/" + guest.id();
        ContractServer.Said reply =
                site.post(
                        path + "/replies",
                        "{\"content\":\"Hello, Alice here.\",\"client_id\":\"r\"}");
        assertEquals(201, reply.status(), reply.text());
        assertEquals("human_active", site.get(path).body().text("status").orElse(""));
        assertEquals(
                200,
                site.post(
                                path + "/replies",
                                "{\"content\":\"Hello, Alice here.\",\"client_id\":\"r\"}")
                        .status());
        assertEquals(201, site.post(path + "/notes", "{\"content\":\"A nice one.\"}").status());
        assertTrue(!site.get(guest.path("/messages"), guest.token()).text().contains("nice one"));
        assertTrue(site.get(path + "/messages").text().contains("nice one"));
        for (String verb :
                List.of(
                        "release",
                        "takeover",
                        "pause",
                        "resume",
                        "assign",
                        "close",
                        "reopen",
                        "read")) {
            ContractServer.Said said =
                    site.post(path + "/" + verb, verb.equals("pause") ? "{\"minutes\":5}" : "");
            assertEquals(200, said.status(), verb + said.text());
            assertEquals(guest.id().toString(), id(said));
        }
        assertEquals(
                "vip",
                site.post(path + "/tags", "{\"tags\":[\"vip\"]}")
                        .body()
                        .at("tags")
                        .at(0)
                        .text()
                        .orElse(""));
        assertTrue(
                site.get("/api/v1/conversations?tag=vip&agent=guide&channel=web")
                        .text()
                        .contains(guest.id().toString()));
        assertEquals(List.of("agent"), site.get("/api/v1/conversations?agent=nobody").badFields());
        for (String status : List.of("ai_active", "needs_human", "human_active", "closed")) {
            assertEquals(200, site.get("/api/v1/conversations?status=" + status).status());
        }
        assertEquals(
                List.of("status"),
                site.get("/api/v1/conversations?status=" + "OPEN".toLowerCase(Locale.ROOT))
                        .badFields());
        for (String body :
                List.of("{\"minutes\":0}", "{\"minutes\":1e99}", "{\"minutes\":\"soon\"}")) {
            assertEquals(List.of("minutes"), site.post(path + "/pause", body).badFields());
        }
        assertTrue(
                site.get("/api/v1/audit?limit=200").text().contains(guest.id().toString()),
                "what staff do is on record");
    }

    @Test
    void noLastingCredentialOpensTheEventStreamFromAnAddress() {
        String lasting = "/api/v1/events?token=" + ContractServer.ADMIN;
        assertRefused(401, "unauthorized", site.get(lasting, ""));
        ContractServer.Said made = site.post("/api/v1/events/ticket", "{}");
        assertEquals(201, made.status());
        String stream = "/api/v1/events?ticket=" + made.body().text("ticket").orElseThrow();
        assertEquals(200, opened(stream));
        assertEquals(401, opened(stream));
        assertEquals(401, opened("/api/v1/events?ticket=guess"));
    }

    /// The status of a stream that is left at once.
    private int opened(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer =
                    client.send(
                            site.request(path, "").build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
