package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeSmtp;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

/// An invitation from the owner's click to the colleague's log-in, through a mail server that is busy at first.
class StaffMailSenderTest {
    @Test
    void anInvitationArrivesAsAPlainMailWithALinkThatWorks() {
        try (FakeSmtp smtp = new FakeSmtp().answering("MAIL", "451 come again");
                TestServer shop =
                        new TestServer(
                                Map.of(
                                        "SMTP_HOST", "127.0.0.1",
                                        "SMTP_PORT", String.valueOf(smtp.port()),
                                        "SMTP_TLS", "none",
                                        "FROM_ADDRESS", "Shop <help@shop.example>",
                                        "BACKEND_URL", "https://shop.example"))) {
            Said invited =
                    shop.caller.post(
                            "/api/v1/auth/invitations",
                            Map.of("email", "ada@new.example", "role", "admin"),
                            TestClient.ADMIN);
            assertEquals(201, invited.status());
            assertTrue(invited.body().isTrue("mailed"));
            Wait.until(
                    "a first try",
                    () -> smtp.heard().stream().anyMatch(said -> said.startsWith("MAIL")));
            smtp.answering("MAIL", "250 ok");
            Wait.until(
                    "the mail",
                    () -> {
                        shop.update(
                                "UPDATE jobs SET due_at = now()"
                                        + " WHERE kind = 'staff-mail' AND state = 'waiting'");
                        shop.update("SELECT pg_notify('handcar', '0 jobs:staff-mail')");
                        return !smtp.mails().isEmpty();
                    });
            String mail = smtp.mails().getFirst();
            assertTrue(mail.contains("To: ada@new.example"), mail);
            assertTrue(mail.contains("From: Shop <help@shop.example>"), mail);
            assertTrue(mail.contains("Content-Type: text/plain"), mail);
            Matcher link =
                    Pattern.compile("https://shop\\.example/admin#invitation=([\\w-]+)")
                            .matcher(mail);
            assertTrue(link.find(), mail);
            Said inside =
                    shop.caller.post(
                            "/api/v1/auth/invitations/accept",
                            Map.of("code", link.group(1), "password", "plum-harvest-lantern-42"),
                            "");
            assertEquals(200, inside.status());
            assertEquals("admin", inside.body().at("user").text("role").orElseThrow());
        }
    }
}
