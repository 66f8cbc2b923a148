package handcar.channel.email;

import module java.base;

import handcar.text.ResourceProperties;

/// The words that mail programs put into subjects and around copied mails, in the languages of their users.
final class MailWords {
    private static final Properties WORDS =
            ResourceProperties.read(MailWords.class, "quoted-replies.properties");

    private static final Pattern REPLY =
            pattern("(?iu)^(?:%s)(?:\\[\\d{1,3}])?\\s?[:：]\\s*", "reply");

    /// What customers begin a subject with, too: "Ref: order 1234".
    private static final Pattern AMBIGUOUS = Pattern.compile("(?iu)^(?:ref|rif|res|resp|r)\\s?:.*");

    private static final Pattern FORWARDED =
            pattern("(?iu)^>? ?(?:-{2,}\\s?(?:%1$s)\\s?-{2,}|(?:%1$s)\\s?[:：])$", "forwarded");

    private static final Pattern FORWARD = pattern("(?iu)^(?:%s)\\s?[:：].*", "forward");

    /// A reply in Finnish, a forwarded mail in Danish and Norwegian, which the copied head tells.
    private static final Pattern VS = Pattern.compile("(?i)^VS\\s?:.*");

    private static final Pattern BELOW =
            pattern(
                    "(?iuU)(?<![\\p{L}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}]])(?:%s)",
                    "below");

    private static final Pattern INSIDE =
            pattern(
                    "(?iuU)(?<![\\p{L}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]])(?:%s)",
                    "inside");

    /// Signs of the direction of writing, which programs put in front of words in Hebrew and Arabic.
    private static final Pattern DIRECTIONS =
            Pattern.compile("[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]");

    private MailWords() {}

    /// @param form a regular expression with a place for the words
    static Pattern pattern(String form, String words) {
        return Pattern.compile(form.formatted(WORDS.getProperty(words)));
    }

    /// The lines above quoted mails, one for each language.
    static List<Pattern> wrote() {
        return WORDS.stringPropertyNames().stream()
                .filter(name -> name.startsWith("wrote."))
                .map(name -> pattern("^(?su:%s)\\s?[:：]$", name))
                .toList();
    }

    /// Whether a subject is that of a reply.
    static boolean isReply(String subject) {
        String plain = plain(subject);
        return REPLY.matcher(plain).find() && !AMBIGUOUS.matcher(plain).matches();
    }

    static boolean isForward(String subject, List<String> lines) {
        String plain = plain(subject);
        return FORWARD.matcher(plain).matches()
                || (VS.matcher(plain).matches()
                        && lines.stream().anyMatch(line -> line.strip().startsWith("Fra:")));
    }

    /// Whether a line stands above a forwarded mail.
    static boolean announcesForwarded(String line) {
        return FORWARDED.matcher(line.strip()).matches();
    }

    /// Whether a line speaks of what stands below, or of the signature.
    static boolean pointsBelow(String line) {
        return BELOW.matcher(line).find();
    }

    /// Whether a text says that answers stand in the copied mail.
    static boolean pointsInside(String text) {
        return INSIDE.matcher(text).find();
    }

    /// A line without signs of direction and blanks at its ends.
    static String plain(String line) {
        boolean isPlain = line.chars().allMatch(c -> c < 0x061C);
        return (isPlain ? line : DIRECTIONS.matcher(line).replaceAll("")).strip();
    }

    /// A subject without the prefixes of replies.
    static String bare(String subject) {
        String rest = plain(subject);
        for (String next = withoutPrefix(rest); !next.equals(rest); next = withoutPrefix(rest)) {
            rest = next;
        }
        return rest;
    }

    private static String withoutPrefix(String subject) {
        return REPLY.matcher(subject).replaceFirst("");
    }
}
