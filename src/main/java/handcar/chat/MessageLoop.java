package handcar.chat;

import module java.base;

import handcar.text.Acknowledgement;
import handcar.text.PersonalText;

/// Recognises a program that answers our answers without saying that it is one, by what it cannot hide. It repeats itself, or tells
/// something every time as a desk does, without a question and without a word of itself, and either gets the same answer every time,
/// or takes up nothing that we say, or comes so long after each of ours to the second. One sign alone is a person's, too, and whoever
/// writes briefly is one. A customer who writes in the passive voice or without a verb speaks of what was bought, not of tickets.
public final class MessageLoop {
    /// What was written within this time counts: a program may pause for hours.
    public static final Duration MEMORY = Duration.ofDays(3);

    /// A person asks for the same every day.
    private static final Duration MEMORY_OF_PERSONS = Duration.ofDays(1);

    /// So many messages of a program are answered.
    private static final int MOST = 2;

    /// The share of common words from which two messages are nearly the same.
    private static final double SAME = 0.75;

    /// Words; customers write "Yes, please." more than once.
    private static final int LEAST_WORDS = 5;

    /// So many messages of a desk in a row that take up nothing are a program's, and so many impersonal ones at all.
    private static final int DOUBTFUL = 5;

    private static final int SURE = 20;

    /// So many messages in a row that were all written before are a program's, if they have words enough.
    private static final int ROTATION = 6;

    private static final int LEAST_OF_ROTATION = 3;

    /// Quicker answers are a person's at a chat, too.
    private static final Duration LEAST_DELAY = Duration.ofMinutes(1);

    private static final Duration SAME_DELAY = Duration.ofSeconds(5);
    private static final int DELAY_SHARE = 100;

    /// Letters of a word that shows what a text is about.
    private static final int LEAST_LETTERS = 6;

    /// Characters that are compared.
    private static final int LONGEST = 4_000;

    private static final Pattern NUMBER = Pattern.compile("\\p{N}+");

    private final Utterance waiting;
    private final List<Utterance> earlier;
    private final List<Utterance> texts;
    private final List<Turn> turns = new ArrayList<>();

    /// A message of the exchange with one customer.
    ///
    /// @param isOurs whether it is an answer, of the agent or of staff
    public record Utterance(boolean isOurs, String text, Instant at) {
        /// Of a long text the beginning is enough, and what a customer quotes is ours.
        public Utterance {
            text = text.substring(0, Math.min(LONGEST, text.length()));
            text = isOurs ? text : unquoted(text);
        }

        /// What a customer wrote.
        public static Utterance theirs(String text, Instant at) {
            return new Utterance(false, text, at);
        }

        private static String unquoted(String text) {
            String own =
                    text.lines()
                            .filter(line -> !line.startsWith(">"))
                            .collect(Collectors.joining("\n"));
            return own.isBlank() ? text : own;
        }
    }

    /// What the customer wrote without an answer in between, and what was answered.
    ///
    /// @param before the answer before it
    /// @param at when it began
    private record Turn(Optional<Utterance> before, String text, Instant at, String answer) {
        Optional<Duration> delay() {
            return before.map(each -> Duration.between(each.at, at));
        }

        boolean isImpersonal() {
            return MessageLoop.isImpersonal(text);
        }

        boolean isOfDesk() {
            return isImpersonal() && MessageLoop.isOfDesk(text);
        }

        boolean refers() {
            Set<String> common = words(text);
            common.retainAll(words(before.map(Utterance::text).orElse("")));
            return common.stream()
                    .anyMatch(
                            word ->
                                    word.length() >= LEAST_LETTERS
                                            || word.codePoints()
                                                    .anyMatch(Character::isIdeographic));
        }
    }

    private MessageLoop(Utterance waiting, List<Utterance> earlier) {
        this.waiting = waiting;
        this.earlier = earlier;
        this.texts = earlier.stream().filter(each -> !each.isOurs).toList();
        List<Utterance> all = new ArrayList<>(earlier);
        all.add(waiting);
        for (int i = 0; i < all.size(); ) {
            int text = end(all, i, true);
            int answer = end(all, text, false);
            int end = end(all, answer, true);
            if (answer > text) {
                turns.add(
                        new Turn(
                                Optional.of(text).filter(at -> at > 0).map(at -> all.get(at - 1)),
                                joined(all.subList(text, answer)),
                                all.get(text).at,
                                joined(all.subList(answer, end))));
            }
            i = answer;
        }
    }

    private static int end(List<Utterance> all, int from, boolean isOurs) {
        int end = from;
        while (end < all.size() && all.get(end).isOurs == isOurs) {
            end++;
        }
        return end;
    }

    private static String joined(List<Utterance> some) {
        return some.stream().map(Utterance::text).collect(Collectors.joining("\n")).strip();
    }

    /// Whether one more answer would be one too many.
    ///
    /// @param waiting what is to be answered
    /// @param earlier what both sides wrote before, oldest first, without what was not to be answered for another reason
    public static boolean goesOn(Utterance waiting, List<Utterance> earlier) {
        Instant since = waiting.at.minus(MEMORY);
        MessageLoop loop =
                new MessageLoop(
                        waiting, earlier.stream().filter(each -> each.at.isAfter(since)).toList());
        return loop.texts.size() >= MOST
                && (loop.isRepeated()
                        || loop.isEchoAgain()
                        || loop.isAnsweredAlike()
                        || loop.isPunctual()
                        || loop.isAloof()
                        || loop.isRotation());
    }

    /// Whether our own words come back, and not for the first time: nobody says them, whether they are a question or not.
    public static boolean isEcho(Utterance waiting, List<Utterance> earlier) {
        return new MessageLoop(waiting, earlier).isEchoAgain();
    }

    private static boolean isOfDesk(String text) {
        return !PersonalText.matches(text) && Acknowledgement.isOfDesk(text);
    }

    private static boolean isImpersonal(String text) {
        return words(text).size() >= LEAST_WORDS && !PersonalText.matches(text);
    }

    /// Whether nearly the same was written twice before, or once and nobody spoke of themselves since.
    private boolean isRepeated() {
        if (words(waiting.text).size() < LEAST_WORDS) {
            return false;
        }
        boolean isPersonal = PersonalText.matches(waiting.text);
        Instant since = waiting.at.minus(isPersonal ? MEMORY_OF_PERSONS : MEMORY);
        long same =
                texts.stream()
                        .filter(each -> each.at.isAfter(since) && isSame(waiting.text, each.text))
                        .count();
        return same >= MOST || (same > 0 && isOfDesk(waiting.text) && isTold());
    }

    /// Whether nobody spoke of themselves since nearly the same text was written before.
    private boolean isTold() {
        for (Utterance each : texts.reversed()) {
            if (isSame(waiting.text, each.text)) {
                return true;
            }
            if (!isImpersonal(each.text)) {
                return false;
            }
        }
        return false;
    }

    private boolean isEchoAgain() {
        return isEcho(waiting) && texts.stream().anyMatch(this::isEcho);
    }

    /// Whether the other side says what we say, and does not quote it.
    private boolean isEcho(Utterance theirs) {
        return words(theirs.text).size() >= LEAST_WORDS
                && theirs.text.lines().noneMatch(line -> line.startsWith(">"))
                && earlier.stream().anyMatch(each -> each.isOurs && isSame(theirs.text, each.text));
    }

    private List<Turn> last(int count) {
        return turns.size() < count ? List.of() : turns.subList(turns.size() - count, turns.size());
    }

    private static boolean are(List<Turn> turns, Predicate<Turn> what) {
        return !turns.isEmpty() && turns.stream().allMatch(what);
    }

    /// Whether two answers in a row were the same, and the third would be it, too.
    private boolean isAnsweredAlike() {
        List<Turn> last = last(MOST + 1);
        return are(last, Turn::isOfDesk) && isSame(last.getFirst().answer, last.get(1).answer);
    }

    /// Whether it comes so long after ours as the one before, to the second.
    private boolean isPunctual() {
        List<Turn> last = last(MOST);
        if (!are(last, Turn::isImpersonal)) {
            return false;
        }
        List<Duration> delays =
                last.stream().flatMap(each -> each.delay().stream()).sorted().toList();
        if (delays.size() < MOST || delays.getFirst().compareTo(LEAST_DELAY) < 0) {
            return false;
        }
        Duration share = delays.getFirst().dividedBy(DELAY_SHARE);
        Duration most = share.compareTo(SAME_DELAY) > 0 ? share : SAME_DELAY;
        return delays.getLast().minus(delays.getFirst()).compareTo(most) <= 0;
    }

    /// Whether many were a desk's and took up nothing of ours, or very many were impersonal.
    private boolean isAloof() {
        List<Turn> last = last(DOUBTFUL);
        return (are(last, Turn::isOfDesk) && last.stream().noneMatch(Turn::refers))
                || are(last(SURE), Turn::isImpersonal);
    }

    /// Whether all that was written lately was written before or again.
    private boolean isRotation() {
        List<String> all =
                Stream.concat(texts.stream(), Stream.of(waiting)).map(Utterance::text).toList();
        return all.size() >= ROTATION
                && all.subList(all.size() - ROTATION, all.size()).stream()
                        .allMatch(
                                text ->
                                        words(text).size() >= LEAST_OF_ROTATION
                                                && all.stream()
                                                                .filter(each -> isSame(text, each))
                                                                .count()
                                                        > 1);
    }

    /// Whether two texts are nearly the same; a customer's also has to have the same numbers, which are those of orders.
    private static boolean isSame(String one, String other) {
        return one.equals(other)
                || (share(words(one), words(other)) >= SAME
                        && (isOfDesk(one) || numbers(one).equals(numbers(other))));
    }

    private static double share(Set<String> one, Set<String> other) {
        Set<String> common = new HashSet<>(one);
        common.retainAll(other);
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all.isEmpty() ? 0 : (double) common.size() / all.size();
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(MatchResult::group).toList();
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
            } else if (!word.isEmpty() && word.codePoints().noneMatch(Character::isDigit)) {
                words.add(word);
            }
        }
        return words;
    }
}
