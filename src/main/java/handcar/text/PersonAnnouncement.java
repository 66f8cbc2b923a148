package handcar.text;

import module java.base;

/// Recognises sentences in which somebody tells that a person will look, as desks and programs do: "An agent will review your case." They
/// are no wish for a person, and neither is a question whether one will.
public final class PersonAnnouncement {
    private static final Properties WORDS =
            ResourceProperties.read(PersonAnnouncement.class, "person-announcements.properties");

    private static final Pattern ANNOUNCEMENT =
            Pattern.compile(
                    WORDS.stringPropertyNames().stream()
                            .sorted()
                            .map(WORDS::getProperty)
                            .collect(
                                    Collectors.joining("|", "(?iuU)^[\\s\\p{P}&&[^?？]]*(?:", ")")));

    private static final Pattern SENTENCE = Pattern.compile("[^.!?;\\n؟？。！…]+[.!?;\\n؟？。！…]*");

    private static final Pattern QUESTION = Pattern.compile("[?؟？]");

    private PersonAnnouncement() {}

    /// A text without such sentences.
    public static String without(String text) {
        return SENTENCE.matcher(text)
                .replaceAll(each -> is(each.group()) ? "" : Matcher.quoteReplacement(each.group()));
    }

    private static boolean is(String sentence) {
        return !QUESTION.matcher(sentence).find() && ANNOUNCEMENT.matcher(sentence).find();
    }
}
