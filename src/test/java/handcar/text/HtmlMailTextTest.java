package handcar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import module java.base;

import org.junit.jupiter.api.Test;

class HtmlMailTextTest {
    @Test
    void whatAReaderSeesIsTheText() {
        assertEquals(
                "Hello & welcome\n\n- one\n- two\n\nend",
                HtmlMailText.text(
                        "<html><head><title>no</title><style>p{}</style></head><body><p>Hello  "
                            + " &amp;\n"
                            + "<b>welcome</b></p><ul><li>one</li><li>two</li></ul><br><div>end</div><script>no()</script><!--"
                            + " no --></body>"));
    }

    @Test
    void theMailsBeforeAreLeftOut() {
        for (String history :
                new String[] {
                    "<div class=\"gmail_quote\"><div>On Mon wrote:</div><blockquote>old"
                            + " <div>older</div></blockquote></div>",
                    "<blockquote type=\"cite\">old</blockquote>",
                    "<div id=\"divRplyFwdMsg\">From: x</div>",
                    "<div class='yahoo_quoted'><div>old</div></div>",
                    "<div class=\"moz-cite-prefix\">On Mon x wrote:</div><blockquote"
                            + " type=\"cite\">old</blockquote>"
                }) {
            assertEquals("Thanks.", HtmlMailText.text("<div>Thanks.</div>" + history), history);
        }
    }

    @Test
    void whatIsWrittenBelowAQuotationStays() {
        assertEquals(
                "above\nbelow",
                HtmlMailText.text(
                        "<div>above</div><blockquote type=cite>old</blockquote><div>below</div>"));
    }

    @Test
    void aForwardedMailStays() {
        assertEquals(
                "See:\n---------- Forwarded message ---------\nYou won.",
                HtmlMailText.text(
                        "<div>See:</div><div class=\"gmail_quote\"><div>---------- Forwarded"
                                + " message ---------</div><div>You won.</div></div>"));
    }

    @Test
    void aMailThatIsNothingButHistoryIsKept() {
        assertEquals("old", HtmlMailText.text("<div class=\"gmail_quote\">old</div>"));
    }

    @Test
    void brokenHtmlIsReadAsFarAsItGoes() {
        assertEquals("a < b and c<", HtmlMailText.text("a < b <i>and</i> c<"));
        assertEquals("a", HtmlMailText.text("<div>a<style>never closed"));
        assertEquals("a", HtmlMailText.text("<div>a <p"));
        assertEquals("1 & 2 &nope; ü", HtmlMailText.text("1 & 2 &nope; &uuml;"));
    }

    @Test
    void hostileHtmlTakesNoTime() {
        for (String html :
                new String[] {
                    "<".repeat(1_000_000),
                    "<div>".repeat(200_000),
                    "<a ".repeat(300_000),
                    "<!--".repeat(250_000),
                    "<style><div ".repeat(80_000),
                    "<pre>" + " ".repeat(1_000_000),
                    "<div class=gmail_quote>".repeat(40_000),
                    "&".repeat(1_000_000)
                }) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> HtmlMailText.text(html));
        }
    }
}
