package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;

/// An invitation is worth as much as the word of who gave it is still worth.
final class InviterTest {
    private static final AuthFixture OFFICE = new AuthFixture(false);
    private static final String INVITATIONS = "/api/v1/auth/invitations";
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    @AfterAll
    static void close() {
        OFFICE.close();
    }

    private static User owner() {
        return OFFICE.hire("boss" + PEOPLE.incrementAndGet() + "@example.com", Role.OWNER);
    }

    private static String invite(String token) {
        String email = "new" + PEOPLE.incrementAndGet() + "@example.com";
        HttpResponse<String> made =
                OFFICE.as(token, "POST", INVITATIONS, Map.of("email", email, "role", "owner"));
        assertEquals(201, made.statusCode(), made.body());
        String link = AuthFixture.body(made).text("link").orElseThrow();
        return link.substring(link.indexOf('=') + 1);
    }

    private static int accept(String code) {
        Map<String, String> chosen = Map.of("code", code, "password", "plum-harvest-lantern-42");
        return OFFICE.post(INVITATIONS + "/accept", chosen).statusCode();
    }

    private static void end(User inviter, String how) {
        String path = "/api/v1/users/" + inviter.id();
        HttpResponse<String> ended =
                switch (how) {
                    case "deleted" -> OFFICE.as(AuthFixture.ADMIN, "DELETE", path, Map.of());
                    case "disabled" ->
                            OFFICE.as(AuthFixture.ADMIN, "PATCH", path, Map.of("disabled", true));
                    default -> OFFICE.as(AuthFixture.ADMIN, "PATCH", path, Map.of("role", how));
                };
        assertEquals(2, ended.statusCode() / 100, ended.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "agent", "admin", "disabled", "deleted"})
    void whoMayInviteNoLongerLetsNobodyIn(String how) {
        User staying = owner();
        User inviter = owner();
        String kept = invite(OFFICE.accessToken(staying.email()));
        String ended = invite(OFFICE.accessToken(inviter.email()));
        String ofTheToken = invite(AuthFixture.ADMIN);
        end(inviter, how);
        assertFalse(OFFICE.as(AuthFixture.ADMIN, INVITATIONS).body().contains(inviter.name()));
        assertEquals(401, accept(ended));
        assertEquals(200, accept(kept));
        assertEquals(200, accept(ofTheToken));
    }

    /// The link ends for good: a second right to invite brings back no first invitation.
    @Test
    void anotherRoleForAMomentEndsItToo() {
        owner();
        User inviter = owner();
        String code = invite(OFFICE.accessToken(inviter.email()));
        end(inviter, "admin");
        end(inviter, "owner");
        assertEquals(401, accept(code));
    }

    /// Whoever had a session of the account may have sent them, and would come back by the account they make.
    @ParameterizedTest
    @ValueSource(strings = {"own", "another owner's"})
    void anotherPasswordEndsWhatWasSentBefore(String by) {
        User inviter = owner();
        String token = OFFICE.accessToken(inviter.email());
        String code = invite(token);
        String ofTheToken = invite(AuthFixture.ADMIN);
        HttpResponse<String> changed =
                by.equals("own")
                        ? OFFICE.as(
                                token,
                                "POST",
                                "/api/v1/auth/password",
                                Map.of(
                                        "current_password",
                                        AuthFixture.PASSWORD,
                                        "new_password",
                                        "plum-harvest-lantern-43"))
                        : OFFICE.as(
                                AuthFixture.ADMIN,
                                "PATCH",
                                "/api/v1/users/" + inviter.id(),
                                Map.of("password", "plum-harvest-lantern-43"));
        assertEquals(2, changed.statusCode() / 100, changed.body());
        assertEquals(401, accept(code));
        assertEquals(200, accept(ofTheToken));
    }

    /// Whatever changed the role: it is looked at again when the link is opened.
    @Test
    void theInvitersRoleIsReadWhenTheLinkIsUsed() {
        User inviter = owner();
        String code = invite(OFFICE.accessToken(inviter.email()));
        OFFICE.sql("UPDATE users SET role = 'agent' WHERE id = '" + inviter.id() + "'");
        assertEquals(401, accept(code));
    }
}
