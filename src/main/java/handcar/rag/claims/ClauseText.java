package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.MeaningTable.Sense;
import handcar.rag.claims.PassageWindow.Part;

/// A clause of a claim or window, with which side of the pairs of `opposites.txt` its words take.
///
/// @param part the clause, or a cell of a row
/// @param tokens its words; a number, a sign of money and "-free" are a [#NUMBER]
/// @param values those that stand in it
/// @param cell whether it is the cell of a row
record ClauseText(
        Part part, List<Token> tokens, List<Sense> senses, List<ClaimValue> values, boolean cell) {
    private static final MeaningTable TABLE = new MeaningTable("opposites.txt");
    private static final Pattern TOKEN =
            Pattern.compile("(?:(?<=\\p{L})-free|[\\p{L}\\p{M}]+)|[\\d%€£$₽]+");
    private static final String NUMBER = "0";

    /// Words; a denial so near before a word denies it.
    private static final int REACH = 3;

    /// @param start UTF-16 offset in the whole text
    record Token(String lower, String folded, int start) {
        boolean denies() {
            return Vocabulary.DENY.contains(lower);
        }
    }

    static ClauseText of(ClaimText text, Part part) {
        return of(text, part, false);
    }

    private static ClauseText of(ClaimText text, Part part, boolean cell) {
        List<Token> tokens =
                TOKEN.matcher(text.text())
                        .region(part.start(), part.end())
                        .results()
                        .map(ClauseText::token)
                        .toList();
        return new ClauseText(
                part,
                tokens,
                TABLE.senses(tokens.stream().map(Token::folded).toList()),
                text.values().stream().filter(part::holds).toList(),
                cell);
    }

    private static Token token(MatchResult found) {
        String lower = found.group().toLowerCase(Locale.ROOT);
        boolean letters = Character.isLetter(lower.codePointAt(0));
        return new Token(lower, letters ? TextForm.folded(lower) : NUMBER, found.start());
    }

    boolean denies() {
        return tokens.stream().anyMatch(Token::denies);
    }

    /// Whether a word before this one, or "nothing" behind it, turns what it says.
    boolean isDenied(Sense sense) {
        int at = sense.at();
        return IntStream.range(Math.max(0, at - REACH), at)
                        .mapToObj(tokens::get)
                        .anyMatch(
                                token ->
                                        token.denies()
                                                && (token.start() == tokens.get(at - 1).start()
                                                        || !Vocabulary.WITHOUT.contains(
                                                                token.lower())))
                || IntStream.range(sense.last() + 1, Math.min(tokens.size(), sense.last() + REACH))
                        .mapToObj(tokens::get)
                        .anyMatch(Token::denies);
    }

    int start(Sense sense) {
        return tokens.get(sense.at()).start();
    }

    /// The words that a clause speaks of, those of its subject first: those before where it takes a side, else those behind.
    List<ClaimWord> subject() {
        List<ClaimWord> words = part.words().stream().filter(this::isTopic).toList();
        int side = senses.isEmpty() ? Integer.MAX_VALUE : start(senses.getFirst());
        List<ClaimWord> before = words.stream().filter(word -> word.start() < side).toList();
        return before.isEmpty() ? words : before;
    }

    private boolean isTopic(ClaimWord word) {
        return word.kind() != ClaimWord.Kind.WIDENING
                && !word.isFraming()
                && !Vocabulary.FRAMES.contains(word.form())
                && senses.stream().noneMatch(sense -> start(sense) == word.start());
    }

    /// The clauses or cells of a window that speak of the subject of this one, those that share most of its words.
    List<ClauseText> counterparts(PassageWindow window) {
        List<ClaimWord> all = part.words().stream().filter(this::isTopic).toList();
        return window.isRow() ? cells(all, window) : clauses(all, window);
    }

    /// The cells below the names that the clause has, all when it has none, with the one that names the row.
    private static List<ClauseText> cells(List<ClaimWord> words, PassageWindow window) {
        List<ClauseText> cells =
                window.parts().stream().map(part -> of(window.own(), part, true)).toList();
        long most = cells.stream().skip(1).mapToLong(c -> c.shared(words, window)).max().orElse(0);
        return Stream.concat(
                        cells.stream().limit(1),
                        cells.stream().skip(1).filter(c -> c.shared(words, window) == most))
                .toList();
    }

    private List<ClauseText> clauses(List<ClaimWord> all, PassageWindow window) {
        List<ClaimWord> subject = subject();
        List<ClauseText> parts = clauses(window.own());
        List<ClauseText> named =
                subject.isEmpty()
                        ? List.of()
                        : parts.stream().filter(p -> p.names(subject.getFirst(), window)).toList();
        List<ClauseText> among = named.isEmpty() ? parts : named;
        long most = among.stream().mapToLong(p -> p.shared(all, window)).max().orElse(0);
        return most == 0
                ? List.of()
                : among.stream().filter(p -> p.shared(all, window) == most).toList();
    }

    /// What a clause covers goes on in the next one: "birthdays include cake and drinks for 12 €".
    private static List<ClauseText> clauses(ClaimText text) {
        List<ClauseText> clauses = new ArrayList<>();
        for (Part part : Clauses.predicates(text)) {
            ClauseText clause = of(text, part);
            boolean goesOn =
                    clause.senses().isEmpty()
                            && !clauses.isEmpty()
                            && clauses.getLast().senses().stream()
                                    .anyMatch(sense -> sense.meaning().equals(Charge.COVERS));
            clauses.add(
                    goesOn
                            ? of(
                                    text,
                                    Part.of(text, clauses.removeLast().part().start(), part.end()))
                            : clause);
        }
        return clauses;
    }

    private long shared(List<ClaimWord> words, PassageWindow window) {
        return words.stream().filter(word -> names(word, window)).count();
    }

    private boolean names(ClaimWord word, PassageWindow window) {
        return part.has(word)
                || (word.isCompared()
                        && !Collections.disjoint(Meanings.of(word.form()), part.meanings(window)));
    }

    /// The first word behind a sense that the clause speaks of; none behind a number ("before 9").
    Optional<ClaimWord> behind(Sense sense, int near) {
        int end = Math.min(tokens.size(), sense.last() + 1 + near);
        List<Token> next = tokens.subList(Math.min(end, sense.last() + 1), end);
        return next.stream().anyMatch(token -> token.folded().equals(NUMBER))
                ? Optional.empty()
                : next.stream()
                        .flatMap(
                                token ->
                                        part.words().stream()
                                                .filter(word -> word.start() == token.start()))
                        .filter(this::isTopic)
                        .findFirst();
    }

    /// The sides that stand before a word.
    Stream<String> before(ClaimWord word, int near) {
        return senses.stream()
                .filter(sense -> behind(sense, near).filter(word::isLike).isPresent())
                .map(Sense::meaning);
    }
}
