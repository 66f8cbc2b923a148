package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.PassageWindow.Part;

/// Tells whether a claim lays on the customer what a window lays on the company, or the other way round: "we pay the transport
/// back" where it says "you pay the transport back". It speaks only where both name one side with a verb of paying, providing
/// or being liable.
final class Burden {
    private static final Pattern LAYS = words("burden", "\\p{L}*", 0);
    private static final Pattern COMPANY = words("company", "", Pattern.CASE_INSENSITIVE);
    private static final Pattern BY_COMPANY = words("by-company", "", Pattern.CASE_INSENSITIVE);
    private static final Pattern CUSTOMER = words("customer", "", 0);

    private Burden() {}

    private enum Side {
        COMPANY,
        CUSTOMER
    }

    static boolean isShifted(ClaimText claim, PassageWindow window) {
        return !window.isRow()
                && !claim.denies()
                && Clauses.of(claim).stream().anyMatch(clause -> isShifted(claim, clause, window));
    }

    private static boolean isShifted(ClaimText claim, Part clause, PassageWindow window) {
        Optional<Side> side = side(claim, clause);
        if (side.isEmpty()) {
            return false;
        }
        List<Part> laying =
                Clauses.of(window.own()).stream()
                        .filter(there -> side(window.own(), there).isPresent())
                        .toList();
        List<ClaimWord> subject = subject(claim, clause);
        boolean found = laying.stream().anyMatch(there -> shared(subject, there) > 0);
        // "for damage, the customer is liable": the subject may stand in another clause than the
        // verb
        List<ClaimWord> words = found ? subject : clause.words();
        long most = laying.stream().mapToLong(there -> shared(words, there)).max().orElse(0);
        return most > 0
                && laying.stream()
                        .filter(there -> shared(words, there) == most)
                        .allMatch(there -> !side(window.own(), there).equals(side));
    }

    /// What is paid or provided: the words beside the verb and the sides.
    private static List<ClaimWord> subject(ClaimText claim, Part clause) {
        return clause.words().stream()
                .filter(word -> !begins(LAYS, word.form(), 0))
                .filter(word -> !begins(CUSTOMER, claim.text(), word.start()))
                .toList();
    }

    private static boolean begins(Pattern pattern, String text, int at) {
        return pattern.matcher(text).region(at, text.length()).lookingAt();
    }

    private static long shared(List<ClaimWord> words, Part there) {
        return words.stream().filter(there::has).count();
    }

    /// Who pays, provides or is liable by this clause, if it names one side only.
    private static Optional<Side> side(ClaimText text, Part clause) {
        String words = text.text().substring(clause.start(), clause.end());
        boolean byCompany = BY_COMPANY.matcher(words).find();
        boolean company = byCompany || COMPANY.matcher(words).find();
        boolean customer = CUSTOMER.matcher(words).find();
        boolean lays = byCompany || LAYS.matcher(words.toLowerCase(Locale.ROOT)).find();
        if (!lays || company == customer) {
            return Optional.empty();
        }
        return Optional.of(company ? Side.COMPANY : Side.CUSTOMER);
    }

    private static Pattern words(String name, String ending, int flags) {
        return Pattern.compile(
                "(?<!\\p{L})(?:" + Vocabulary.alternatives(name) + ")" + ending + "(?!\\p{L})",
                flags | Pattern.UNICODE_CASE);
    }
}
