package handcar.llm.extractive;

import module java.base;

import handcar.text.Language;

/// A message that answers an offer and says nothing else. It consists of words of consent or refusal, thanks, politeness,
/// particles and emoji, with or without marks between them: "si gracias", "네 부탁드려요", "ok merci 🙏".
enum BareAnswer {
    YES,
    NO,
    /// Thanks or a greeting alone, which is neither.
    COURTESY;

    /// Longer messages say something.
    private static final int MOST_LETTERS = 120;

    private static final Pattern QUESTION = Pattern.compile("[?؟？]");

    private static final Pattern APPROVAL = Pattern.compile("[👍👌✅✔☑🆗💯🫡🤝]");
    private static final String REFUSAL = "👎";

    /// Scripts whose words need no spaces between them.
    private static final Pattern UNSPACED =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsHangul}]");

    private static final Pattern TWICE = Pattern.compile("(.+?)\\1+");

    /// "ok" and "yes" are understood and written in many languages.
    private static final String INTERNATIONAL = "en";

    /// What the message answers in this language, in English or in another one; empty when it says something else.
    static Optional<BareAnswer> of(String message, String language) {
        if (message.length() > MOST_LETTERS || QUESTION.matcher(message).find()) {
            return Optional.empty();
        }
        String words = OfferWords.plain(SmallTalkPhrases.words(message));
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Optional<BareAnswer> own = roles(words, language).flatMap(roles -> answer(roles, message));
        if (own.isPresent()) {
            return own;
        }
        Set<BareAnswer> elsewhere =
                OfferWords.all().stream()
                        .flatMap(each -> roles(words, each::role, each.longest()).stream())
                        .flatMap(roles -> answer(roles, message).stream())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(BareAnswer.class)));
        return Stream.of(NO, YES, COURTESY).filter(elsewhere::contains).findFirst();
    }

    /// What the words before a question answer, if they have a plain yes or no.
    static Optional<BareAnswer> before(String head, String language) {
        return roles(OfferWords.plain(SmallTalkPhrases.words(head)), language)
                .filter(
                        roles ->
                                roles.contains(OfferWords.Role.YES)
                                        || roles.contains(OfferWords.Role.NO))
                .flatMap(roles -> answer(roles, ""));
    }

    private static Optional<BareAnswer> answer(List<OfferWords.Role> roles, String message) {
        boolean opens =
                roles.stream()
                        .takeWhile(
                                role ->
                                        role != OfferWords.Role.COURTESY
                                                && role != OfferWords.Role.FAREWELL)
                        .anyMatch(role -> role == OfferWords.Role.OPENING);
        boolean assents =
                (roles.contains(OfferWords.Role.ASSENT)
                                && !roles.contains(OfferWords.Role.FAREWELL))
                        || APPROVAL.matcher(message).find();
        if (roles.contains(OfferWords.Role.NO) || message.contains(REFUSAL)) {
            return Optional.of(NO);
        }
        if (opens
                || assents
                || roles.contains(OfferWords.Role.YES)
                || roles.contains(OfferWords.Role.CONSENT)) {
            return Optional.of(YES);
        }
        return Optional.of(COURTESY)
                .filter(_ -> !roles.stream().allMatch(role -> role == OfferWords.Role.PARTICLE));
    }

    /// What the words do in a language into which people mix English ones; empty when there are others.
    private static Optional<List<OfferWords.Role>> roles(String words, String language) {
        OfferWords own = OfferWords.in(language);
        OfferWords international = OfferWords.in(INTERNATIONAL);
        Language spoken = Language.ofCode(language);
        return roles(
                words,
                phrase ->
                        own.role(phrase)
                                .or(
                                        () ->
                                                international
                                                        .role(phrase)
                                                        .filter(_ -> !spoken.isSmallWord(phrase))),
                Math.max(own.longest(), international.longest()));
    }

    private static Optional<List<OfferWords.Role>> roles(
            String words, Function<String, Optional<OfferWords.Role>> role, int longest) {
        boolean spaced = !UNSPACED.matcher(words).find();
        String text = spaced ? words : words.replace(" ", "");
        // of the ways to read the text up to each place, the one with fewest phrases
        List<Optional<List<OfferWords.Role>>> read =
                new ArrayList<>(List.of(Optional.of(List.of())));
        for (int to = 1; to <= text.length(); to++) {
            Optional<List<OfferWords.Role>> best = Optional.empty();
            for (int from = Math.max(0, to - longest); from < to; from++) {
                Optional<List<OfferWords.Role>> before = read.get(from);
                if (before.isPresent()
                        && (best.isEmpty() || before.get().size() + 1 < best.get().size())
                        && (!spaced || (isEdge(text, from) && isEdge(text, to)))) {
                    best =
                            role(text.substring(from, to).strip(), role, spaced)
                                    .<List<OfferWords.Role>>map(
                                            each ->
                                                    Stream.concat(
                                                                    before.get().stream(),
                                                                    Stream.of(each))
                                                            .toList())
                                    .or(current(best));
                }
            }
            read.add(best);
        }
        return read.getLast();
    }

    private static <T> Supplier<Optional<T>> current(Optional<T> best) {
        return () -> best;
    }

    private static boolean isEdge(String text, int at) {
        return at == 0 || at == text.length() || text.charAt(at) == ' ';
    }

    /// A word, or among words with spaces one that is repeated ("jaja") or laughter.
    private static Optional<OfferWords.Role> role(
            String phrase, Function<String, Optional<OfferWords.Role>> role, boolean spaced) {
        Matcher twice = TWICE.matcher(phrase);
        return role.apply(phrase)
                .or(
                        () ->
                                spaced && twice.matches()
                                        ? role.apply(twice.group(1).strip())
                                        : Optional.empty())
                .or(
                        () ->
                                Optional.of(OfferWords.Role.PARTICLE)
                                        .filter(
                                                _ ->
                                                        spaced
                                                                && SmallTalkPhrases.isLaughter(
                                                                        phrase)));
    }
}
