package handcar.rag.claims;

import module java.base;

/// The yes or no before a statement, which may say the contrary of it: "Yes, we do not treat horses."
public enum Reply {
    YES,
    NO;

    /// What a statement must mean to affirm a question for leave or for something that is offered.
    private static final Set<String> AFFIRMING = Set.of("allowed", "possible", "accept");

    /// The reply that a text begins with.
    public static Optional<Reply> of(String text) {
        Optional<String> first = ClaimText.first(TextForm.of(text));
        return first.filter(Vocabulary.YES::contains)
                .map(_ -> YES)
                .or(() -> first.filter(Vocabulary.NO::contains).map(_ -> NO));
    }

    /// Whether the statement behind it says the contrary. A question that denies something ("without an appointment?") may be
    /// answered either way.
    public boolean isAgainst(ClaimText asked, ClaimText said) {
        if (asked.denies() || said.turns()) {
            return false;
        }
        return switch (this) {
            case YES -> isDenied(asked, said) || costs(asked, said);
            case NO -> isAffirmed(asked, said);
        };
    }

    /// Whether a denial reaches what was asked and no clause affirms any of it.
    private static boolean isDenied(ClaimText asked, ClaimText said) {
        List<ClaimWord> reached =
                said.denials().stream()
                        .flatMap(List::stream)
                        .filter(word -> !said.lacking().contains(word))
                        .toList();
        return reached.stream().anyMatch(asked::has)
                && Clauses.turning(said).stream()
                        .filter(clause -> reached.stream().noneMatch(clause::holds))
                        .flatMap(clause -> clause.words().stream())
                        .filter(word -> !word.isGeneral())
                        .noneMatch(asked::has);
    }

    /// "Is it free?" "Yes, it costs 5 €."
    private static boolean costs(ClaimText asked, ClaimText said) {
        return asked.words().stream().anyMatch(ClaimWord::isFree)
                && said.words().stream().noneMatch(ClaimWord::isFree)
                && said.values().stream().anyMatch(ClaimValue::isMoney);
    }

    /// Whether the statement allows, offers or opens what was asked, without any limit.
    private static boolean isAffirmed(ClaimText asked, ClaimText said) {
        if (said.limits() || said.isExclusive()) {
            return false;
        }
        boolean open = isOpen(asked) && isOpen(said);
        boolean allows = said.meanings().stream().anyMatch(AFFIRMING::contains);
        List<ClaimWord> special =
                asked.words().stream()
                        .filter(word -> !word.isGeneral() && word.kind() != ClaimWord.Kind.WIDENING)
                        .filter(
                                word ->
                                        Meanings.of(word.form()).stream()
                                                .noneMatch(AFFIRMING::contains))
                        .toList();
        long found = special.stream().filter(said::has).count();
        return (open || allows)
                && found > 0
                && found == special.size()
                && said.values().stream().noneMatch(ClaimValue::isMoney)
                && asked.values().stream()
                        .allMatch(v -> said.values().stream().anyMatch(v::isStatedBy));
    }

    private static boolean isOpen(ClaimText text) {
        return text.words().stream().anyMatch(word -> word.key().equals(ClaimWord.OPEN));
    }
}
