package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;

/// Invitations, new passwords and codes by mail.
class AccountRoutesTest {
    private static final String INVITATIONS = "/api/v1/auth/invitations";
    private static final String RESET = "/api/v1/auth/password-reset";
    private static final String NEXT = "plum-harvest-lantern-42";
    private static AuthFixture office;

    @BeforeAll
    static void open() {
        office = new AuthFixture();
    }

    @AfterAll
    static void close() {
        office.close();
    }

    @BeforeEach
    void forget() {
        office.mails.clear();
        office.sql("DELETE FROM login_tries");
    }

    private static StaffMail mail(String to) {
        return Wait.until(
                        "a mail to " + to,
                        () ->
                                office.mails.stream()
                                        .filter(mail -> mail.to().equals(to))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String code(String text, String kind) {
        Matcher link = Pattern.compile("/admin#" + kind + "=([\\w-]+)").matcher(text);
        assertTrue(link.find(), text);
        return link.group(1);
    }

    private static HttpResponse<String> invite(String email) {
        return office.as(
                AuthFixture.ADMIN,
                "POST",
                INVITATIONS,
                Map.of("email", email, "name", "Ada", "role", "admin"));
    }

    @Test
    void whoIsInvitedChoosesAPasswordOnceAndIsIn() {
        HttpResponse<String> invited = invite("ada@new.example");
        assertEquals(201, invited.statusCode(), invited.body());
        assertTrue(AuthFixture.body(invited).isTrue("mailed"));
        assertFalse(invited.body().contains("#invitation="), "the link is in the mail only");
        String code = code(mail("ada@new.example").text(), "invitation");

        Map<String, Object> weak = Map.of("code", code, "password", "password1234567");
        HttpResponse<String> refused = office.post(INVITATIONS + "/accept", weak);
        assertEquals(Set.of("password"), AuthFixture.badFields(refused));
        HttpResponse<String> inside =
                office.post(
                        INVITATIONS + "/accept",
                        Map.of("code", code, "password", NEXT, "name", "Ada L."));
        assertEquals(200, inside.statusCode(), inside.body());
        assertTrue(inside.headers().firstValue("Set-Cookie").isPresent());
        assertEquals("admin", AuthFixture.body(inside).at("user").text("role").orElseThrow());
        assertEquals(200, office.tryLogin("ada@new.example", NEXT).statusCode());

        HttpResponse<String> again =
                office.post(INVITATIONS + "/accept", Map.of("code", code, "password", NEXT));
        assertEquals(401, again.statusCode());
        assertEquals("invalid_code", AuthFixture.code(again));
        assertEquals("email_taken", AuthFixture.code(invite("ADA@new.example")));
    }

    @Test
    void anInvitationIsTakenBackAndReplaced() {
        String first = code(invitedLink("bea@new.example"), "invitation");
        office.mails.clear();
        String second = code(invitedLink("bea@new.example"), "invitation");
        HttpResponse<String> old =
                office.post(INVITATIONS + "/accept", Map.of("code", first, "password", NEXT));
        assertEquals(401, old.statusCode(), "a new one ends the former");
        String id =
                AuthFixture.body(office.as(AuthFixture.ADMIN, INVITATIONS))
                        .at("data")
                        .each()
                        .filter(one -> one.text("email").equals(Optional.of("bea@new.example")))
                        .findFirst()
                        .orElseThrow()
                        .text("id")
                        .orElseThrow();
        String path = INVITATIONS + "/" + id;
        assertEquals(204, office.as(AuthFixture.ADMIN, "DELETE", path, Map.of()).statusCode());
        assertEquals(404, office.as(AuthFixture.ADMIN, "DELETE", path, Map.of()).statusCode());
        assertEquals(
                401,
                office.post(INVITATIONS + "/accept", Map.of("code", second, "password", NEXT))
                        .statusCode());
    }

    private static String invitedLink(String email) {
        assertEquals(201, invite(email).statusCode());
        return mail(email).text();
    }

    @Test
    void aForgottenPasswordIsReplacedByALinkAndStrangersLearnNothing() {
        office.hire("cai@new.example", Role.AGENT);
        String token = office.accessToken("cai@new.example");
        HttpResponse<String> known = office.post(RESET, Map.of("email", "cai@new.example"));
        HttpResponse<String> unknown = office.post(RESET, Map.of("email", "nobody@new.example"));
        assertEquals(202, known.statusCode());
        assertEquals(known.body(), unknown.body());
        String code = code(mail("cai@new.example").text(), "reset");
        assertEquals(1, office.mails.size());

        assertEquals(
                Set.of("new_password"),
                AuthFixture.badFields(
                        office.post(
                                RESET + "/confirm",
                                Map.of("code", code, "new_password", "cai-cai-cai-cai"))));
        assertEquals(
                204,
                office.post(RESET + "/confirm", Map.of("code", code, "new_password", NEXT))
                        .statusCode());
        assertEquals(401, office.as(token, "/t/staff").statusCode(), "all sessions end");
        assertEquals(200, office.tryLogin("cai@new.example", NEXT).statusCode());
        assertEquals(
                401,
                office.post(RESET + "/confirm", Map.of("code", code, "new_password", NEXT))
                        .statusCode());
    }

    @Test
    void anotherPasswordEndsWhatWasMailedBefore() {
        String email = "gil@new.example";
        User user = office.hire(email, Role.AGENT);
        String token = office.accessToken(email);
        List<Runnable> changes =
                List.of(
                        () -> {
                            Map<String, String> own =
                                    Map.of(
                                            "current_password",
                                            AuthFixture.PASSWORD,
                                            "new_password",
                                            NEXT);
                            assertEquals(
                                    204,
                                    office.as(token, "POST", "/api/v1/auth/password", own)
                                            .statusCode());
                        },
                        () -> changed(user, Map.of("password", "seven green herons")),
                        () -> {
                            changed(user, Map.of("disabled", true));
                            changed(user, Map.of("disabled", false));
                        });
        for (Runnable change : changes) {
            String link = issued(MailedCodes.Purpose.PASSWORD_RESET, user);
            String digits = issued(MailedCodes.Purpose.LOG_IN, user);
            change.run();
            assertEquals(Optional.empty(), office.mailed.user(office.db, link));
            assertEquals(
                    401,
                    office.post(RESET + "/confirm", Map.of("code", link, "new_password", NEXT))
                            .statusCode());
            assertFalse(office.mailed.isRight(office.db, user.id(), digits));
        }
        String link = issued(MailedCodes.Purpose.PASSWORD_RESET, user);
        changed(user, Map.of("name", "Gil G."));
        assertTrue(office.mailed.user(office.db, link).isPresent(), "a name opens nothing");
    }

    private static void changed(User user, Map<String, ?> change) {
        HttpResponse<String> response =
                office.as(AuthFixture.ADMIN, "PATCH", "/api/v1/users/" + user.id(), change);
        assertEquals(200, response.statusCode(), response.body());
    }

    private static String issued(MailedCodes.Purpose purpose, User user) {
        return office.db.tx(tx -> office.mailed.issue(tx, purpose, user.id(), true)).orElseThrow();
    }

    @Test
    void aMailboxIsNotFlooded() {
        office.hire("dia@new.example", Role.AGENT);
        List<Integer> said = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            said.add(office.post(RESET, Map.of("email", "dia@new.example")).statusCode());
            mail("dia@new.example");
        }
        assertEquals(List.of(202, 202, 202, 202, 202, 429, 429), said);
        assertEquals(1, office.mails.size());
    }

    @Test
    void sixDigitsByMailLogInOnce() {
        office.hire("eve@new.example", Role.AGENT);
        String path = "/api/v1/auth/email-code";
        assertEquals(202, office.post(path, Map.of("email", "eve@new.example")).statusCode());
        String code = mail("eve@new.example").subject().substring(0, 6);
        String wrong = code.equals("123456") ? "654321" : "123456";
        HttpResponse<String> refused = byMail("eve@new.example", wrong);
        assertEquals(401, refused.statusCode());
        assertEquals("wrong_mailed_code", AuthFixture.code(refused));
        assertEquals(
                AuthFixture.code(refused), AuthFixture.code(byMail("nobody@new.example", wrong)));
        assertEquals(200, byMail("eve@new.example", code).statusCode());
        assertEquals(401, byMail("eve@new.example", code).statusCode());
    }

    @Test
    void guessesEndTheSixDigits() {
        User user = office.hire("fay@new.example", Role.AGENT);
        String code =
                office.db
                        .tx(
                                tx ->
                                        office.mailed.issue(
                                                tx, MailedCodes.Purpose.LOG_IN, user.id(), false))
                        .orElseThrow();
        for (int i = 0; i < 4; i++) {
            assertFalse(office.mailed.isRight(office.db, user.id(), "none"));
        }
        assertTrue(office.mailed.isRight(office.db, user.id(), code));
        office.mailed.takeBack(office.db, user.id());
        assertTrue(office.mailed.isRight(office.db, user.id(), code), "the right one cost nothing");
        assertFalse(office.mailed.isRight(office.db, user.id(), code));
    }

    private static HttpResponse<String> byMail(String email, String code) {
        return office.post("/api/v1/auth/login", Map.of("email", email, "email_code", code));
    }

    @Test
    void withoutAMailServerTheOwnerHandsTheLinkOn() {
        try (AuthFixture alone = new AuthFixture(false)) {
            HttpResponse<String> invited =
                    alone.as(
                            AuthFixture.ADMIN,
                            "POST",
                            INVITATIONS,
                            Map.of("email", "ada@new.example"));
            String link = AuthFixture.body(invited).text("link").orElseThrow();
            assertTrue(link.startsWith("https://public.example/admin#invitation="), link);
            Map<String, Object> body = Map.of("code", code(link, "invitation"), "password", NEXT);
            assertEquals(200, alone.post(INVITATIONS + "/accept", body).statusCode());
            HttpResponse<String> reset = alone.post(RESET, Map.of("email", "ada@new.example"));
            assertEquals("no_mail", AuthFixture.code(reset));
            assertFalse(AuthFixture.body(alone.get("/api/v1/auth/methods")).isTrue("email"));
        }
    }
}
