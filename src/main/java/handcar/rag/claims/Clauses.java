package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.PassageWindow.Part;

/// Splits a sentence into clauses, so that each of its values can be seen with the words it belongs to.
final class Clauses {
    private static final Pattern END = Pattern.compile("[;:()]|,(?!\\d)| - ");

    /// Splits only where it stands between values that could be taken for one another.
    private static final Pattern CONJUNCTION =
            Pattern.compile(
                    "(?<= )(?:and|or|und|oder|et|ou|y|o|e|и|или|but|aber|sondern|mais|pero|но|while|whereas)(?="
                        + " )");

    private static final Pattern TURN =
            Pattern.compile(
                    "(?<= )(?:but|though|although|aber|jedoch|sondern|mais|pero|sino|ma|maar|но|а)(?="
                        + " )");

    private Clauses() {}

    /// The clauses, split also where the second half of a sentence turns from the first: "exchanged but not refunded".
    static List<Part> turning(ClaimText text) {
        return of(text).stream().flatMap(clause -> split(text, clause, TURN).stream()).toList();
    }

    /// The clauses, split also at each conjunction. One without a word of its own belongs to the one before it.
    static List<Part> predicates(ClaimText text) {
        List<Part> clauses = new ArrayList<>();
        for (Part clause : of(text)) {
            for (Part part : split(text, clause, CONJUNCTION)) {
                boolean joins =
                        !clauses.isEmpty()
                                && part.words().stream().noneMatch(WordOverlap::isSpecial);
                clauses.add(joins ? Part.of(text, clauses.removeLast().start(), part.end()) : part);
            }
        }
        return List.copyOf(clauses);
    }

    /// The clauses, split also at each conjunction between names. One without a name speaks of the name before it ("Inès, qui
    /// prépare les mariages"), one of names alone belongs to the next ("Anna and Ben teach").
    static List<Part> ofNames(ClaimText text) {
        List<Part> clauses = new ArrayList<>();
        for (Part clause : of(text)) {
            boolean more = clause.words().stream().filter(ClaimWord::isName).count() > 1;
            for (Part part : more ? split(text, clause, CONJUNCTION) : List.of(clause)) {
                boolean joins =
                        !clauses.isEmpty()
                                && (part.words().stream().noneMatch(ClaimWord::isName)
                                        || clauses.getLast().words().stream()
                                                .allMatch(ClaimWord::isName));
                clauses.add(joins ? Part.of(text, clauses.removeLast().start(), part.end()) : part);
            }
        }
        return List.copyOf(clauses);
    }

    static List<Part> of(ClaimText text) {
        List<Part> clauses = new ArrayList<>();
        for (Part clause : split(text, Part.of(text, 0, text.text().length()), END)) {
            clauses.addAll(
                    hasRivals(text, clause)
                            ? split(text, clause, CONJUNCTION)
                            : ofDays(text, clause));
        }
        return List.copyOf(clauses);
    }

    /// Split where another day begins: "mittwochs nach Wardenburg und Hude und donnerstags nach Oldenburg und Elsfleth".
    private static List<Part> ofDays(ClaimText text, Part clause) {
        if (clause.words().stream().filter(ClaimWord::isDay).count() < 2) {
            return List.of(clause);
        }
        List<Part> clauses = new ArrayList<>();
        for (Part part : split(text, clause, CONJUNCTION)) {
            boolean begins =
                    !clauses.isEmpty()
                            && part.words().stream().anyMatch(ClaimWord::isDay)
                            && isOfDay(clauses.getLast())
                            && !clauses.getLast().words().getLast().isDay();
            clauses.add(
                    begins || clauses.isEmpty()
                            ? part
                            : Part.of(text, clauses.removeLast().start(), part.end()));
        }
        return clauses;
    }

    /// Whether something is said of a day.
    static boolean isOfDay(Part clause) {
        return clause.words().stream().anyMatch(ClaimWord::isDay)
                && clause.words().stream()
                        .anyMatch(w -> !w.isDay() && w.kind() != ClaimWord.Kind.WIDENING);
    }

    private static boolean hasRivals(ClaimText text, Part clause) {
        List<ClaimValue> values = text.values().stream().filter(clause::holds).toList();
        return values.stream()
                .anyMatch(
                        one ->
                                values.stream()
                                        .anyMatch(other -> !other.equals(one) && other.mayBe(one)));
    }

    /// Whether brackets open here that hold no word: the "(4,80 €)" of "a loaf (4,80 €) or ten eggs (4,20 €)" belongs to the loaf.
    private static boolean opensWordless(ClaimText text, int at) {
        int close = text.text().indexOf(')', at);
        return text.text().charAt(at) == '('
                && close > at
                && Part.of(text, at, close).words().isEmpty();
    }

    /// "Mondays and Wednesdays from 9 to 12": the hours are those of both.
    private static boolean joinsDays(ClaimText text, int start, int end) {
        return text.words().stream()
                        .filter(ClaimWord::isDay)
                        .filter(word -> !word.form().isEmpty())
                        .anyMatch(
                                day ->
                                        text.text().substring(0, start).stripTrailing().length()
                                                == day.start() + day.form().length())
                && text.words().stream()
                        .filter(ClaimWord::isDay)
                        .anyMatch(
                                day ->
                                        day.start() > end
                                                && text.text()
                                                        .substring(end, day.start())
                                                        .isBlank());
    }

    /// Whether it has a word, or values of two kinds: "one of 50 minutes 72 €".
    private static boolean isSaying(ClaimText text, Part clause) {
        List<ClaimValue> values = text.values().stream().filter(clause::holds).toList();
        return !clause.words().isEmpty()
                || values.stream().anyMatch(value -> !value.mayBe(values.getFirst()));
    }

    /// A clause without words belongs to the one behind it ("in 6, 12 or 24 months"), the last one to that before it.
    private static List<Part> split(ClaimText text, Part whole, Pattern at) {
        List<Part> clauses = new ArrayList<>();
        Matcher ends = at.matcher(text.text()).region(whole.start(), whole.end());
        int start = whole.start();
        while (ends.find()) {
            int end = ends.start();
            boolean inValue =
                    text.values().stream()
                            .anyMatch(value -> end > value.start() && end < value.end());
            if (!inValue
                    && !opensWordless(text, end)
                    && !joinsDays(text, end, ends.end())
                    && isSaying(text, Part.of(text, start, end))) {
                clauses.add(Part.of(text, start, end));
                start = end;
            }
        }
        Part last = Part.of(text, start, whole.end());
        if (!isSaying(text, last) && !clauses.isEmpty()) {
            last = Part.of(text, clauses.removeLast().start(), whole.end());
        }
        clauses.add(last);
        return clauses;
    }
}
