package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Replies by twenty mail programs in ten languages: no word of the customer is lost, and the copied mail is gone.
class MailClientsTest {
    private static final String OLD =
            "<p>Parcels leave on Tuesdays.</p><p>Anything else?<br>The Shop team</p>";

    /// In percent of the words of the copied mails.
    private static final double LEAST_GONE = 95;

    @Test
    void noWordOfACustomerIsLostAndTheCopiedMailIsGone() throws Exception {
        List<String> lost = new ArrayList<>();
        List<String> stays = new ArrayList<>();
        int mails = 0;
        int words = 0;
        int left = 0;
        for (MailClient client : MailClient.values()) {
            for (MailLanguage language : MailLanguage.values()) {
                MailText read = MailFixture.read(mail(client, language)).read(List.of());
                for (String line : language.fresh.split("\n")) {
                    if (!read.fresh().contains(line)) {
                        lost.add(client + " " + language + ": " + line);
                    }
                }
                mails++;
                words += 8;
                for (String word :
                        "Parcels leave Tuesdays Anything else The Shop team".split(" ")) {
                    if (read.fresh().contains(word)) {
                        left++;
                        stays.add(client + " " + language);
                    }
                }
                assertTrue(
                        read.whole().orElse(read.fresh()).contains("Tuesdays"),
                        client + " " + language);
            }
        }
        assertEquals(200, mails);
        assertEquals(List.of(), lost);
        double gone = 100.0 * (words - left) / words;
        assertTrue(gone >= LEAST_GONE, gone + " % are gone; not of " + Set.copyOf(stays));
    }

    private static jakarta.mail.internet.MimeMessage mail(
            MailClient client, MailLanguage language) {
        String html = client.html(language, language.fresh.replace("\n", "<br>"), OLD);
        String plain = client.plain(language, language.fresh, OLD);
        List<String> lines = new ArrayList<>();
        if (html.isEmpty() || plain.isEmpty()) {
            lines.add(
                    "Content-Type: text/"
                            + (html.isEmpty() ? "plain" : "html")
                            + "; charset=utf-8");
            lines.add("Content-Transfer-Encoding: 8bit");
            return MailFixture.fromAnn(
                    "x", "Re: Bike", MailFixture.utf8(plain + html), headers(lines));
        }
        lines.add("Content-Type: multipart/alternative; boundary=b");
        String body =
                "--b\nContent-Type: text/plain; charset=utf-8\n\n"
                        + plain
                        + "\n--b\nContent-Type: text/html; charset=utf-8\n\n"
                        + html
                        + "\n--b--";
        return MailFixture.fromAnn(
                "x", "Re: Bike", MailFixture.utf8(body.replace("\n", "\r\n")), headers(lines));
    }

    private static String[] headers(List<String> lines) {
        return Stream.concat(lines.stream(), Stream.of("In-Reply-To: <old@shop.example>"))
                .toArray(String[]::new);
    }

    @Test
    void eachFormAloneIsEnough() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (MailClient client : MailClient.values()) {
            for (MailLanguage language : MailLanguage.values()) {
                String plain = client.plain(language, language.fresh, OLD);
                if (plain.isEmpty()) {
                    continue;
                }
                String fresh =
                        MailFixture.read(
                                        MailFixture.fromAnn(
                                                "x",
                                                "Re: Bike",
                                                MailFixture.utf8(plain),
                                                "Content-Type: text/plain; charset=utf-8",
                                                "In-Reply-To: <old@shop.example>"))
                                .read(List.of())
                                .fresh();
                for (String line : language.fresh.split("\n")) {
                    assertTrue(fresh.contains(line), client + " " + language + ": " + fresh);
                }
                if (fresh.contains("Tuesdays")) {
                    wrong.add(client + " " + language);
                }
            }
        }
        assertTrue(wrong.size() <= 8, wrong::toString);
    }

    /// Some programs and gateways tell of no mail that they answer.
    @ParameterizedTest
    @CsvSource({"Re: Bike,true", "Odp: Bike,true", "AW: Bike,true", "RE : Bike,true", "Bike,false"})
    void withoutInReplyToTheSubjectOrALineOfOursIsEnough(String subject, boolean reply)
            throws Exception {
        Set<MailClient> naming =
                EnumSet.of(
                        MailClient.GMAIL_WEB,
                        MailClient.GMAIL_INLINE,
                        MailClient.APPLE_MAIL,
                        MailClient.IPHONE);
        for (MailClient client : MailClient.values()) {
            for (MailLanguage language : MailLanguage.values()) {
                Map<String, String> forms =
                        Map.of(
                                "plain", client.plain(language, language.fresh, OLD),
                                "html",
                                        client.html(
                                                language,
                                                language.fresh.replace("\n", "<br>"),
                                                OLD));
                forms.forEach(
                        (type, text) -> {
                            if (!text.isEmpty()) {
                                String fresh = fresh(subject, type, text);
                                String which = client + " " + language + " " + type + ": " + fresh;
                                for (String line : language.fresh.split("\n")) {
                                    assertTrue(fresh.contains(line), which);
                                }
                                if (reply || naming.contains(client)) {
                                    assertFalse(fresh.contains("Tuesdays"), which);
                                }
                            }
                        });
            }
        }
    }

    private static String fresh(String subject, String type, String text) {
        try {
            return MailFixture.read(
                            MailFixture.fromAnn(
                                    "x",
                                    subject,
                                    MailFixture.utf8(text),
                                    "Content-Type: text/" + type + "; charset=utf-8",
                                    "Content-Transfer-Encoding: 8bit"))
                    .read(List.of())
                    .fresh();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Lines without an address, in languages that the table of programs does not have.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Op 3 nov 2025 om 10:00 heeft Shop het volgende geschreven:",
                "Wiadomość napisana przez Shop w dniu 03.11.2025, o godz. 10:00:",
                "Shop kirjoitti 3.11.2025 kello 10.00:",
                "Shop şunları yazdı (3 Kas 2025 10:00):",
                "Shop írta (időpont: 2025. nov. 3., 10:00):",
                "Στις 3 Νοε 2025, 10:00 π.μ., ο χρήστης Shop έγραψε:",
                "3. nov. 2025 kl. 10:00 skrev Shop:",
                "Vào 10:00, 3 thg 11, 2025 Shop đã viết:"
            })
    void theLineOfAnIPhoneIsKnown(String line) {
        String text = "The red one.\n\n> " + line + "\n> \n> Parcels leave on Tuesdays.\n";
        assertEquals("The red one.", fresh("Re: Bike", "plain", text));
        assertEquals(text.strip(), fresh("Bike", "plain", text));
    }
}
