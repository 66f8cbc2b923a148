package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines above quoted mails that lack a time, a verb or a date.
class QuotedMailLineTest {
    private static String fresh(String type, String text) throws Exception {
        return MailFixture.read(
                        MailFixture.fromAnn(
                                "x",
                                "Re: Bike",
                                MailFixture.utf8(text),
                                "In-Reply-To: <1@shop.example>",
                                "Content-Type: " + type + "; charset=utf-8"))
                .read(List.of("It is on its way.\n\nShop"))
                .fresh();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shop <help@shop.example> writes:",
                "\"The Shop\" <help@shop.example> writes:",
                "On Tue, 1 Dec 2026, Shop wrote:",
                "On Tue, 1 Dec 2026, help@shop.example wrote:",
                "\"Shop\" <help@shop.example> – December 1, 2026 1:00 PM",
                "\"Shop\" <help@shop.example> – 1. Dezember 2026 13:00",
            })
    void aLineAboveAQuotedMailGoesWithIt(String line) throws Exception {
        assertEquals("The red one.", fresh("text/plain", "The red one.\n\n" + line + "\n\n> Hi"));
        assertEquals(
                "The red one.",
                fresh("text/plain", line + "\n> It is on its way.\n\nThe red one."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>The red one.</p><div>\"Shop\" &lt;help@shop.example&gt; – December 1, 2026 1:00"
                        + " PM<br><blockquote>Which one?</blockquote></div>",
                "<p>The red one.</p><div class=\"quote\">\"Shop\" &lt;help@shop.example&gt; –"
                        + " December 1, 2026 1:00 PM<br><blockquote>Which"
                        + " one?</blockquote></div>",
            })
    void theSameInHtml(String html) throws Exception {
        assertEquals("The red one.", fresh("text/html", html));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your colleague help@shop.example writes:\n\nIt is broken.",
                "Shop <help@shop.example> writes:\n\nthat it is broken.",
                "On Tue, 1 Dec 2026, your technician wrote:\n\n\"Broken\"",
                "On 12 March 2026 your technician wrote:\n> It needs a new fuse\nIs that so?",
                "My order – December 1, 2026 1:00 PM\n\nWhere is it?",
            })
    void aSentenceOfTheCustomerStays(String text) throws Exception {
        assertEquals(text, fresh("text/plain", text));
    }
}
