package handcar.rag.claims;

import module java.base;

/// The parts of a sentence that no window says as a whole.
final class ClaimParts {
    /// More of them are not looked for.
    static final int MOST = 6;

    /// Where a sentence that no window says as a whole is split, one after the other.
    private static final List<Pattern> SPLITS =
            List.of(
                    Pattern.compile(";"),
                    Pattern.compile(
                            ",? (?:because|weil|denn|puisque|parce que|porque|perché|потому"
                                + " что|but|while|whereas|though|so|aber|während|daher|deshalb|mais|donc|pero|mientras|но)"
                                + " |, (?:as|since|da|car|and|und|et|y|e|и|а) "),
                    Pattern.compile(
                            ",(?!\\d)|;| (?:and|und|sowie|et|y|e|и|versus|vs\\.?|but|aber)"
                                    + " |\\(|\\)"));

    /// The last of them splits lists, each item with its value.
    private static final int LISTED = 2;

    /// How many ways to split there are.
    static final int WAYS = SPLITS.size();

    private ClaimParts() {}

    /// The parts of a claim, each with enough to be looked for; none when it cannot be split so.
    ///
    /// @param way how it is split, from 0
    static List<ClaimText> of(ClaimText claim, int way) {
        List<ClaimText> parts = between(claim, SPLITS.get(way));
        boolean whole =
                parts.size() < 2
                        || parts.size() > MOST
                        || parts.stream()
                                .anyMatch(
                                        part ->
                                                part.values().isEmpty()
                                                        && (way == LISTED
                                                                || part.words().size() < 2));
        return whole ? List.of() : parts;
    }

    /// The parts between separators that stand in no value; what has nothing to compare is left out.
    private static List<ClaimText> between(ClaimText claim, Pattern at) {
        List<ClaimText> parts = new ArrayList<>();
        Matcher ends = at.matcher(claim.text());
        int start = 0;
        while (ends.find()) {
            int end = ends.start();
            if (claim.values().stream()
                    .noneMatch(value -> end >= value.start() && end < value.end())) {
                parts.add(claim.part(start, end));
                start = ends.end();
            }
        }
        parts.add(claim.part(start, claim.text().length()));
        parts.removeIf(ClaimText::isEmpty);
        return parts;
    }
}
