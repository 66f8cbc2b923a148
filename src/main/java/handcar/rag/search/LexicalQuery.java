package handcar.rag.search;

import module java.base;

import handcar.text.Language;

/// A question for the index: its lexemes in each language that has passages, heaviest first, and the
/// language it most probably is in. The other languages are asked too, since names are the same in all of them.
record LexicalQuery(Map<String, List<QueryTerm>> terms, Optional<String> language) {
    /// A question with more words is searched by its rarest ones that some passage has.
    private static final int MOST_TERMS = 32;

    private static final Comparator<QueryTerm> KNOWN_AND_RAREST_FIRST =
            Comparator.comparing((QueryTerm term) -> term.foundIn() == 0)
                    .thenComparingLong(QueryTerm::foundIn);

    /// The weight of a hit in another language than the question's.
    private static final double FOREIGN = 0.5;

    /// The most passages that are scored for a language; a rare word finds far fewer.
    static final int MOST_CANDIDATES = 500;

    private static final int MOST_SEEDS = 12;

    /// With fewer candidates than this a common word may add its own.
    private static final int FEW_CANDIDATES = 200;

    /// Passages of a language to look at: those that match this `tsquery`.
    record Seed(String language, String query) {}

    static LexicalQuery of(String question, List<QueryTerm> terms) {
        Map<String, List<QueryTerm>> byLanguage = byLanguage(terms);
        return new LexicalQuery(byLanguage, language(question, byLanguage.keySet()));
    }

    /// The same question with other terms in place of some.
    LexicalQuery replacing(Map<QueryTerm, List<QueryTerm>> others) {
        List<QueryTerm> all =
                terms.values().stream()
                        .flatMap(List::stream)
                        .flatMap(term -> others.getOrDefault(term, List.of(term)).stream())
                        .collect(
                                Collectors.toMap(
                                        term -> List.of(term.language(), term.lexeme()),
                                        term -> term,
                                        BinaryOperator.maxBy(
                                                Comparator.comparingDouble(QueryTerm::share)),
                                        LinkedHashMap::new))
                        .values()
                        .stream()
                        .toList();
        return new LexicalQuery(byLanguage(all), language);
    }

    private static Map<String, List<QueryTerm>> byLanguage(List<QueryTerm> terms) {
        Map<String, List<QueryTerm>> byLanguage =
                terms.stream()
                        .sorted(KNOWN_AND_RAREST_FIRST)
                        .collect(
                                Collectors.groupingBy(
                                        QueryTerm::language, TreeMap::new, Collectors.toList()));
        byLanguage.replaceAll((_, all) -> all.subList(0, Math.min(MOST_TERMS, all.size())));
        return byLanguage;
    }

    private static Optional<String> language(String question, Set<String> present) {
        Set<Language> candidates = EnumSet.noneOf(Language.class);
        for (Language language : Language.values()) {
            if (present.contains(language.configuration())) {
                candidates.add(language);
            }
        }
        Language found = Language.among(question, candidates);
        return found == Language.OTHER ? Optional.empty() : Optional.of(found.configuration());
    }

    /// The terms that some passage has.
    List<QueryTerm> known() {
        return terms.values().stream()
                .flatMap(List::stream)
                .filter(term -> term.foundIn() > 0)
                .toList();
    }

    /// The weight of a match in this language.
    double trust(String configuration) {
        return language.isEmpty() || language.get().equals(configuration) ? 1 : FOREIGN;
    }

    /// Where to look for candidates: at the passages with one of the rarest words. No passage is named twice.
    List<Seed> seeds() {
        List<Seed> seeds = new ArrayList<>();
        terms.forEach((language, all) -> seeds.addAll(seeds(language, all)));
        return seeds;
    }

    private static List<Seed> seeds(String language, List<QueryTerm> rarestFirst) {
        List<String> rare = new ArrayList<>();
        long found = 0;
        for (QueryTerm term : rarestFirst) {
            if (term.foundIn() == 0) {
                continue;
            }
            if (rare.size() == MOST_SEEDS || found + term.foundIn() > MOST_CANDIDATES) {
                return found < FEW_CANDIDATES
                        ? withCommon(language, rare, term)
                        : List.of(new Seed(language, anyOf(rare)));
            }
            rare.add(term.quoted());
            found += term.foundIn();
        }
        return rare.isEmpty() ? List.of() : List.of(new Seed(language, anyOf(rare)));
    }

    private static List<Seed> withCommon(String language, List<String> rare, QueryTerm common) {
        if (rare.isEmpty()) {
            return List.of(new Seed(language, common.quoted()));
        }
        return List.of(
                new Seed(language, anyOf(rare)),
                new Seed(language, common.quoted() + " & !(" + anyOf(rare) + ")"));
    }

    private static String anyOf(List<String> quoted) {
        return String.join(" | ", quoted);
    }
}
