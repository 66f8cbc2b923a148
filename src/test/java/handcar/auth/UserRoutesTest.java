package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.problem.Problem;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;

/// Users and keys.
final class UserRoutesTest {
    private static final AuthFixture OFFICE = new AuthFixture();

    @AfterAll
    static void close() {
        OFFICE.close();
    }

    @Test
    void anOwnerAddsChangesAndDeletesUsers() {
        HttpResponse<String> added = add("carla@example.com", "agent");
        assertEquals(201, added.statusCode());
        assertFalse(added.body().contains("argon2id"), "the hash stays inside");
        assertEquals("email_taken", AuthFixture.code(add("CARLA@example.com", "agent")));
        String path = "/api/v1/users/" + AuthFixture.body(added).text("id").orElseThrow();
        JsonView changed = AuthFixture.body(owner("PATCH", path, Map.of("name", "Carla C.")));
        assertEquals("Carla C.", changed.text("name").orElseThrow());
        assertEquals("agent", changed.text("role").orElseThrow());
        assertEquals(204, owner("DELETE", path, Map.of()).statusCode());
        assertEquals(404, owner("DELETE", path, Map.of()).statusCode());
        assertEquals(404, OFFICE.as(AuthFixture.ADMIN, "/api/v1/users/nonsense").statusCode());
    }

    @Test
    void aNameShowsAsItIsWritten() {
        String path =
                "/api/v1/users/"
                        + AuthFixture.body(add("nia@example.com", "agent"))
                                .text("id")
                                .orElseThrow();
        Map<String, String> name = Map.of("name", "Nia\u001B\n\u2067(owner)\u2069");
        assertEquals(
                Optional.of("Nia (owner)"),
                AuthFixture.body(owner("PATCH", path, name)).text("name"));
        Map<String, String> nothing = Map.of("name", "\u202E\u0007");
        assertEquals(Set.of("name"), AuthFixture.badFields(owner("PATCH", path, nothing)));
    }

    @Test
    void everyBadFieldIsNamed() {
        Map<String, String> bad = Map.of("email", "nobody", "role", "king", "password", "short");
        HttpResponse<String> response = owner("POST", "/api/v1/users", bad);
        assertEquals(422, response.statusCode());
        assertEquals(Set.of("email", "role", "password"), AuthFixture.badFields(response));
        Map<String, String> long_ = Map.of("email", "a@b.c", "password", "x".repeat(201));
        assertEquals(422, owner("POST", "/api/v1/users", long_).statusCode());
    }

    @Test
    void theLastOwnerStaysAlsoWhenTwoRemoveEachOther() throws Exception {
        try (AuthFixture office = new AuthFixture()) {
            StaffPrincipal by = StaffPrincipal.adminToken(Optional.empty());
            UUID one = office.hire("one@example.com", Role.OWNER).id();
            UUID two = office.hire("two@example.com", Role.OWNER).id();
            Thread other = Thread.ofVirtual().start(() -> deleteOrLast(office, by, one));
            deleteOrLast(office, by, two);
            other.join();
            List<User> left = office.users.all();
            assertEquals(1, left.size());
            String path = "/api/v1/users/" + left.getFirst().id();
            for (Map<String, ?> change :
                    List.of(Map.of("role", "admin"), Map.of("disabled", true))) {
                assertEquals(
                        "last_owner",
                        AuthFixture.code(office.as(AuthFixture.ADMIN, "PATCH", path, change)));
            }
            assertEquals(
                    "last_owner",
                    AuthFixture.code(office.as(AuthFixture.ADMIN, "DELETE", path, Map.of())));
        }
    }

    @Test
    void aPersonChangesTheirOwnPasswordAndTheirOtherSessionsEnd() {
        OFFICE.hire("dora@example.com", Role.VIEWER);
        String here = OFFICE.accessToken("dora@example.com");
        String there = OFFICE.accessToken("dora@example.com");
        String path = "/api/v1/auth/password";
        Map<String, String> wrong =
                Map.of("current_password", "no", "new_password", "another good one");
        Map<String, String> right =
                Map.of(
                        "current_password",
                        AuthFixture.PASSWORD,
                        "new_password",
                        "another good one");
        assertEquals(422, OFFICE.as(here, "POST", path, wrong).statusCode());
        assertEquals(204, OFFICE.as(here, "POST", path, right).statusCode());
        assertEquals(200, OFFICE.as(here, "/t/staff").statusCode());
        assertEquals(401, OFFICE.as(there, "/t/staff").statusCode());
        assertEquals(200, OFFICE.tryLogin("dora@example.com", "another good one").statusCode());
        assertEquals(401, OFFICE.tryLogin("dora@example.com", AuthFixture.PASSWORD).statusCode());
        assertEquals(403, OFFICE.as(AuthFixture.ADMIN, "POST", path, right).statusCode());
    }

    @Test
    void aKeyIsShownOnceAndShutAtOnce() {
        HttpResponse<String> made =
                owner(
                        "POST",
                        "/api/v1/api-keys",
                        Map.of("name", "shop", "scopes", List.of("staff", "gateway")));
        JsonView key = AuthFixture.body(made);
        assertEquals(201, made.statusCode());
        String text = key.text("key").orElseThrow();
        String prefix = key.text("prefix").orElseThrow();
        assertTrue(text.startsWith("hc_") && text.startsWith(prefix), text);
        assertEquals(200, OFFICE.as(text, "/t/staff").statusCode());
        String list = OFFICE.as(AuthFixture.ADMIN, "/api/v1/api-keys").body();
        assertTrue(list.contains(prefix) && !list.contains(text), list);
        ApiKey listed =
                OFFICE.keys.all().stream()
                        .map(ApiKeys.KeyWithCost::key)
                        .filter(any -> any.prefix().equals(prefix))
                        .findFirst()
                        .orElseThrow();
        assertTrue(listed.lastUsedAt().isPresent());
        String path = "/api/v1/api-keys/" + listed.id();
        assertEquals(204, owner("DELETE", path, Map.of()).statusCode());
        assertEquals("invalid_api_key", AuthFixture.code(OFFICE.as(text, "/t/staff")));
        assertEquals(404, owner("DELETE", path, Map.of()).statusCode());
    }

    @Test
    void anOldKeyIsOver() {
        String text = OFFICE.key(ApiKeyScope.STAFF);
        assertEquals(200, OFFICE.as(text, "/t/staff").statusCode());
        OFFICE.sql(
                "UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE prefix = '"
                        + text.substring(0, 11)
                        + "'");
        // what another replica changed may be seen a second late
        Wait.until(
                "every replica knows that the key has expired",
                () -> OFFICE.as(text, "/t/staff").statusCode(),
                status -> status == 401);
    }

    @Test
    void aKeyNeedsANameKnownScopesAndAFuture() {
        Map<String, ?> bad =
                Map.of("scopes", List.of("everything"), "expires_at", "2020-01-01T00:00:00Z");
        HttpResponse<String> response = owner("POST", "/api/v1/api-keys", bad);
        assertEquals(422, response.statusCode());
        assertEquals(Set.of("name", "scopes", "expires_at"), AuthFixture.badFields(response));
    }

    @Test
    void agentsDoNotMakeKeysAndAdminsDoNotMakeUsers() {
        OFFICE.hire("agent@example.com", Role.AGENT);
        OFFICE.hire("admin@example.com", Role.ADMIN);
        String agent = OFFICE.accessToken("agent@example.com");
        String admin = OFFICE.accessToken("admin@example.com");
        Map<String, ?> key = Map.of("name", "x", "scopes", List.of("chat"));
        assertEquals(403, OFFICE.as(agent, "POST", "/api/v1/api-keys", key).statusCode());
        assertEquals(201, OFFICE.as(admin, "POST", "/api/v1/api-keys", key).statusCode());
        assertEquals(403, OFFICE.as(admin, "/api/v1/users").statusCode());
    }

    private static void deleteOrLast(AuthFixture office, StaffPrincipal by, UUID id) {
        try {
            office.users.delete(by, id);
        } catch (Problem.Conflict e) {
            assertEquals("last_owner", e.code());
        }
    }

    private static HttpResponse<String> add(String email, String role) {
        return owner(
                "POST",
                "/api/v1/users",
                Map.of("email", email, "role", role, "password", AuthFixture.PASSWORD));
    }

    private static HttpResponse<String> owner(String method, String path, Map<String, ?> body) {
        return OFFICE.as(AuthFixture.ADMIN, method, path, body);
    }
}
