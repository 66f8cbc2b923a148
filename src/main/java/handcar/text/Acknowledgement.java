package handcar.text;

import module java.base;

/// Recognises texts by which programs acknowledge a message: all that they hold is that it came, thanks for it, and what happens next.
/// One word more, a question or an objection, and it is a person's: "Thank you for your message, but my question is another one."
public final class Acknowledgement {
    private static final Properties WORDS =
            ResourceProperties.read(Acknowledgement.class, "acknowledgements.properties");

    private static final Pattern RECEIVED =
            Pattern.compile(
                    WORDS.stringPropertyNames().stream()
                            .filter(name -> name.startsWith("received."))
                            .sorted()
                            .map(WORDS::getProperty)
                            .collect(Collectors.joining("|", "(?iuU)(?:", ")")));

    private static final Pattern THANKS = words("(?:%s)", "thanks");

    private static final Pattern FOLLOW =
            words(
                    "(?<![\\p{L}\\p{M}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]])(?:%s)",
                    "follow");

    private static final Pattern OBJECTION =
            words("(?<![\\p{L}\\p{M}])(?:%s)(?![\\p{L}\\p{M}])", "objection");

    private static final Pattern OBJECTION_INSIDE = words("(?:%s)", "objection.joined");

    private static final Pattern DESK =
            words("(?<![\\p{L}\\p{M}])(?:%s)(?![\\p{L}\\p{M}])", "desk");

    private static final Pattern DESK_INSIDE = words("(?:%s)", "desk.joined");

    /// The parts of a text that each have to be a program's.
    private static final Pattern PARTS =
            Pattern.compile("[.!;:,…](?=\\s|$)|[。！；：，、]|\\R|\\s[-–—|]\\s");

    private static final Pattern END = Pattern.compile("[.!。！]\\s*$");

    /// Characters; programs are brief.
    private static final int LONGEST = 2_000;

    /// Words of a greeting or of a line of a signature.
    private static final int MOST_WORDS = 6;

    /// Of a name between commas.
    private static final int MOST_OF_NAME = 2;

    private final String text;

    private Acknowledgement(String text) {
        this.text = text.strip();
    }

    private static Pattern words(String form, String name) {
        return Pattern.compile("(?iuU)" + form.formatted(WORDS.getProperty(name)));
    }

    /// Whether somebody writes who answers for a company, also without an acknowledgement: of tickets and of teams, and not for
    /// themselves.
    public static boolean isOfDesk(String text) {
        return RECEIVED.matcher(text).find()
                || THANKS.matcher(text).find()
                || DESK.matcher(text).find()
                || DESK_INSIDE.matcher(text).find();
    }

    /// @param text what was written, without earlier messages
    public static boolean matches(String text) {
        return text.length() <= LONGEST && new Acknowledgement(text).matches();
    }

    private boolean matches() {
        boolean received = RECEIVED.matcher(text).find();
        boolean told = received || (THANKS.matcher(text).find() && FOLLOW.matcher(text).find());
        return told
                && !OBJECTION.matcher(text).find()
                && !OBJECTION_INSIDE.matcher(text).find()
                && !PersonalText.matches(text)
                && isWhole();
    }

    /// Whether there is nothing else between a greeting and a signature.
    private boolean isWhole() {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        int first = 0;
        while (first < lines.size() && !isPrograms(lines.get(first))) {
            first++;
        }
        int last = lines.size();
        while (last > first && !isPrograms(lines.get(last - 1))) {
            last--;
        }
        return lines.subList(0, first).stream().allMatch(line -> words(line) <= MOST_WORDS)
                && lines.subList(last, lines.size()).stream()
                        .allMatch(line -> words(line) <= MOST_WORDS && !END.matcher(line).find())
                && PARTS.splitAsStream(String.join("\n", lines.subList(first, last)))
                        .map(String::strip)
                        .allMatch(part -> isPrograms(part) || words(part) <= MOST_OF_NAME);
    }

    private static boolean isPrograms(String part) {
        return RECEIVED.matcher(part).find()
                || THANKS.matcher(part).find()
                || FOLLOW.matcher(part).find();
    }

    private static int words(String part) {
        String[] words = part.split("[^\\p{L}\\p{M}\\p{N}]+");
        return (int) Arrays.stream(words).filter(word -> !word.isEmpty()).count();
    }
}
