package handcar.chat;

import module java.base;

/// Recognises a program that answers our answers without saying that it is one: it writes nearly the same text every time.
public final class MessageLoop {
    /// So many such messages are answered.
    private static final int MOST = 2;

    /// The share of common words from which two messages are nearly the same; numbers do not count.
    private static final double SAME = 0.75;

    /// Words; customers write "Yes, please." more than once.
    private static final int LEAST_WORDS = 5;

    private MessageLoop() {}

    /// Whether one more answer would only bring the same text again.
    ///
    /// @param earlier what the same sender wrote lately
    public static boolean goesOn(String text, List<String> earlier) {
        Set<String> words = words(text);
        return words.size() >= LEAST_WORDS
                && earlier.stream().filter(each -> share(words, words(each)) >= SAME).count()
                        >= MOST;
    }

    private static double share(Set<String> one, Set<String> other) {
        Set<String> common = new HashSet<>(one);
        common.retainAll(other);
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all.isEmpty() ? 1 : (double) common.size() / all.size();
    }

    /// Words without digits: a number of a ticket changes every time. Chinese and Japanese are compared by characters.
    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+")) {
            if (word.codePoints().anyMatch(Character::isIdeographic)) {
                word.codePoints()
                        .filter(Character::isLetter)
                        .mapToObj(Character::toString)
                        .forEach(words::add);
            } else if (word.codePoints().noneMatch(Character::isDigit)) {
                words.add(word);
            }
        }
        return words;
    }
}
