package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.PassageWindow.Part;

/// A further statement of a sentence that can be left out: ", and theft is covered", ", including an operator".
///
/// @param start UTF-16 offset in the sentence where its conjunction begins
/// @param from where the statement begins
/// @param end where it ends
public record Addition(int start, int from, int end) {
    private static final String AND = Vocabulary.pattern("addition-and");
    private static final Pattern BEGINNING =
            Pattern.compile(
                    "(?:;|[ ,]+(?:"
                            + Vocabulary.pattern("addition")
                            + "))(?!\\p{L})|, (?:"
                            + AND
                            + ") | (?:"
                            + AND
                            + ") (?=(?:"
                            + String.join("|", Vocabulary.PREDICATE)
                            + "|"
                            + String.join("|", Vocabulary.DENY)
                            + "|ne|se"
                            + ")(?!\\p{L}))");

    private static final Pattern END = Pattern.compile("[.!?…\\s*_)]*$");

    /// The additions of a claim, each up to the next.
    static List<Addition> of(ClaimText claim) {
        String lower = claim.text().toLowerCase(Locale.ROOT);
        Matcher beginning = BEGINNING.matcher(lower);
        Matcher last = END.matcher(lower);
        int end = last.find() ? last.start() : lower.length();
        List<Addition> additions = new ArrayList<>();
        while (beginning.find()) {
            int start = beginning.start();
            boolean inValue =
                    claim.values().stream()
                            .anyMatch(value -> start >= value.start() && start < value.end());
            if (!inValue && start > 0 && beginning.end() < end) {
                if (!additions.isEmpty()) {
                    Addition before = additions.removeLast();
                    additions.add(new Addition(before.start, before.from, start));
                }
                additions.add(new Addition(start, beginning.end(), end));
            }
        }
        return additions;
    }

    /// The clauses of a claim, split at its additions too.
    static List<Part> clauses(ClaimText claim) {
        List<Part> clauses = new ArrayList<>();
        List<Addition> additions = of(claim);
        for (Part clause : Clauses.of(claim)) {
            int start = clause.start();
            for (Addition addition : additions) {
                if (addition.start > start && addition.start < clause.end()) {
                    clauses.add(Part.of(claim, start, addition.start));
                    start = addition.start;
                }
            }
            clauses.add(Part.of(claim, start, clause.end()));
        }
        return clauses;
    }

    /// A sentence without these.
    ///
    /// @param sentence with the offsets of the claim
    public static String without(String sentence, List<Addition> unsaid) {
        StringBuilder rest = new StringBuilder(sentence);
        for (Addition addition : unsaid.reversed()) {
            rest.delete(addition.start, addition.end);
        }
        return rest.toString();
    }
}
