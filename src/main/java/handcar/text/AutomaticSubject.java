package handcar.text;

import module java.base;

/// Recognises the subjects that mail programs give to replies nobody wrote, in the languages of their users. Only the
/// beginning of a subject counts, and only when a colon or nothing follows, so that "Out of office chairs" is a customer's.
public final class AutomaticSubject {
    private static final Properties WORDS =
            ResourceProperties.read(AutomaticSubject.class, "automatic-subjects.properties");

    private static final Pattern AWAY = pattern("away");
    private static final Pattern ABSENT =
            Pattern.compile(
                    "(?iuU)^(?:%s)\\s*[:：]\\s*(?:re|aw|antw|sv|vs|odp|ref|rif|res|r|ynt|отв|回复|答复|返信)\\s*[:：].*"
                            .formatted(WORDS.getProperty("absent")));

    private static final Pattern RETURNED = pattern("returned");

    private AutomaticSubject() {}

    private static Pattern pattern(String name) {
        return Pattern.compile(
                "(?iuU)^(?:%s)\\s*(?:[:：;|(\\[–—-].*|$)".formatted(WORDS.getProperty(name)));
    }

    /// Whether it is an out-of-office reply or another automatic one.
    public static boolean isAway(String subject) {
        String line = subject.strip();
        return AWAY.matcher(line).matches() || ABSENT.matcher(line).matches();
    }

    /// Whether a mail server returns a mail with it.
    public static boolean isReturned(String subject) {
        return RETURNED.matcher(subject.strip()).matches();
    }
}
