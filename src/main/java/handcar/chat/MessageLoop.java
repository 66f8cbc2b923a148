package handcar.chat;

import module java.base;

import handcar.text.Interrogative;

/// Recognises a program that answers our answers without saying that it is one: it writes nearly the same text every time, or
/// what it writes asks nothing and gets the same answer every time.
public final class MessageLoop {
    /// So many such messages are answered.
    private static final int MOST = 2;

    /// The share of common words from which two messages are nearly the same; numbers do not count.
    private static final double SAME = 0.75;

    /// Words; customers write "Yes, please." more than once.
    private static final int LEAST_WORDS = 5;

    private MessageLoop() {}

    /// A message of the exchange with one customer.
    ///
    /// @param isOurs whether it is an answer, of the agent or of staff
    public record Utterance(boolean isOurs, String text) {}

    /// Whether two answers in a row were the same, and neither what they answered nor what waits now asks anything. The third
    /// would be the same, too.
    ///
    /// @param lately what both sides wrote within minutes, oldest first
    public static boolean isAnsweredAlike(List<Utterance> lately) {
        List<Utterance> latest = lately.reversed();
        List<String> answers = new ArrayList<>();
        StringBuilder said = new StringBuilder();
        for (Utterance each : latest) {
            if (!each.isOurs) {
                said.append(each.text).append('\n');
            } else if (!isStatement(said.toString())) {
                return false;
            } else if (answers.size() == MOST) {
                return true;
            } else {
                answers.add(each.text.strip());
                said.setLength(0);
                if (!answers.getFirst().equals(answers.getLast())) {
                    return false;
                }
            }
        }
        return answers.size() == MOST && isStatement(said.toString());
    }

    private static boolean isStatement(String text) {
        return words(text).size() >= LEAST_WORDS
                && text.lines().noneMatch(line -> Interrogative.asks(line.strip()));
    }

    /// Whether one more answer would only bring the same text again: it was written twice before, or once, as one of several answered
    /// ones, and nothing was asked since.
    ///
    /// @param earlier what the same sender wrote lately and we answered, oldest first
    public static boolean goesOn(String text, List<String> earlier) {
        long same = repeated(text, earlier);
        return same >= MOST
                || (same > 0
                        && earlier.size() >= MOST
                        && isStatement(text)
                        && isTold(text, earlier));
    }

    /// Whether nothing was asked since nearly the same text was written before.
    private static boolean isTold(String text, List<String> earlier) {
        for (String each : earlier.reversed()) {
            if (repeated(text, List.of(each)) > 0) {
                return true;
            }
            if (!isStatement(each)) {
                return false;
            }
        }
        return false;
    }

    /// How many of these are nearly the same.
    private static long repeated(String text, List<String> others) {
        Set<String> words = words(text);
        return words.size() < LEAST_WORDS
                ? 0
                : others.stream().filter(each -> share(words, words(each)) >= SAME).count();
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
