package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.WordReader.Token;

/// Reads what the denying words of a text reach: the words behind them up to the end of their clause, further when a list
/// follows, or those before when nothing stands behind ("In Länder außerhalb Europas liefern wir nicht").
final class DenialReader {
    private static final int LONGEST_LIST_ITEM = 4;
    private static final int LIST_ITEMS = 6;

    /// "Without" denies a noun, with its adjective at most, and not the rest of its clause.
    private static final int NOUN = 2;

    /// These stand behind the verb that they deny.
    private static final Set<String> BEHIND_VERB = Set.of("pas", "plus", "jamais");

    private final String text;
    private final List<Token> tokens;
    private final List<ClaimValue> values;

    DenialReader(String text, List<Token> tokens, List<ClaimValue> values) {
        this.text = text;
        this.values = values;
        this.tokens = tokens;
    }

    List<List<ClaimWord>> denials() {
        List<List<ClaimWord>> denials = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.denies() && !isNeutral(lower, token.start()) && !isElliptic(at)) {
                List<ClaimWord> reached =
                        token.word().isPresent() ? List.of(token.word().get()) : reach(at);
                denials.add(reached);
            }
        }
        return List.copyOf(denials);
    }

    /// The words behind "without".
    Set<ClaimWord> lacking() {
        return IntStream.range(0, tokens.size())
                .filter(
                        at ->
                                Vocabulary.WITHOUT.contains(tokens.get(at).lower())
                                        || (tokens.get(at).denies()
                                                && tokens.get(at).lower().equals("free")))
                .mapToObj(this::reach)
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// "35 € with insurance and 95 € without": which word is left out is told by the value's column.
    private boolean isElliptic(int at) {
        return Vocabulary.WITHOUT.contains(tokens.get(at).lower())
                && (at + 1 == tokens.size()
                        || tokens.get(at + 1).word().isEmpty()
                        || Vocabulary.FRAMES.contains(tokens.get(at + 1).lower()))
                && at > 0
                && tokens.stream().limit(at).anyMatch(token -> token.word().isPresent());
    }

    /// "Not more than two" denies nothing.
    private boolean isNeutral(String lower, int at) {
        return Vocabulary.NEUTRAL.stream().anyMatch(phrase -> lower.startsWith(phrase, at))
                || values.stream()
                        .filter(value -> value.start() > at)
                        .findFirst()
                        .filter(value -> Bound.isTurned(lower.substring(at, value.start())))
                        .isPresent();
    }

    private List<ClaimWord> reach(int denial) {
        int start = tokens.get(denial).start();
        if (start > 0 && text.charAt(start - 1) == '-' && denial > 0) {
            return tokens.get(denial - 1).word().stream().toList();
        }
        int end = start + tokens.get(denial).lower().length();
        if (end < text.length() && text.charAt(end) == '-' && denial + 1 < tokens.size()) {
            return tokens.get(denial + 1).word().stream().toList(); // "non-flammable"
        }
        List<ClaimWord> reached = new ArrayList<>();
        boolean without = Vocabulary.WITHOUT.contains(tokens.get(denial).lower());
        boolean list = false;
        int items = 0;
        int at = denial + 1;
        while (at < tokens.size()) {
            Boundary boundary = between(tokens.get(at - 1), tokens.get(at));
            if (at == denial + 1 && Vocabulary.TURN.contains(tokens.get(at).lower())) {
                at++; // "nicht aber am Automaten"
                continue;
            }
            if (boundary == Boundary.CLAUSE || beginsPredicate(at)) {
                break;
            }
            if (boundary == Boundary.COMMA
                    && (++items > LIST_ITEMS || !(list || isListItem(at)) || reached.isEmpty())) {
                break;
            }
            Token token = tokens.get(at);
            list |= Vocabulary.LIST.contains(token.lower());
            token.word().ifPresent(reached::add);
            at++;
            if (without && (reached.size() == NOUN || isLastOfPhrase(at - 1))) {
                break;
            }
        }
        if (reached.isEmpty()) {
            return before(denial);
        }
        if (BEHIND_VERB.contains(tokens.get(denial).lower()) && denial > 0) {
            tokens.get(denial - 1).word().ifPresent(reached::add);
        }
        return List.copyOf(reached);
    }

    /// Whether a noun phrase ends with this token: a function word follows, or it is a noun by its capital.
    private boolean isLastOfPhrase(int at) {
        Token token = tokens.get(at);
        return token.word().isPresent()
                && (Character.isUpperCase(text.charAt(token.start()))
                        || at + 1 == tokens.size()
                        || tokens.get(at + 1).word().isEmpty());
    }

    /// "It has no step and is accessible": another predicate begins.
    private boolean beginsPredicate(int at) {
        return at + 1 < tokens.size()
                && Vocabulary.AND.contains(tokens.get(at).lower())
                && Vocabulary.PREDICATE.contains(tokens.get(at + 1).lower());
    }

    private List<ClaimWord> before(int denial) {
        List<ClaimWord> reached = new ArrayList<>();
        for (int at = denial - 1;
                at >= 0 && between(tokens.get(at), tokens.get(at + 1)) == Boundary.NONE;
                at--) {
            tokens.get(at).word().ifPresent(reached::add);
        }
        return List.copyOf(reached);
    }

    /// Whether a list goes on here: few words, no subject of their own.
    private boolean isListItem(int from) {
        int at = from;
        while (at < tokens.size()
                && (at == from || between(tokens.get(at - 1), tokens.get(at)) == Boundary.NONE)) {
            if (Vocabulary.SUBJECTS.contains(tokens.get(at).lower())) {
                return false;
            }
            at++;
        }
        return at - from <= LONGEST_LIST_ITEM;
    }

    private enum Boundary {
        NONE,
        COMMA,
        CLAUSE
    }

    private Boundary between(Token one, Token next) {
        if (Vocabulary.TURN.contains(next.lower())) {
            return Boundary.CLAUSE;
        }
        Boundary boundary = Boundary.NONE;
        for (int at = one.start() + one.lower().length();
                at < next.start() && at < text.length();
                at++) {
            char c = text.charAt(at);
            if (";:!?|()".indexOf(c) >= 0
                    || (c == '.' && at + 1 < text.length() && text.charAt(at + 1) == ' ')) {
                return Boundary.CLAUSE;
            }
            boundary = c == ',' ? Boundary.COMMA : boundary;
        }
        return boundary;
    }
}
