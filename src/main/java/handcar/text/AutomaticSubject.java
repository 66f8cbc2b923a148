package handcar.text;

import module java.base;

/// Recognises the subjects that mail programs give to replies nobody wrote, in the languages of their users. Only the
/// beginning of a subject counts, and only when a colon or nothing follows, so that "Out of office chairs" is a customer's.
public final class AutomaticSubject {
    private static final Properties WORDS =
            ResourceProperties.read(AutomaticSubject.class, "automatic-subjects.properties");

    private static final Pattern AWAY = pattern("away");
    private static final String REPLY =
            "\\s*[:：]\\s*(?:re|aw|antw|sv|vs|odp|ref|rif|res|r|ynt|отв|回复|答复|返信)\\s*[:：].*";

    private static final Pattern SURELY_AWAY =
            Pattern.compile(
                    "(?iuU)^(?:(?:%1$s)[\\s\\p{P}]*|(?:%1$s|%2$s)%3$s)"
                            .formatted(
                                    WORDS.getProperty("away"), WORDS.getProperty("absent"), REPLY));

    private static final Pattern SURELY_RETURNED =
            Pattern.compile("(?iuU)^(?:%s)%s".formatted(WORDS.getProperty("returned"), REPLY));

    private static final Pattern RETURNED = pattern("returned");

    private AutomaticSubject() {}

    private static Pattern pattern(String name) {
        return Pattern.compile(
                "(?iuU)^(?:%s)\\s*(?:[:：;|(\\[–—-].*|$)".formatted(WORDS.getProperty(name)));
    }

    /// Whether it is an out-of-office reply or another automatic one.
    ///
    /// @param marked whether something else speaks for a program: alone the words are a person's complaint of such a reply, too, unless
    ///     nothing or the subject of the mail that is replied to follows them
    public static boolean isAway(String subject, boolean marked) {
        String line = subject.strip();
        return SURELY_AWAY.matcher(line).matches() || (marked && AWAY.matcher(line).matches());
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
