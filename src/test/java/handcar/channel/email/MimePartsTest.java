package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

/// Which part of a mail its words are read from.
class MimePartsTest {
    private static String text(String type, String encoding, String body) throws Exception {
        return MailFixture.read(
                        MailFixture.raw(
                                "From: a@b.example",
                                "Content-Type: " + type,
                                "Content-Transfer-Encoding: " + encoding,
                                "",
                                body))
                .read(List.of())
                .fresh();
    }

    private static String alternative(String plain, String html) throws Exception {
        return text(
                "multipart/alternative; boundary=b",
                "7bit",
                String.join(
                        "\r\n",
                        "--b",
                        "Content-Type: text/plain",
                        "",
                        plain,
                        "--b",
                        "Content-Type: text/html",
                        "",
                        html,
                        "--b--"));
    }

    @Test
    void aPlainFormThatOnlyStandsForTheHtmlIsNotTheText() throws Exception {
        String words = "How long is the warranty of the lamp that you sent me?";
        for (String stub :
                List.of(
                        "Your mail program cannot show HTML.",
                        "Please view this mail in HTML.",
                        "This is an HTML message",
                        "Ihr Programm kann keine HTML-Mails anzeigen.")) {
            assertEquals(words, alternative(stub, "<p>" + words + "</p>"), stub);
        }
        for (String plain :
                List.of(words, "How long is the\r\nwarranty", "Where is my parcel?", "Call me")) {
            String shown = "<p>" + words + "</p><p>Sent by Ann</p>";
            assertEquals(plain.replace("\r\n", "\n"), alternative(plain, shown), plain);
        }
        assertEquals(
                "Does HTML work here?", alternative("Does HTML work here?", "<b>HTML</b> here?"));
    }

    @Test
    void aPlainFormThatIsLeftOutIsKept() throws Exception {
        String stub = "Your mail program cannot show HTML.";
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.fromAnn(
                                "x",
                                "Lamp",
                                "--b\r\n\r\n"
                                        + stub
                                        + "\r\n"
                                        + "--b\r\n"
                                        + "Content-Type: text/html\r\n\r\n"
                                        + "<p>How long is the warranty?</p>\r\n"
                                        + "--b--",
                                "Content-Type: multipart/alternative; boundary=b"));
        MailText text = mail.read(List.of());
        assertEquals("How long is the warranty?", text.fresh());
        assertEquals(Optional.of(stub + "\n\nHow long is the warranty?"), text.whole());
    }

    @Test
    void aMailThatBringsOnlyAnotherMailHasItsWords() throws Exception {
        String inner = "From: Bob <b@x.example>\r\nSubject: inner\r\n\r\nINNER text";
        assertEquals("inner\n\nINNER text", text("message/rfc822", "7bit", inner));
        assertEquals(
                "inner\n\nINNER text",
                text(
                        "multipart/mixed; boundary=b",
                        "7bit",
                        "--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + "\r\n--b--"));
    }

    @Test
    void whatIsTooLongToBeReadIsKeptAndSaid() throws Exception {
        String body =
                "Hello. How long is the warranty?\r\n" + "one line more of it\r\n".repeat(80_000);
        for (String type : List.of("text/plain", "text/html")) {
            MailText text =
                    MailFixture.read(
                                    MailFixture.raw(
                                            "From: a@b.example",
                                            "Content-Type: " + type,
                                            "",
                                            body + "the very last words"))
                            .read(List.of());
            assertTrue(text.fresh().startsWith("Hello. How long is the warranty?"), type);
            assertTrue(text.fresh().contains("longer than is shown"), type);
            assertTrue(text.whole().orElse("").endsWith("the very last words"), type);
        }
        assertEquals("Hello.", text("text/plain", "7bit", "Hello."));
    }

    @Test
    void partsWithinPartsAreReadHoweverDeep() throws Exception {
        assertEquals("How long is the warranty?", text(nested(40)[0], "7bit", nested(40)[1]));
        assertTrue(text(nested(150)[0], "7bit", nested(150)[1]).contains("longer than is shown"));
    }

    private static String[] nested(int depth) {
        String type = "text/plain";
        String body = "How long is the warranty?";
        for (int i = 0; i < depth; i++) {
            body = "--b%d\r\nContent-Type: %s\r\n\r\n%s\r\n--b%d--".formatted(i, type, body, i);
            type = "multipart/mixed; boundary=b" + i;
        }
        return new String[] {type, body};
    }
}
