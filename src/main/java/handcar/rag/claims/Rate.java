package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.Vocabulary.Unit;

/// What an amount is for: "£9 an hour", "15 € al mes", "105 € monatlich".
///
/// @param units by their kind; months and years count as times
/// @param things what it is for besides: "per visit"
record Rate(Map<String, Unit> units, List<ClaimWord> things) {
    static final Rate NONE = new Rate(Map.of(), List.of());

    private static final String TIME = "time";

    /// How far from an amount its unit may stand.
    private static final int REACH = 40;

    private static final String PER = Vocabulary.pattern("rate-per");
    private static final Pattern BEHIND =
            Pattern.compile("\\G[ ,]{0,2}(?:(?:" + PER + ") ?)?(?<unit>\\p{L}+)");
    private static final String STRONG =
            "(?<![\\p{L}])(?:per|pro|je|par|por|за) (?:cada |chaque |jede[nmrs]?"
                    + " )?(?<unit>\\p{L}+)";
    private static final Pattern IN_CLAUSE = Pattern.compile(STRONG);
    private static final Pattern BEFORE =
            Pattern.compile(
                    "(?<![\\p{L}])(?<![\\d€$£%] )(?:per|pro|je|par|por) (?:cada |chaque"
                            + " |jede[nmrs]? )?(?<unit>\\p{L}+)[^\\d,;:|]*$");
    private static final Pattern END_OF_CLAUSE = Pattern.compile("[,;:|()\\d]| (?:and|und|et|y) ");

    /// The rate of the value between these offsets.
    static Rate of(int start, int end, String lower) {
        Map<String, Unit> units = new HashMap<>();
        List<ClaimWord> things = new ArrayList<>();
        Matcher behind = BEHIND.matcher(lower).region(end, lower.length());
        boolean per = behind.lookingAt();
        if (per && isPer(lower, end, behind)) {
            unit(behind.group("unit")).ifPresent(unit -> units.put(kind(unit), unit));
        }
        Matcher clause = END_OF_CLAUSE.matcher(lower).region(end, lower.length());
        int until = clause.find() ? clause.start() : lower.length();
        Matcher further = IN_CLAUSE.matcher(lower).region(end, Math.min(until, end + REACH));
        while (further.find()) {
            add(further, units, things);
        }
        if (units.isEmpty() && things.isEmpty()) {
            Matcher before =
                    BEFORE.matcher(lower)
                            .region(Math.max(0, start - REACH), start)
                            .useTransparentBounds(true);
            if (before.find()) {
                add(before, units, things);
            }
        }
        return units.isEmpty() && things.isEmpty()
                ? NONE
                : new Rate(Map.copyOf(units), List.copyOf(things));
    }

    private static void add(Matcher found, Map<String, Unit> units, List<ClaimWord> things) {
        String word = found.group("unit");
        Optional<Unit> unit = unit(word);
        if (unit.isPresent()) {
            units.putIfAbsent(kind(unit.get()), unit.get());
        } else if (!Vocabulary.STOP.contains(word) && !Vocabulary.UNITS.containsKey(word)) {
            String form = TextForm.folded(word);
            things.add(new ClaimWord(form, form, ClaimWord.Kind.PLAIN, found.start("unit")));
        }
    }

    /// A unit alone behind an amount is its rate only as a word for it ("105 € monatlich").
    private static boolean isPer(String lower, int end, Matcher behind) {
        return !lower.substring(end, behind.start("unit")).isBlank()
                || Vocabulary.RATE_WORDS.containsKey(behind.group("unit"));
    }

    private static Optional<Unit> unit(String word) {
        String named = Vocabulary.RATE_WORDS.getOrDefault(word, word);
        return Optional.ofNullable(Vocabulary.UNITS.get(named))
                .filter(unit -> named.length() > 1 && unit.kind().length() != 3);
    }

    private static String kind(Unit unit) {
        return unit.kind().equals("months") || unit.kind().equals("night") ? TIME : unit.kind();
    }

    /// Whether both may be said of the same: none is for another unit than the other.
    boolean isOf(Rate source) {
        return units.entrySet().stream()
                .allMatch(
                        one ->
                                Optional.ofNullable(source.units.get(one.getKey()))
                                        .filter(other -> !other.equals(one.getValue()))
                                        .isEmpty());
    }

    /// The units that the source does not give itself, so that the words around it must.
    List<Unit> beyond(Rate source) {
        return units.entrySet().stream()
                .filter(one -> !source.units.containsKey(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// Whether one of the words names the unit, perhaps as a part of it: `Tagespreis`.
    static boolean names(Stream<String> words, Unit unit) {
        return words.anyMatch(
                word ->
                        unit(word).filter(unit::equals).isPresent()
                                || Vocabulary.UNIT_WORDS.getOrDefault(unit, List.of()).stream()
                                        .anyMatch(word::startsWith));
    }

    /// Whether one of the words names a unit of the same kind.
    static boolean namesOther(Stream<String> words, Unit unit) {
        return words.anyMatch(
                word ->
                        unit(word)
                                .filter(other -> kind(other).equals(kind(unit)))
                                .filter(other -> !other.equals(unit))
                                .isPresent());
    }
}
