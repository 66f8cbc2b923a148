package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;

/// Whoever finds a page that was left open cannot make themselves another way in.
final class ReauthenticationTest {
    private static final AuthFixture OFFICE = new AuthFixture();
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final String NEXT = "seven green herons";

    /// A request that gives power over accounts.
    private record Deed(String method, String path, Map<String, ?> body) {
        int status(String token) {
            return send(token, Map.of()).statusCode();
        }

        int status(String token, String present) {
            return send(token, Map.of("current_password", present)).statusCode();
        }

        HttpResponse<String> send(String token, Map<String, String> proof) {
            Map<String, Object> all = new HashMap<>(body);
            all.putAll(proof);
            return OFFICE.as(token, method, path, all);
        }
    }

    @BeforeEach
    void forgetTries() {
        OFFICE.sql("DELETE FROM login_tries");
    }

    @AfterAll
    static void close() {
        OFFICE.close();
    }

    private static String someone(Role role) {
        return OFFICE.hire("r" + PEOPLE.incrementAndGet() + "@example.com", role).email();
    }

    private static String address() {
        return "n" + PEOPLE.incrementAndGet() + "@example.com";
    }

    /// What gives, widens or takes away power, each on accounts and keys of its own.
    private static List<Deed> deeds() {
        String user = "/api/v1/users/";
        UUID key =
                OFFICE.keys.all().stream()
                        .map(ApiKeys.KeyWithCost::key)
                        .map(ApiKey::id)
                        .findFirst()
                        .orElseThrow();
        return List.of(
                new Deed(
                        "POST",
                        "/api/v1/users",
                        Map.of("email", address(), "role", "owner", "password", NEXT)),
                new Deed("PATCH", user + hired(), Map.of("role", "owner")),
                new Deed("PATCH", user + hired(), Map.of("password", NEXT)),
                new Deed("PATCH", user + hired(), Map.of("disabled", true)),
                new Deed("DELETE", user + hired(), Map.of()),
                new Deed(
                        "POST",
                        "/api/v1/auth/invitations",
                        Map.of("email", address(), "role", "owner")),
                new Deed("PUT", "/api/v1/auth/rules", Map.of("totp_roles", List.of())),
                new Deed(
                        "POST",
                        "/api/v1/api-keys",
                        Map.of("name", "mine", "scopes", List.of("staff"))),
                new Deed("PATCH", "/api/v1/api-keys/" + key, Map.of("name", "ours")),
                new Deed("POST", "/api/v1/auth/totp", Map.of("action", "enrol")));
    }

    private static UUID hired() {
        return OFFICE.hire(address(), Role.AGENT).id();
    }

    private static void age() {
        OFFICE.sql("UPDATE sessions SET created_at = created_at - interval '11 minutes'");
    }

    @Test
    void anOldLogInGivesNobodyPowerWithoutThePresentPassword() {
        OFFICE.key(ApiKeyScope.CHAT);
        String owner = OFFICE.accessToken(someone(Role.OWNER));
        age();
        for (Deed deed : deeds()) {
            HttpResponse<String> stale = deed.send(owner, Map.of());
            assertEquals(422, stale.statusCode(), deed + stale.body());
            assertEquals(Set.of("current_password"), AuthFixture.badFields(stale));
            assertEquals(422, deed.status(owner, "not the password"), deed.toString());
            OFFICE.sql("DELETE FROM login_tries");
            int proven = deed.status(owner, AuthFixture.PASSWORD);
            assertTrue(proven < 300, deed + " " + proven);
        }
    }

    @Test
    void afterALogInAndWithTheAdminTokenNothingMoreIsAsked() {
        OFFICE.key(ApiKeyScope.CHAT);
        String owner = OFFICE.accessToken(someone(Role.OWNER));
        for (String caller : List.of(owner, AuthFixture.ADMIN)) {
            for (Deed deed : deeds()) {
                boolean forPeople = caller.equals(AuthFixture.ADMIN) && deed.path.endsWith("totp");
                int status = deed.status(caller);
                assertTrue(forPeople ? status == 403 : status < 300, deed + " " + status);
            }
        }
    }

    @Test
    void whoCameWithTheAdminTokenShowsItAgain() {
        String admin =
                AuthFixture.body(
                                OFFICE.post(
                                        "/api/v1/auth/login",
                                        Map.of("admin_token", AuthFixture.ADMIN)))
                        .text("access_token")
                        .orElseThrow();
        age();
        Deed deed =
                new Deed(
                        "POST",
                        "/api/v1/auth/invitations",
                        Map.of("email", address(), "role", "owner"));
        assertEquals(422, deed.status(admin));
        assertEquals(422, deed.status(admin, "not the token"));
        assertEquals(201, deed.status(admin, AuthFixture.ADMIN));
    }

    @Test
    void guessesOfThePresentPasswordAreSlowedDownWhateverTheyAreFor() {
        OFFICE.key(ApiKeyScope.CHAT);
        String owner = OFFICE.accessToken(someone(Role.OWNER));
        age();
        List<Integer> said =
                deeds().stream().map(deed -> deed.status(owner, "not the password")).toList();
        assertEquals(List.of(422, 422, 422, 422, 422, 429), said.subList(0, 6));
    }

    @Test
    void thePresentPasswordIsNoNewOne() {
        String email = someone(Role.OWNER);
        String owner = OFFICE.accessToken(email);
        String present = AuthFixture.PASSWORD;
        HttpResponse<String> same =
                OFFICE.as(
                        owner,
                        "POST",
                        "/api/v1/auth/password",
                        Map.of("current_password", present, "new_password", present));
        assertEquals(422, same.statusCode());
        assertEquals(Set.of("new_password"), AuthFixture.badFields(same));
        String id = AuthFixture.body(OFFICE.as(owner, "/api/v1/auth/me")).text("id").orElseThrow();
        HttpResponse<String> own =
                OFFICE.as(
                        owner,
                        "PATCH",
                        "/api/v1/users/" + id,
                        Map.of("current_password", present, "password", present));
        assertEquals(422, own.statusCode());
        assertEquals(Set.of("password"), AuthFixture.badFields(own));
        assertEquals(200, OFFICE.tryLogin(email, present).statusCode());
    }
}
