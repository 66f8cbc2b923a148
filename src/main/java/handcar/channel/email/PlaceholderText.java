package handcar.channel.email;

import module java.base;

import handcar.text.HtmlMailText;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;

/// Recognises what programs write into the plain form of a mail whose words stand in its HTML only: "Your mail program cannot
/// show HTML."
final class PlaceholderText {
    /// A longer plain form is a text.
    private static final int MOST_BYTES = 1_000;

    /// Letters of a word that is looked for in the HTML; shorter ones are a part of many others.
    private static final int LEAST_LETTERS = 4;

    /// Such words in a plain form that is compared.
    private static final int LEAST_WORDS = 3;

    /// How many times longer the HTML is when it says something else.
    private static final int MUCH_LONGER = 3;

    private PlaceholderText() {}

    /// The plain one among the forms of a text that stands for this HTML.
    ///
    /// @param html its text
    static Optional<String> in(Multipart forms, String html)
            throws MessagingException, IOException {
        for (int i = 0; i < forms.getCount(); i++) {
            BodyPart each = forms.getBodyPart(i);
            boolean isBrief = each.getSize() > 0 && each.getSize() <= MOST_BYTES;
            if (isBrief && MimeParts.type(MimeParts.contentType(each)).equals("text/plain")) {
                String plain =
                        MimeText.of(MimeParts.contentType(each), MimeText.bytes(each), false);
                return Optional.of(plain.strip()).filter(it -> standsFor(it, html));
            }
        }
        return Optional.empty();
    }

    /// Whether nothing of the plain form stands in the HTML, which is much longer, or the plain form alone tells of HTML.
    static boolean standsFor(String plain, String html) {
        String said = letters(plain);
        String shown = letters(HtmlMailText.unmarked(html));
        if (said.isEmpty() || shown.isEmpty()) {
            return false;
        }
        List<String> words =
                Arrays.stream(plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+"))
                        .filter(word -> word.length() >= LEAST_LETTERS)
                        .toList();
        boolean isElsewhere = words.stream().noneMatch(shown::contains);
        boolean tellsOfHtml = said.contains("html") && !shown.contains("html");
        boolean isLonger = shown.length() > MUCH_LONGER * said.length();
        return tellsOfHtml
                ? isElsewhere || shown.length() > said.length()
                : isElsewhere && isLonger && words.size() >= LEAST_WORDS;
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "");
    }
}
