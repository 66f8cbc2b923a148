package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

/// Files that stand in one of the forms of a mail's text.
class MailPicturesTest {
    @Test
    void picturesWithinTheHtmlAreListedThoughThePlainTextIsRead() throws Exception {
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.raw(
                                "From: a@b.example",
                                "Content-Type: multipart/alternative; boundary=A",
                                "",
                                "--A",
                                "Content-Type: text/plain",
                                "",
                                "See the picture.",
                                "--A",
                                "Content-Type: multipart/related; boundary=R",
                                "",
                                "--R",
                                "Content-Type: text/html",
                                "",
                                "<p>See the picture.<img src=cid:1></p>",
                                "--R",
                                "Content-Type: image/png; name=lamp.png",
                                "Content-ID: <1>",
                                "Content-Disposition: inline; filename=lamp.png",
                                "Content-Transfer-Encoding: base64",
                                "",
                                "iVBORw0KGgo=",
                                "--R--",
                                "--A",
                                "Content-Type: text/calendar; name=invite.ics",
                                "",
                                "BEGIN:VCALENDAR",
                                "--A--"));
        assertEquals("See the picture.", mail.read(List.of()).fresh());
        assertEquals(
                List.of("lamp.png", "invite.ics"),
                mail.attachments().stream().map(each -> each.name().orElse("")).toList());
        assertEquals("image", mail.attachments().getFirst().type());
    }
}
