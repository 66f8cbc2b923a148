package handcar.rag.claims;

import module java.base;

/// A number in words: "twenty-five", "fünfundzwanzig", "zweieinhalb", "two and a half".
///
/// @param end UTF-16 offset behind it
record SpelledNumber(BigDecimal value, int end) {
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int LARGEST_UNIT = 9;

    private static final String HUNDRED = "hundert";

    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern JOINT = Pattern.compile("-(?:et-)?| (?:y |e |et |und )?");
    private static final Pattern SHARED =
            Pattern.compile("[ -]((of|the|that|this|your|our|its|their)(?= )|\\p{L}+)");
    private static final Pattern AND_HALF =
            Pattern.compile("(?i)[ -]?(?:" + Vocabulary.pattern("and-half") + ")(?!\\p{L})");

    /// The number that begins at a word of a text in [TextForm].
    static Optional<SpelledNumber> at(String text, int start) {
        return word(text, start).map(first -> first.withUnits(text).withHalf(text));
    }

    /// Whether the word means a number here: "a lesson" counts nothing, "an hour" does, "due" is two in Italian only.
    boolean counts(ClaimValue read, String word) {
        boolean one = value.compareTo(BigDecimal.ONE) == 0;
        return read.unit().isEmpty()
                ? value.compareTo(BigDecimal.ONE) > 0
                        && !Vocabulary.AMBIGUOUS_NUMBERS.contains(word.toLowerCase(Locale.ROOT))
                : !one || !Vocabulary.THINGS.contains(read.unit());
    }

    private static Optional<SpelledNumber> word(String text, int start) {
        Matcher word = WORD.matcher(text).region(start, text.length());
        return word.lookingAt()
                ? value(word.group().toLowerCase(Locale.ROOT))
                        .map(value -> new SpelledNumber(value, word.end()))
                : Optional.empty();
    }

    private static Optional<BigDecimal> value(String word) {
        BigDecimal known = Vocabulary.NUMBERS.get(word);
        if (known != null) {
            return Optional.of(known);
        }
        int hundred = word.indexOf(HUNDRED);
        if (hundred > 0) {
            BigDecimal hundreds = Vocabulary.NUMBERS.get(word.substring(0, hundred));
            String rest = word.substring(hundred + HUNDRED.length()).replaceFirst("^und", "");
            Optional<BigDecimal> more = rest.isEmpty() ? Optional.of(BigDecimal.ZERO) : value(rest);
            return hundreds == null
                    ? Optional.empty()
                    : more.map(units -> hundreds.movePointRight(2).add(units));
        }
        int und = word.indexOf("und", 3);
        if (und > 0) {
            BigDecimal units = Vocabulary.NUMBERS.get(word.substring(0, und));
            BigDecimal tens = Vocabulary.NUMBERS.get(word.substring(und + 3));
            return units == null || tens == null ? Optional.empty() : Optional.of(tens.add(units));
        }
        return word.endsWith("einhalb")
                ? Optional.ofNullable(
                                Vocabulary.NUMBERS.get(
                                        word.substring(0, word.length() - "einhalb".length())))
                        .map(HALF::add)
                : Optional.empty();
    }

    /// "twenty" with the "five" behind it.
    private SpelledNumber withUnits(String text) {
        boolean tens = value.signum() > 0 && value.remainder(BigDecimal.TEN).signum() == 0;
        Matcher joint = JOINT.matcher(text).region(end, text.length());
        return tens && value.intValue() < 100 && joint.lookingAt()
                ? word(text, joint.end())
                        .filter(SpelledNumber::isUnit)
                        .map(units -> new SpelledNumber(value.add(units.value), units.end))
                        .orElse(this)
                : this;
    }

    private boolean isUnit() {
        return value.scale() <= 0 && value.intValue() >= 1 && value.intValue() <= LARGEST_UNIT;
    }

    private SpelledNumber withHalf(String text) {
        int half = endOfHalf(text, end);
        return half > end ? new SpelledNumber(value.add(HALF), half) : this;
    }

    /// Where "and a half" ends that begins here; the offset itself when it does not.
    static int endOfHalf(String text, int at) {
        Matcher half = AND_HALF.matcher(text).region(at, text.length());
        return half.lookingAt() ? half.end() : at;
    }

    /// Whether "half" before it is half of something: "half of the nights", "half price".
    static boolean isShare(String text, int end) {
        Matcher next = SHARED.matcher(text).region(end, text.length());
        return next.lookingAt()
                && (next.group(2) != null
                        || Vocabulary.concept(next.group(1).toLowerCase(Locale.ROOT))
                                .filter(concept -> concept.name().equals("cost"))
                                .isPresent());
    }

    /// These forms of a number with a half more.
    static Set<String> withHalf(Set<String> forms) {
        return forms.stream()
                .map(form -> new BigDecimal(form).add(HALF).toPlainString())
                .collect(Collectors.toUnmodifiableSet());
    }
}
