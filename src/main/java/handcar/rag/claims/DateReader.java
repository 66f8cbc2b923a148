package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.ClaimValue.Kind;

/// Reads a date or a time of day at a place of a text in [TextForm].
final class DateReader {
    private static final Pattern ISO_DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?!\\d)");
    private static final Pattern DAY_FIRST =
            Pattern.compile(
                    "(\\d{1,2})\\.\\s?(\\d{1,2})\\.(?:\\s?(\\d{4}|\\d{2})(?![\\d:]))?"
                            + "|(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?![\\d/])");
    private static final Pattern DAY_AND_MONTH =
            Pattern.compile(
                    "(\\d{1,2})(?:st|nd|rd|th|\\.|er|º|°|ª)?\\s?(?:de |of )?(\\p{L}{3,})\\.?(?:,?"
                            + " (?:de )?(\\d{4}))?");
    private static final Pattern MONTH_AND_DAY =
            Pattern.compile(
                    "(\\p{L}{3,})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.]\\d|\\d)(?:,?"
                            + " (\\d{4}))?");

    /// What makes "midi" the afternoon.
    private static final String AFTER = "après-";

    private static final Pattern HAN_DATE = Pattern.compile("(\\d{1,2})[月월] ?(\\d{1,2})[日일]");
    private static final Pattern TIME =
            Pattern.compile(
                    "(\\d{1,2})(?:(?:[:h]| h )(\\d{2})(?::\\d{2})?(?!\\d)|\\.(\\d{2})(?="
                        + " ?(?i:uhr|[ap]\\.?m)))?"
                        + " ?((?i:a\\.?m\\b\\.?|p\\.?m\\b\\.?|uhr|h\\b|o'clock|時|点|시))?(?:(\\d{2})[分분])?");

    /// A time in words, without its half of the day.
    private static final Pattern CLOCK =
            Pattern.compile(
                    "(?iU)(?:(?<half>"
                            + Vocabulary.pattern("half-past")
                            + ")|(?<halfto>"
                            + Vocabulary.pattern("half-to")
                            + ")|(?<past>"
                            + Vocabulary.pattern("quarter-past")
                            + ")|(?:"
                            + Vocabulary.pattern("quarter-to")
                            + ")) (?<hour>\\d{1,2}|\\p{L}+)\\b");

    /// "2 to 5 pm": the first hour has the second one's half of the day, or the other.
    private static final Pattern HALF_OF_DAY_FOLLOWS =
            Pattern.compile(
                    "(\\d{1,2})(?: ?- ?| to | until | and )\\d{1,2}(?::\\d{2})?"
                            + " ?(?i:[ap]\\.?m\\b)");

    private final String text;

    DateReader(String text) {
        this.text = text;
    }

    /// The date or time that begins at this digit.
    Optional<ClaimValue> atDigit(int at) {
        return dateAt(at).or(() -> time(at));
    }

    /// The date or time that begins with this word: "May 5", "noon", "half past five", "halb sechs".
    Optional<ClaimValue> atWord(int at, String word) {
        if (Vocabulary.MONTHS.containsKey(word)) {
            return date(MONTH_AND_DAY, at, 2, 1, 3);
        }
        boolean afternoon = text.regionMatches(true, at - AFTER.length(), AFTER, 0, AFTER.length());
        if (Vocabulary.NOON.contains(word) && !afternoon) {
            return value(Kind.TIME, Set.of(ClaimValue.minutes(12, 0)), at, at + word.length());
        }
        if (Vocabulary.MIDNIGHT.contains(word)) {
            return value(Kind.TIME, hours(0, 24), at, at + word.length());
        }
        Matcher clock = matcher(CLOCK, at);
        if (!clock.lookingAt()) {
            return Optional.empty();
        }
        int minutes =
                clock.group("half") != null
                        ? 30
                        : clock.group("halfto") != null
                                ? -30
                                : clock.group("past") != null ? 15 : -15;
        return hour(clock.group("hour"))
                .flatMap(
                        hour ->
                                value(
                                        Kind.TIME,
                                        Set.of(
                                                ClaimValue.minutes(hour, minutes),
                                                ClaimValue.minutes(hour + 12, minutes)),
                                        at,
                                        clock.end()));
    }

    private static Optional<Integer> hour(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.matches("\\d+")
                ? Optional.of(Integer.valueOf(lower))
                : Optional.ofNullable(Vocabulary.HOURS.get(lower))
                        .or(() -> Optional.ofNullable(Vocabulary.NUMBERS.get(lower)))
                        .filter(hour -> hour.scale() <= 0)
                        .map(BigDecimal::intValue);
    }

    private Optional<ClaimValue> dateAt(int at) {
        return date(ISO_DATE, at, 3, 2, 1)
                .or(() -> numericDate(at))
                .or(() -> date(HAN_DATE, at, 2, 1, 0))
                .or(() -> date(DAY_AND_MONTH, at, 1, 2, 3));
    }

    /// @param year its group, 0 for none
    private Optional<ClaimValue> date(Pattern pattern, int at, int day, int month, int year) {
        Matcher date = matcher(pattern, at);
        if (!date.lookingAt()) {
            return Optional.empty();
        }
        String name = date.group(month).toLowerCase(Locale.ROOT);
        Integer number = name.matches("\\d+") ? Integer.valueOf(name) : Vocabulary.MONTHS.get(name);
        String of = year == 0 ? null : date.group(year);
        return number == null
                ? Optional.empty()
                : day(Optional.ofNullable(of), number, Integer.parseInt(date.group(day)))
                        .flatMap(form -> value(Kind.DATE, Set.of(form), at, date.end()));
    }

    /// `24/12` may be either way round.
    private Optional<ClaimValue> numericDate(int at) {
        Matcher date = matcher(DAY_FIRST, at);
        if (!date.lookingAt()) {
            return Optional.empty();
        }
        boolean dotted = date.group(1) != null;
        int first = Integer.parseInt(dotted ? date.group(1) : date.group(4));
        int second = Integer.parseInt(dotted ? date.group(2) : date.group(5));
        Optional<String> year = Optional.ofNullable(dotted ? date.group(3) : date.group(6));
        Set<String> forms = new HashSet<>();
        day(year, second, first).ifPresent(forms::add);
        if (!dotted) {
            day(year, first, second).ifPresent(forms::add);
        }
        return forms.isEmpty() ? Optional.empty() : value(Kind.DATE, forms, at, date.end());
    }

    private static Optional<String> day(Optional<String> year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return Optional.empty();
        }
        String date = String.format(Locale.ROOT, "%02d-%02d", month, day);
        return Optional.of(
                year.map(y -> (y.length() == 2 ? "20" + y : y) + "-" + date).orElse(date));
    }

    private Optional<ClaimValue> time(int at) {
        Matcher time = matcher(TIME, at);
        if (!time.lookingAt()) {
            return Optional.empty();
        }
        Optional<String> minutes =
                Optional.ofNullable(time.group(2))
                        .or(() -> Optional.ofNullable(time.group(3)))
                        .or(() -> Optional.ofNullable(time.group(5)));
        Optional<String> half =
                Optional.ofNullable(time.group(4)).map(h -> h.toLowerCase(Locale.ROOT));
        int hour = Integer.parseInt(time.group(1));
        if (minutes.isEmpty() && half.isEmpty()) {
            return hour <= 12 && matcher(HALF_OF_DAY_FOLLOWS, at).lookingAt()
                    ? value(Kind.TIME, hours(hour, hour + 12), at, time.end(1))
                    : Optional.empty();
        }
        if (hour > 24) {
            return Optional.empty();
        }
        int minute = minutes.map(Integer::parseInt).orElse(0);
        boolean afternoon = half.filter(h -> h.startsWith("p")).isPresent() && hour < 12;
        boolean midnight = half.filter(h -> h.startsWith("a")).isPresent() && hour == 12;
        String form = ClaimValue.minutes(afternoon ? hour + 12 : midnight ? 0 : hour, minute);
        return value(Kind.TIME, Set.of(form), at, time.end());
    }

    private static Set<String> hours(int one, int other) {
        return Set.of(ClaimValue.minutes(one, 0), ClaimValue.minutes(other, 0));
    }

    private Matcher matcher(Pattern pattern, int at) {
        return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
    }

    private static Optional<ClaimValue> value(Kind kind, Set<String> forms, int start, int end) {
        return Optional.of(new ClaimValue(kind, forms, Set.of(), "", start, end));
    }
}
