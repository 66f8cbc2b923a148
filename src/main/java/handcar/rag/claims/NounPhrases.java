package handcar.rag.claims;

import module java.base;

/// The nouns of a claim with their adjectives: what stands behind an article, a possessive or a preposition, in German also what
/// has a capital. A paraphrase changes verbs; a noun that the source has not is a new statement: "we refund in cash".
final class NounPhrases {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /// Infinitives and gerunds behind a preposition: "for using", "pour annuler", "sin pagar".
    private static final Pattern VERB =
            Pattern.compile("\\p{L}{2,}(?:ing|er|ir|re|oir|ar|arse|erse|irse)");

    private final ClaimText claim;
    private final Set<String> determiners;
    private final Map<Integer, ClaimWord> contents = new HashMap<>();
    private final List<Phrase> phrases = new ArrayList<>();

    /// @param whole whether each of its words must stand in the source; else one of them, as a verb may be among them
    record Phrase(List<ClaimWord> words, boolean whole) {}

    private NounPhrases(ClaimText claim) {
        this.claim = claim;
        this.determiners = Vocabulary.determiners(claim.language());
        claim.words().forEach(word -> contents.putIfAbsent(word.start(), word));
    }

    static List<Phrase> of(ClaimText claim) {
        NounPhrases reader = new NounPhrases(claim);
        reader.read();
        return List.copyOf(reader.phrases);
    }

    private void read() {
        List<MatchResult> tokens = WORD.matcher(claim.text()).results().toList();
        boolean nouns = claim.capitalizesNouns();
        boolean begun = false;
        for (int at = 0; at < tokens.size(); at++) {
            MatchResult token = tokens.get(at);
            String lower = token.group().toLowerCase(Locale.ROOT);
            begun &= at > 0 && isJoined(tokens.get(at - 1), token);
            boolean preposition = Vocabulary.PREPOSITIONS.contains(lower);
            if (introduces(lower)) {
                int end = run(tokens, at + 1, nouns);
                List<ClaimWord> words = words(tokens, at + 1, end);
                if (!words.isEmpty()
                        && !(Vocabulary.BEFORE_VERBS.contains(lower)
                                && VERB.matcher(words.getFirst().form()).matches())) {
                    boolean predicate = end < tokens.size() && isPredicate(tokens.get(end));
                    phrases.add(new Phrase(words, begun || preposition || predicate || nouns));
                }
                begun |= !preposition;
                at = Math.max(at, end - 1);
            } else {
                if (nouns
                        && isCapitalized(token)
                        && token.start() > 0
                        && contents.containsKey(token.start())) {
                    phrases.add(
                            new Phrase(
                                    List.of(Objects.requireNonNull(contents.get(token.start()))),
                                    true));
                }
                begun |= contents.containsKey(token.start()) || isPredicate(token);
            }
        }
    }

    private boolean introduces(String lower) {
        return Vocabulary.PREPOSITIONS.contains(lower) || determiners.contains(lower);
    }

    private static boolean isPredicate(MatchResult token) {
        return Vocabulary.PREDICATE.contains(token.group().toLowerCase(Locale.ROOT));
    }

    private static boolean isCapitalized(MatchResult token) {
        return Character.isUpperCase(token.group().charAt(0));
    }

    /// Where the words end that follow each other from here; in German with the noun.
    private int run(List<MatchResult> tokens, int from, boolean nouns) {
        int end = from;
        int noun = from;
        while (end < tokens.size()
                && contents.containsKey(tokens.get(end).start())
                && !introduces(tokens.get(end).group().toLowerCase(Locale.ROOT))
                && (end == 0 || isJoined(tokens.get(end - 1), tokens.get(end)))) {
            end++;
            if (nouns && isCapitalized(tokens.get(end - 1))) {
                noun = end;
                break;
            }
        }
        return nouns ? noun : end;
    }

    private boolean isJoined(MatchResult one, MatchResult next) {
        return claim.text().substring(one.end(), next.start()).matches("[ '-]+");
    }

    private List<ClaimWord> words(List<MatchResult> tokens, int from, int end) {
        return tokens.subList(from, Math.max(from, end)).stream()
                .flatMap(token -> Optional.ofNullable(contents.get(token.start())).stream())
                .toList();
    }

    /// Whether a source has them all.
    ///
    /// @param there whether it has a word
    static boolean areIn(ClaimText claim, Predicate<ClaimWord> there) {
        Predicate<ClaimWord> backed =
                word ->
                        word.kind() != ClaimWord.Kind.PLAIN
                                || word.isFraming()
                                || Vocabulary.FRAMES.contains(word.form())
                                || there.test(word);
        return of(claim).stream()
                .allMatch(
                        phrase ->
                                phrase.whole()
                                        ? phrase.words().stream().allMatch(backed)
                                        : phrase.words().stream().anyMatch(backed));
    }
}
