package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.ClauseText.Token;
import handcar.rag.claims.PassageWindow.Part;

/// Tells whether a claim counts a thing by another number or place than the window: "after one missed appointment" and "the
/// first night" where that says "after three missed appointments" and "the second night". Only numbers that are no values of
/// their own are looked at: the first, one, a single.
final class CountedThings {
    /// Words; a thing stands so near behind its number.
    private static final int NEAR = 3;

    private CountedThings() {}

    static boolean areOthers(ClaimText claim, PassageWindow window) {
        if (claim.raw().stream().noneMatch(CountedThings::mayCount)) {
            return false;
        }
        List<Quantity> said = counted(claim).stream().filter(thing -> !thing.valued()).toList();
        return !said.isEmpty() && isAnyOther(said, counted(window.own()), window);
    }

    private static boolean mayCount(String word) {
        return Vocabulary.ORDINALS.containsKey(word) || Vocabulary.AFTER.contains(word);
    }

    private static boolean isAnyOther(
            List<Quantity> said, List<Quantity> there, PassageWindow window) {
        return said.stream().anyMatch(thing -> isOther(thing, there, window));
    }

    /// @param valued whether the number is a value, which has to stand in the window anyway
    private record Quantity(List<ClaimWord> things, Set<String> numbers, boolean valued) {
        boolean isOfSame(Quantity other) {
            return things.stream().anyMatch(word -> other.things.stream().anyMatch(word::isLike));
        }
    }

    /// Whether the window counts the thing wherever it names it, and never so.
    private static boolean isOther(Quantity thing, List<Quantity> there, PassageWindow window) {
        List<Quantity> same = there.stream().filter(thing::isOfSame).toList();
        return !same.isEmpty()
                && thing.things().stream()
                        .allMatch(
                                word ->
                                        window.own().words().stream().filter(word::isLike).count()
                                                <= same.size())
                && same.stream()
                        .allMatch(other -> Collections.disjoint(other.numbers(), thing.numbers()));
    }

    /// The things of a text with the number before them.
    private static List<Quantity> counted(ClaimText text) {
        Part whole = Part.of(text, 0, text.text().length());
        List<Token> tokens = ClauseText.of(text, whole).tokens();
        List<Quantity> counted = new ArrayList<>();
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            Set<String> number = number(text, tokens, at);
            if (!number.isEmpty()) {
                List<ClaimWord> things = things(text, tokens, at);
                if (!things.isEmpty()) {
                    counted.add(new Quantity(things, number, valueAt(text, token).isPresent()));
                }
            }
        }
        return counted;
    }

    private static Optional<ClaimValue> valueAt(ClaimText text, Token token) {
        return text.values().stream()
                .filter(value -> value.kind() == ClaimValue.Kind.NUMBER)
                .filter(value -> value.start() <= token.start() && token.start() < value.end())
                .findFirst();
    }

    /// Which number or place a word tells; none when it tells none. An article counts behind "after" and its like only.
    private static Set<String> number(ClaimText text, List<Token> tokens, int at) {
        Token token = tokens.get(at);
        Optional<ClaimValue> value = valueAt(text, token);
        if (value.isPresent()) {
            return value.get().unit().isEmpty() ? value.get().forms() : Set.of();
        }
        BigDecimal ordinal = Vocabulary.ORDINALS.get(token.lower());
        if (ordinal != null) {
            return Set.of(ordinal.toPlainString());
        }
        BigDecimal cardinal = Vocabulary.NUMBERS.get(token.lower());
        boolean article =
                at > 0
                        && Vocabulary.AFTER.contains(tokens.get(at - 1).lower())
                        && cardinal != null
                        && cardinal.compareTo(BigDecimal.ONE) == 0;
        return article ? Set.of("1") : Set.of();
    }

    /// The words that follow without a function word between.
    private static List<ClaimWord> things(ClaimText text, List<Token> tokens, int at) {
        List<ClaimWord> things = new ArrayList<>();
        int end = Math.min(tokens.size(), at + 1 + NEAR);
        for (Token next : tokens.subList(Math.min(end, at + 1), end)) {
            Optional<ClaimWord> word =
                    text.words().stream()
                            .filter(other -> other.start() == next.start())
                            .filter(other -> other.kind() == ClaimWord.Kind.PLAIN)
                            .findFirst();
            if (word.isEmpty()) {
                break;
            }
            word.filter(other -> !other.isCost()).ifPresent(things::add);
        }
        return List.copyOf(things);
    }
}
