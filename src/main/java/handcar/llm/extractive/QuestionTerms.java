package handcar.llm.extractive;

import module java.base;

import handcar.text.Language;

/// What a question asks about, and for what: its words without the small ones, and the types of answer that it wants.
///
/// @param lasting whether it tells a time that something lasted, so that a limit is meant: "can I return it after 40 days?"
/// @param exists whether it asks if there is something at all, so that what is found without it is no answer
record QuestionTerms(
        List<QuestionTerm> terms,
        Set<AnswerType> wanted,
        boolean negated,
        boolean lasting,
        boolean exists) {
    private static final Pattern EXISTS =
            Pattern.compile(
                    "^\\W*(?:(?:is|are) there|do (?:you|u) (?:have|sell)|have you got|gibt"
                            + " es|gibt's|habt ihr|haben sie|hast du|verkauft ihr|y a-t-il|il y"
                            + " a|est-ce qu'il y a|avez-vous|vous"
                            + " avez|vendez-vous|hay|tienen|tenéis|venden|vendéis|есть ли|у вас"
                            + " есть|c'è|ci sono|avete|tem|têm|há)(?!\\p{L})",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// The part of a question word's weight: "how much" is found at each price.
    static final double CUE = 0.35;

    private static final int MOST_TERMS = 40;

    private static final Set<AnswerType> SUBJECTS = EnumSet.of(AnswerType.EMAIL, AnswerType.PHONE);

    private static final Set<AnswerType> QUANTITIES =
            EnumSet.of(AnswerType.MONEY, AnswerType.DURATION, AnswerType.TIME, AnswerType.AGE);

    /// Languages that write a kind of something in one word with it.
    private static final Set<Language> COMPOUNDING =
            EnumSet.of(
                    Language.GERMAN,
                    Language.DUTCH,
                    Language.SWEDISH,
                    Language.DANISH,
                    Language.NORWEGIAN);

    /// A letter that names something: "class B".
    private static final Pattern LETTER =
            Pattern.compile("(?<=\\p{Ll}\\s)(?!I)(\\p{Lu})(?![\\p{L}\\p{Nd}'’.-])");

    /// The part of the weight of what a message tells beside its question.
    static final double TOLD = 0.8;

    /// @param told what the message tells beside the question; empty when nothing
    /// @param languages whose small words are left out
    /// @param codes the article numbers that the passages have, so that what the question has is taken for one
    static QuestionTerms of(
            String question,
            String told,
            List<String> carried,
            Set<Language> languages,
            Set<String> codes) {
        List<QuestionTerm> terms = new ArrayList<>();
        BitSet concepts = new BitSet();
        read(ArticleNumbers.joined(question, codes), 1, languages, terms, concepts);
        Set<AnswerType> wanted = wanted(concepts);
        List<String> before = new ArrayList<>(carried);
        before.addFirst(told);
        double share = TOLD;
        for (String earlier : before) {
            List<QuestionTerm> more = new ArrayList<>();
            BitSet named = new BitSet();
            read(ArticleNumbers.joined(earlier, codes), share, languages, more, named);
            Set<String> known = terms.stream().map(QuestionTerm::word).collect(Collectors.toSet());
            more.removeIf(term -> known.contains(term.word()));
            if (terms.stream().anyMatch(QuestionTerm::isCode)) {
                more.removeIf(QuestionTerm::isCode); // the article that was named last is meant
            }
            if (wanted.isEmpty()) {
                wanted = wanted(named);
            } else {
                more.removeIf(QuestionTerm::cue);
            }
            terms.addAll(more);
            share = share == TOLD ? FollowUp.CARRIED : share * FollowUp.FURTHER_BACK;
        }
        return new QuestionTerms(
                terms.subList(0, Math.min(MOST_TERMS, terms.size())),
                wanted,
                AnswerType.NEGATION.isIn(question),
                wanted.isEmpty()
                        && AnswerType.DURATION.isIn(AgeRange.named(question + "\n" + told)),
                EXISTS.matcher(question).find());
    }

    private static Set<AnswerType> wanted(BitSet concepts) {
        Set<AnswerType> wanted = Thesaurus.KNOWN.types(concepts);
        if (wanted.equals(Set.of(AnswerType.DURATION))
                && concepts.intersects(Thesaurus.KNOWN.of("open"))) {
            return EnumSet.of(AnswerType.TIME); // "how long are you open?"
        }
        Set<AnswerType> asked = EnumSet.noneOf(AnswerType.class);
        asked.addAll(wanted);
        asked.removeAll(SUBJECTS);
        if (!Collections.disjoint(asked, QUANTITIES)) {
            asked.remove(
                    AnswerType
                            .NUMBER); // "combien", "cuánto" and "сколько" ask for anything that is
            // counted
        }
        return asked.isEmpty() ? wanted : asked;
    }

    private static void read(
            String text,
            double share,
            Set<Language> languages,
            List<QuestionTerm> terms,
            BitSet concepts) {
        List<String> words = Words.of(AgeRange.named(text));
        Set<String> letters =
                LETTER.matcher(text)
                        .results()
                        .map(found -> Words.fold(found.group(1)))
                        .collect(Collectors.toSet());
        Set<String> small = new HashSet<>();
        for (int at = 0; at < words.size(); ) {
            String word = words.get(at);
            Thesaurus.Naming naming = Thesaurus.KNOWN.at(words, at);
            BitSet named = naming.concepts();
            if (!Collections.disjoint(languages, COMPOUNDING) && Thesaurus.KNOWN.onlyBegins(word)) {
                named.clear();
            }
            BitSet last = at + 1 == words.size() ? Thesaurus.KNOWN.atEnd(word) : new BitSet();
            named.or(last);
            boolean cue = cue(named);
            concepts.or(named);
            boolean skip =
                    naming.length() == 1
                            && (named.isEmpty() || (isQuestionWord(word, languages) && !cue))
                            && !letters.contains(word)
                            && (Thesaurus.KNOWN.isFiller(word) || isSmall(word, languages));
            if (!skip && small.add(word + naming.length())) {
                String said = String.join(" ", words.subList(at, at + naming.length()));
                said =
                        last.isEmpty()
                                ? said
                                : " " + said; // the same word elsewhere means something else
                boolean light =
                        cue
                                || Thesaurus.KNOWN.isGeneral(named)
                                || (named.isEmpty() && Thesaurus.KNOWN.isLight(said));
                terms.add(new QuestionTerm(said, named, light ? share * CUE : share, light));
            }
            at += naming.length();
        }
    }

    private static boolean cue(BitSet concepts) {
        Set<AnswerType> types = Thesaurus.KNOWN.types(concepts);
        return !types.isEmpty()
                && concepts.cardinality() == types.size()
                && Collections.disjoint(types, SUBJECTS);
    }

    private static boolean isQuestionWord(String word, Set<Language> languages) {
        return Thesaurus.KNOWN.isFiller(word) && isSmall(word, languages);
    }

    private static boolean isSmall(String word, Set<Language> languages) {
        char first = word.charAt(0);
        boolean letter = word.length() == 1 && Character.isLetter(first) && !Words.isDense(first);
        return letter || languages.stream().anyMatch(language -> language.isSmallWord(word));
    }

    /// The words that say what it is about.
    List<QuestionTerm> subjects() {
        return terms.stream().filter(term -> !term.cue()).toList();
    }
}
