package handcar.channel.email;

import module java.base;

import handcar.text.HtmlMailText;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;

/// What one form of a mail's text says and another does not. Programs make the plain form of the HTML, and some leave out words of either.
final class AlternativeText {
    /// What programs write into one form for something that is none of the sender's words: pictures, addresses behind words, lines.
    private static final Pattern NOISE =
            Pattern.compile(
                    "(?iu)\\[(?:cid|image|inline|bild|imagen?|immagine|obraz|изображение|画像|图像|图片)[:\\s：][^\\]\\n"
                        + "]{0,300}]"
                        + "|<[^<>\\s]{1,2000}>|\\(?(?:https?://|mailto:|tel:|www\\.)\\S{1,2000}|(?m)^[-_*=—]{2,}.{0,200}$");

    private static final int MOST_FORMS = 200;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]{2,}");

    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /// Words that may be written in parts and are looked for within the whole text; any further are missing.
    private static final int MOST_SOUGHT = 200;

    private final Set<String> words;
    private final String letters;
    private int sought;

    private AlternativeText(String text) {
        String plain = HtmlMailText.unmarked(text).toLowerCase(Locale.ROOT);
        this.words = words(plain).collect(Collectors.toSet());
        this.letters = OTHER.matcher(plain).replaceAll("");
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group);
    }

    /// The HTML among the forms of a text, alone or with its pictures.
    ///
    /// @param levels how many more are read
    static Optional<Part> html(Multipart forms, int levels) throws MessagingException, IOException {
        for (int i = 0; i < forms.getCount() && i < MOST_FORMS; i++) {
            BodyPart each = forms.getBodyPart(i);
            String type = MimeParts.type(MimeParts.contentType(each));
            if (type.equals("text/html") && !MimeParts.isAttached(each)) {
                return Optional.of(each);
            }
            if (type.startsWith("multipart/related") && levels > 0) {
                return html(new MimeMultipart(each.getDataHandler().getDataSource()), levels - 1);
            }
        }
        return Optional.empty();
    }

    /// What the plain form among these says and the HTML does not.
    static String missingIn(String html, Multipart forms) throws MessagingException, IOException {
        for (int i = 0; i < forms.getCount() && i < MOST_FORMS; i++) {
            BodyPart each = forms.getBodyPart(i);
            ContentType type = MimeParts.contentType(each);
            if (MimeParts.type(type).equals("text/plain") && !MimeParts.isAttached(each)) {
                return missing(MimeText.of(type, MimeText.bytes(each), false), html);
            }
        }
        return "";
    }

    /// The lines of one form with words that another does not have, but for those that are quoted.
    static String missing(String form, String other) {
        AlternativeText there = new AlternativeText(other);
        String plain = HtmlMailText.unmarked(form);
        return plain.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith(">"))
                .filter(there::lacks)
                .collect(Collectors.joining("\n"));
    }

    private boolean lacks(String line) {
        String told = NOISE.matcher(line).replaceAll(" ").toLowerCase(Locale.ROOT);
        return words(told).anyMatch(word -> !words.contains(word) && !isWithin(word));
    }

    private boolean isWithin(String word) {
        return sought++ < MOST_SOUGHT && letters.contains(word);
    }
}
