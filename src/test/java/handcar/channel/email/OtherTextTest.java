package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that are neither plain text nor HTML, or have their words where a reader of HTML does not look.
class OtherTextTest {
    private static final String ASKED = "How long is the warranty?";

    private static String read(String type, String body, String... headers) throws Exception {
        String[] all = Arrays.copyOf(headers, headers.length + 5);
        all[headers.length] = "From: " + MailFixture.ANN;
        all[headers.length + 1] = "MIME-Version: 1.0";
        all[headers.length + 2] = "Content-Type: " + type;
        all[headers.length + 3] = "";
        all[headers.length + 4] = body;
        return MailFixture.read(MailFixture.raw(all)).read(List.of()).fresh();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/markdown; charset=utf-8",
                "text/enriched",
                "text/x-unknown",
                "text/xml",
                "TEXT/X-WEB-INTELLIGENT",
            })
    void anotherTypeOfTextIsRead(String type) throws Exception {
        assertEquals(ASKED, read(type, ASKED));
        assertEquals(
                ASKED,
                read(
                        "multipart/alternative; boundary=b",
                        "--b\r\nContent-Type: " + type + "\r\n\r\n" + ASKED + "\r\n--b--"));
        assertEquals(
                ASKED,
                read(
                        "multipart/mixed; boundary=b",
                        "--b\r\nContent-Type: " + type + "\r\n\r\n" + ASKED + "\r\n--b--"));
    }

    @Test
    void plainTextIsReadRatherThanAnother() throws Exception {
        assertEquals(
                ASKED,
                read(
                        "multipart/alternative; boundary=b",
                        "--b\r\nContent-Type: text/markdown\r\n\r\n**Other**\r\n"
                                + "--b\r\nContent-Type: text/plain\r\n\r\n"
                                + ASKED
                                + "\r\n--b--"));
    }

    @Test
    void aFileOfTextStaysAFile() throws Exception {
        for (String type : List.of("text/csv", "text/vcard", "text/markdown; name=notes.md")) {
            assertEquals(
                    "",
                    read(
                            "multipart/mixed; boundary=b",
                            "--b\r\nContent-Type: "
                                    + type
                                    + "\r\nContent-Disposition: attachment\r\n\r\na,b\r\n--b--"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/x-amp-html | <!doctype html><html ⚡4email><body><p>"
                        + ASKED
                        + "</p></body></html>",
                "text/enriched | <bold>How</bold> <color><param>red</param>long</color> is the"
                        + " warranty?",
                "text/html | <img src='cid:1' alt='" + ASKED + "'>",
                "text/html | <xmp>" + ASKED + "</xmp>",
                "text/html | <svg viewBox='0 0 9 9'><text x='1'>" + ASKED + "</text></svg>",
            })
    void marksAreNoWords(String type, String body) throws Exception {
        assertEquals(ASKED, read(type, MailFixture.utf8(body)));
    }

    @Test
    void whatAPictureSaysIsNotAddedToText() throws Exception {
        assertEquals(ASKED, read("text/html", "<p>" + ASKED + "</p><img src='x' alt='Logo'>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-unknown", "8-bit", "utf-8", "none"})
    void anUnknownEncodingOfPlainLettersIsNone(String encoding) throws Exception {
        assertEquals(ASKED, read("text/plain", ASKED, "Content-Transfer-Encoding: " + encoding));
    }
}
