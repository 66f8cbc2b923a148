package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.PassageWindow.Part;

/// Tells whether a claim says hours of days that the window gives other hours for: "Monday to Friday until 6 pm" where it says
/// "Monday to Thursday until 6 pm and on Friday until 1 pm".
final class RivalDays {
    private RivalDays() {}

    static boolean areMixed(ClaimText claim, PassageWindow window) {
        if (window.isRow() || window.parts().stream().filter(RivalDays::hasDays).count() < 2) {
            return false;
        }
        Map<Part, Set<String>> there = days(window.own(), window.parts());
        return days(claim, Clauses.of(claim)).entrySet().stream()
                .anyMatch(
                        clause ->
                                claim.values().stream()
                                        .filter(ClaimValue::isHours)
                                        .filter(clause.getKey()::holds)
                                        .anyMatch(
                                                value ->
                                                        isOfOther(
                                                                value,
                                                                clause.getValue(),
                                                                there,
                                                                window)));
    }

    /// Whether a day of the claim is in none of the clauses that have its hour.
    private static boolean isOfOther(
            ClaimValue value,
            Set<String> days,
            Map<Part, Set<String>> there,
            PassageWindow window) {
        Set<String> stated =
                window.stating(value).stream()
                        .flatMap(source -> window.partOf(source).stream())
                        .flatMap(part -> there.getOrDefault(part, Set.of()).stream())
                        .collect(Collectors.toSet());
        return !stated.isEmpty() && !stated.containsAll(days);
    }

    private static boolean hasDays(Part part) {
        return part.words().stream().anyMatch(ClaimWord::isDay);
    }

    /// The days of each clause; one that names none speaks of those before it.
    private static Map<Part, Set<String>> days(ClaimText text, List<Part> clauses) {
        Map<Part, Set<String>> days = new LinkedHashMap<>();
        Set<String> last = Set.of();
        for (Part clause : clauses) {
            Set<String> own =
                    text.words().stream()
                            .filter(ClaimWord::isDay)
                            .filter(clause::holds)
                            .map(ClaimWord::key)
                            .collect(Collectors.toSet());
            last = own.isEmpty() ? last : own;
            days.put(clause, last);
        }
        return days;
    }
}
