package handcar.text;

import module java.base;

/// Recognises the subjects that mail programs give to replies nobody wrote, in the languages of their users. Only the
/// beginning of a subject counts, and only when a colon or nothing follows, so that "Out of office chairs" is a customer's.
public final class AutomaticSubject {
    private static final Properties WORDS =
            ResourceProperties.read(AutomaticSubject.class, "automatic-subjects.properties");

    private static final Pattern AWAY = pattern("away");
    private static final Pattern ABSENT = pattern("absent");
    private static final String PREFIX =
            "(?:re|aw|antw|sv|vs|odp|ref|rif|res|r|ynt|отв|回复|答复|返信)\\s*[:：].*";
    private static final String REPLY = "\\s*[:：]\\s*" + PREFIX;

    /// The words alone or in brackets, or above the subject that is replied to ("Out of Office Re: Lamps").
    private static final Pattern SURELY_AWAY =
            Pattern.compile(
                    "(?iuU)^(?:(?:%1$s)[\\s\\p{P}]*|[\\[【](?:%1$s)[\\]】].*|(?:%1$s)\\s%4$s|(?:%1$s|%2$s)%3$s)"
                            .formatted(
                                    WORDS.getProperty("away"),
                                    WORDS.getProperty("absent"),
                                    REPLY,
                                    PREFIX));

    private static final Pattern SURELY_RETURNED =
            Pattern.compile("(?iuU)^(?:%s)%s".formatted(WORDS.getProperty("returned"), REPLY));

    private static final Pattern RETURNED = pattern("returned");

    private static final Pattern TOLD =
            Pattern.compile(
                    "(?iuU)(?<![\\p{L}\\p{M}])(?:%s|%s)"
                            .formatted(
                                    WORDS.getProperty("absence"), WORDS.getProperty("received")));

    /// Characters of a text in which a program tells why it answers.
    private static final int BEGINNING = 1_000;

    private AutomaticSubject() {}

    private static Pattern pattern(String name) {
        return Pattern.compile(
                "(?iuU)^(?:%s)\\s*(?:[:：;|(\\[–—-].*|$)".formatted(WORDS.getProperty(name)));
    }

    /// Whether it is an out-of-office reply or another automatic one.
    ///
    /// @param text of the mail; one that tells of an absence, or that a message arrived, and asks nothing speaks for a program
    /// @param marked whether something else speaks for a program: alone the words are a person's complaint of such a reply, too, unless
    ///     nothing or the subject of the mail that is replied to follows them
    public static boolean isAway(String subject, String text, boolean marked) {
        String line = subject.strip();
        return SURELY_AWAY.matcher(line).matches()
                || (AWAY.matcher(line).matches() && (marked || isPrograms(text)))
                || (ABSENT.matcher(line).matches() && marked && isPrograms(text));
    }

    private static boolean isPrograms(String text) {
        String beginning = text.substring(0, Math.min(BEGINNING, text.length()));
        return TOLD.matcher(beginning).find() && !Interrogative.surelyAsks(text);
    }

    /// Whether a mail server returns a mail with it.
    ///
    /// @param marked as above
    public static boolean isReturned(String subject, boolean marked) {
        String line = subject.strip();
        return SURELY_RETURNED.matcher(line).matches()
                || (marked && RETURNED.matcher(line).matches());
    }
}
