package handcar.text;

import module java.base;

/// Recognises texts in which a person speaks of themselves or wants something: a program that tells of a message or of a case says "we",
/// and asks nothing.
public final class PersonalText {
    private static final Properties WORDS =
            ResourceProperties.read(PersonalText.class, "personal-words.properties");

    private static final Pattern EXACT = words("(?U)", Stream.of("exact"));

    private static final Pattern WANTED =
            words(
                    "(?iuU)",
                    WORDS.stringPropertyNames().stream()
                            .filter(name -> !name.equals("exact") && !name.equals("joined"))
                            .sorted());

    private static final Pattern JOINED = Pattern.compile(WORDS.getProperty("joined"));

    private PersonalText() {}

    private static Pattern words(String flags, Stream<String> names) {
        String words = names.map(WORDS::getProperty).collect(Collectors.joining("|"));
        return Pattern.compile(flags + "(?<![\\p{L}\\p{M}])(?:" + words + ")(?![\\p{L}\\p{M}])");
    }

    /// Whether somebody speaks of themselves, or asks or begs for something.
    public static boolean matches(String text) {
        return EXACT.matcher(text).find()
                || WANTED.matcher(text).find()
                || JOINED.matcher(text).find()
                || asks(text);
    }

    /// Whether a line of it is a question. A mark within an address of the web is none.
    public static boolean asks(String text) {
        return Interrogative.surelyAsks(text)
                || text.lines().anyMatch(line -> Interrogative.begins(line.strip()));
    }
}
