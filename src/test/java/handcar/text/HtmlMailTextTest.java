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
                HtmlMailText.marked(
                        "<html><head><title>no</title><style>p{}</style></head><body><p>Hello  "
                            + " &amp;\n"
                            + "<b>welcome</b></p><ul><li>one</li><li>two</li></ul><br><div>end</div><script>no()</script><!--"
                            + " no --></body>"));
    }

    @Test
    void whatAProgramDeclaresAsQuotedIsMarked() {
        for (String history :
                new String[] {
                    "<div class=\"gmail_quote\"><div>On Mon wrote:</div><blockquote>old"
                            + " <div>older</div></blockquote></div>",
                    "<blockquote type=\"cite\">old</blockquote>",
                    "<div class='yahoo_quoted'><div>old</div></div>",
                    "<div class=\"moz-cite-prefix\">On Mon x wrote:</div><blockquote"
                            + " type=\"cite\">old</blockquote>"
                }) {
            String marked = HtmlMailText.marked("<div>Thanks.</div>" + history + "<p>Bye</p>");
            String quoted = HtmlMailText.QUOTE + "[^" + HtmlMailText.END + "]*" + HtmlMailText.END;
            assertEquals("Thanks.\nBye", marked.replaceAll("(?:" + quoted + "\n)+", ""), history);
        }
    }

    @Test
    void theAddressBehindAWordIsReadable() {
        assertEquals(
                "My receipt is here (https://drive.example/receipt/77), please.",
                HtmlMailText.marked(
                        "<p>My receipt is <a href=\"https://drive.example/receipt/77\">here</a>,"
                                + " please.</p>"));
        assertEquals(
                "See shop.example/a and +1 555 and a@b.example",
                HtmlMailText.marked(
                        "See <a href='https://www.shop.example/a/'>shop.example/a</a> and <a"
                                + " href='tel:+1555'>+1 555</a> and <a"
                                + " href='mailto:a@b.example'>a@b.example</a>"));
    }

    @Test
    void marksThatASenderWritesAreTakenOut() {
        assertEquals("ab", HtmlMailText.marked("a" + HtmlMailText.REST + "b"));
    }

    @Test
    void brokenHtmlIsReadAsFarAsItGoes() {
        assertEquals("a < b and c<", HtmlMailText.marked("a < b <i>and</i> c<"));
        assertEquals("a", HtmlMailText.marked("<div>a<style>never closed"));
        assertEquals("a", HtmlMailText.marked("<div>a <p"));
        assertEquals("1 & 2 &nope; ü", HtmlMailText.marked("1 & 2 &nope; &uuml;"));
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
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> HtmlMailText.marked(html));
        }
    }
}
